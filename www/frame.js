// Inside a frame: takes wishes from the frame's address, and tells the page around it how high it is and what happens.
// A classic script, since modules do not run in a sandbox. The counterpart is frame-host.js.
(() => {
  // Never the address of a pack: whoever writes a link would choose the data.
  const WISHES = ['lang', 'theme', 'view', 'goal', 'programme', 'region'];
  /** What any page around the frame is told. */
  const TOLD = ['pe-ready', 'pe-error', 'pe-packload'];
  /** What the student chooses: for the frame's own site, and for the origins that its file names. */
  const CHOSEN = ['pe-change', 'pe-select', 'pe-share'];
  const explorer = document.querySelector('pathway-explorer');
  // A sandbox and a file have an origin that is nobody's name.
  const named = [location.origin, ...(document.currentScript.dataset.origins ?? '').split(/\s+/)].filter((one) => /^https?:/.test(one));

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
  /** Whether the page around this one hears what the student chooses. */
  let isNamed = false;
  const say = (message) => port?.postMessage(message);
  const height = () => say({ t: 'h', v: Math.ceil(explorer.getBoundingClientRect().bottom + window.scrollY) });
  const tell = ({ type, detail }) => {
    if (isNamed || TOLD.includes(type)) say({ t: 'e', n: type, d: detail });
  };
  const happened = [];
  for (const name of [...TOLD, ...CHOSEN]) {
    addEventListener(name, (event) => {
      if (port) tell(event);
      else happened.push(event);
    });
  }
  new ResizeObserver(height).observe(explorer);
  const hello = () => window.parent.postMessage({ rungs: 'frame/1' }, '*');
  addEventListener('message', ({ source, origin, data, ports }) => {
    if (source !== window.parent) return;
    if (data?.rungs === 'host/1' && !port) hello();
    if (data?.rungs !== 'port/1' || port || ports.length !== 1) return;
    [port] = ports;
    isNamed = named.includes(origin);
    happened.splice(0).forEach(tell);
    height();
  });
  hello();
})();
