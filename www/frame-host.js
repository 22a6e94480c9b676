// On the page around frames with an explorer: gives each frame the height of what is in it, and dispatches at the frame
// what happens inside. After the greeting only a port is used, which nobody else can speak into.
(() => {
  const LEAST = 120;
  const MOST = 20_000;
  /** A loop between a page's sheet and what is in the frame grows this often in a row, and quickly. */
  const MOST_GROWTHS = 50;
  const PAUSE = 1000;
  const BEAT = 100;
  const TOLD = ['pe-ready', 'pe-error', 'pe-packload', 'pe-change', 'pe-select', 'pe-share'];

  const frames = () => [...document.querySelectorAll('iframe')].filter(({ src }) => /\/frame\.html([?#]|$)/.test(src));
  const isOpaque = (frame) => frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin');

  addEventListener('message', ({ source, origin, data }) => {
    if (data?.rungs !== 'frame/1') return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    const expected = frame && (isOpaque(frame) ? 'null' : new URL(frame.src).origin);
    if (!frame || origin !== expected) return;
    const { port1, port2 } = new MessageChannel();
    // A sandbox has no origin that could be named.
    source.postMessage({ rungs: 'port/1' }, expected === 'null' ? '*' : expected, [port2]);
    listen(frame, port1);
  });

  function listen(frame, port) {
    let shown = 0;
    let growths = 0;
    let grownAt = 0;
    let wanted = null;
    let timer = null;
    let stopped = false;
    const apply = () => {
      timer = null;
      if (wanted === null || stopped || Math.abs(wanted - shown) < 2) return;
      const now = performance.now();
      growths = wanted > shown && now - grownAt < PAUSE ? growths + 1 : 0;
      grownAt = now;
      if (growths > MOST_GROWTHS) {
        stopped = true;
        console.warn('frame-host.js: the frame grows without end and is left as it is', frame);
        return;
      }
      shown = wanted;
      frame.style.setProperty('height', `${shown}px`);
      timer = setTimeout(apply, BEAT);
    };
    port.onmessage = ({ data }) => {
      if (data?.t === 'h' && Number.isInteger(data.v)) {
        wanted = Math.min(MOST, Math.max(LEAST, data.v));
        if (timer === null) apply();
      } else if (data?.t === 'e' && TOLD.includes(data.n)) {
        frame.dispatchEvent(new CustomEvent(data.n, { bubbles: true, detail: Object.freeze(data.d) }));
      }
    };
  }

  // Frames that were ready before this script greet once more.
  const greet = () => frames().forEach(({ contentWindow }) => contentWindow?.postMessage({ rungs: 'host/1' }, '*'));
  greet();
  addEventListener('load', greet);
})();
