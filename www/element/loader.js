// All that a portal's page pays before its reader comes near the widget. It works as a classic script, whose names
// would be the page's without the brackets, and as a module; the build that lies beside it is fetched once, when an
// element nears the viewport.

{
  const tag = 'pathway-explorer';

  // On a server there is nothing to do.
  if (globalThis.customElements && !customElements.get(tag)) {
    // A frame and room are there from the start until the pack is shown: nothing that the reader sees then jumps, as
    // what comes after the element is out of the window.
    const room = new CSSStyleSheet();
    room.replaceSync(
      `:where(${tag}:not(:defined), ${tag}:state(loading)) { display: block; min-block-size: 100vh }
      :where(${tag}:not(:defined)) { box-sizing: border-box; border: 1px solid #8884; border-radius: .875rem; padding: .75rem }`,
    );
    document.adoptedStyleSheets.push(room);

    const load = () => {
      nearby.disconnect();
      arrivals.disconnect();
      import('./pathway-explorer.js').catch((error) => console.error(`<${tag}> cannot be loaded`, error));
    };
    // Whoever saves data fetches it only when the reader really gets there.
    const nearby = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && load(),
      { rootMargin: navigator.connection?.saveData ? '0px' : '600px' },
    );
    const watch = () => document.querySelectorAll(tag).forEach((element) => nearby.observe(element));
    const arrivals = new MutationObserver(watch);
    arrivals.observe(document, { childList: true, subtree: true });
    watch();
  }
}
