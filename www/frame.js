// Inside a frame: takes wishes from the frame's address, and tells the page around it how high it is and what happens.
// A classic script, since modules do not run in a sandbox. The counterpart is frame-host.js.
(() => {
  // Never the address of a pack: whoever writes a link would choose the data.
  const WISHES = ['lang', 'theme', 'view', 'goal', 'programme', 'region'];
  const TOLD = ['pe-ready', 'pe-error', 'pe-packload', 'pe-change', 'pe-select', 'pe-share'];
  const explorer = document.querySelector('pathway-explorer');
  const origins = document.currentScript.dataset.origins?.split(/\s+/).filter(Boolean);

  const wishes = new URLSearchParams(location.hash.slice(1));
  for (const name of WISHES) {
    if (wishes.has(name)) explorer.setAttribute(name, wishes.get(name));
  }
  if (wishes.has('lang')) document.documentElement.lang = wishes.get('lang');

  // A sandbox keeps nothing; there is no need to say so.
  if (globalThis.origin === 'null') explorer.setAttribute('persist', 'none');

  const sheet = new CSSStyleSheet();
  sheet.replaceSync('html, body { margin: 0; height: auto } :root { color-scheme: light dark }');
  document.adoptedStyleSheets = [sheet];

  if (window.parent === window) return;
  let port = null;
  const say = (message) => port?.postMessage(message);
  const height = () => say({ t: 'h', v: Math.ceil(explorer.getBoundingClientRect().bottom + window.scrollY) });
  const happened = [];
  for (const name of TOLD) {
    addEventListener(name, ({ detail }) => {
      const message = { t: 'e', n: name, d: detail };
      if (port) say(message);
      else happened.push(message);
    });
  }
  new ResizeObserver(height).observe(explorer);
  const hello = () => window.parent.postMessage({ rungs: 'frame/1' }, '*');
  addEventListener('message', ({ source, origin, data, ports }) => {
    if (source !== window.parent || (origins && !origins.includes(origin))) return;
    if (data?.rungs === 'host/1' && !port) hello();
    if (data?.rungs !== 'port/1' || port || ports.length !== 1) return;
    [port] = ports;
    happened.splice(0).forEach(say);
    height();
  });
  hello();
})();
