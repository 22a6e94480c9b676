// All that a portal's page pays before its reader comes near the widget. It works as a module and as a classic
// script; the build that lies beside it is fetched once, when an element nears the viewport.

const tag = 'pathway-explorer';

// On a server there is nothing to do.
if (globalThis.customElements && !customElements.get(tag)) {
  // Room is kept from the start, so that nothing on the page jumps when the element comes alive.
  const room = new CSSStyleSheet();
  room.replaceSync(`:where(${tag}:not(:defined)) { display: block; min-block-size: min(40rem, 80vh) }`);
  document.adoptedStyleSheets.push(room);

  const load = () => {
    nearby.disconnect();
    arrivals.disconnect();
    import('./pathway-explorer.js').catch((error) => console.error(`<${tag}> cannot be loaded`, error));
  };
  const nearby = new IntersectionObserver(
    (entries) => entries.some((entry) => entry.isIntersecting) && load(),
    { rootMargin: '600px' },
  );
  const watch = () => document.querySelectorAll(tag).forEach((element) => nearby.observe(element));
  const arrivals = new MutationObserver(watch);
  arrivals.observe(document, { childList: true, subtree: true });
  watch();
}
