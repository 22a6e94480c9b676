// What the explorer draws a paint later, and what it draws only once it is opened.

/** Runs in the page: waits until four frames in a row have changed no explorer. */
function quiet() {
  const roots = [...document.querySelectorAll('pathway-explorer')].map((host) => host.shadowRoot).filter(Boolean);
  return new Promise((resolve) => {
    let still = 0;
    const observer = new MutationObserver(() => { still = 0; });
    for (const root of roots) observer.observe(root, { childList: true, subtree: true });
    const look = () => {
      still = roots.some((root) => root.querySelector('[aria-busy="true"]')) ? 0 : still + 1;
      if (still > 4) {
        observer.disconnect();
        resolve();
      } else {
        requestAnimationFrame(() => setTimeout(look));
      }
    };
    look();
  });
}

/** Waits until all explorers of the page are drawn. */
export const drawn = (page) => page.evaluate(quiet);

/** Opens all that can be opened in the explorers of the page, also what that brings. */
export async function unfold(page) {
  let opened;
  do {
    await drawn(page);
    opened = await page.evaluate(() => {
      const closed = [...document.querySelectorAll('pathway-explorer')].flatMap((host) => [...host.shadowRoot.querySelectorAll('details:not([open])')]);
      for (const details of closed) details.open = true;
      return closed.length;
    });
  } while (opened > 0);
}
