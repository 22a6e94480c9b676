// A page with the element in it that any engine can open, and what a case may do with it. What is noticed is noticed
// by a script of the page's own, since the engines have no tool in common that would.

import assert from 'node:assert/strict';
import { POLICIES, samplePack, script } from '../browser/harness/index.js';
import { startServer } from '../browser/harness/server.js';

const SCRIPTS = {
  'one-file': '<script type="module" src="/pathway-explorer.js"></script>',
  classic: '<script defer src="/pathway-explorer.classic.js"></script>',
  split: '<script type="module" src="/split/pathway-explorer.js"></script>',
  none: '',
};

/**
 * Opens a page in an engine.
 *
 * - `build`: which script the page loads, `one-file` by default; `policy`: a name in `POLICIES` or a policy's text,
 *   `strict` by default; `headers`: more of them
 * - `lang`: the page's language, `en` by default; `attributes`: the element's, as text; `body`: everything in the
 *   page's `<main>` instead of one element; `head`: more for its head, before the script
 * - `pack`: what `/pack.json` answers: text, bytes, a function that handles the request, or null
 * - `before`: a function to run in the page before anything of the page's own; `routes`: more that the server answers
 * - `ready`: false not to wait for the first `pe-ready`
 */
export async function openStage(engine, {
  build = 'one-file',
  policy = 'strict',
  headers = {},
  lang = 'en',
  attributes = '',
  body = `<pathway-explorer ${attributes} src="/pack.json"></pathway-explorer>`,
  head = '',
  pack = samplePack(),
  before = null,
  routes = {},
  ready = true,
} = {}) {
  const server = await startServer();
  /** Another site; whoever is asked there has been asked by mistake. */
  const elsewhere = await startServer();
  const sent = policy in POLICIES ? POLICIES[policy] : policy;
  server.routes.set('/favicon.ico', { status: 204 });
  if (typeof pack === 'function') server.routes.set('/pack.json', pack);
  else if (pack !== null) server.routes.set('/pack.json', { headers: { 'Content-Type': 'application/json' }, body: pack });
  for (const [path, route] of Object.entries(routes)) server.routes.set(path, route);
  server.routes.set('/watch.js', script(`(${watch})();${before ? `(${before})();` : ''}`));
  server.routes.set('/host.html', {
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...(sent ? { 'Content-Security-Policy': sent } : {}), ...headers },
    body: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>Host page</title>
      <script src="/watch.js"></script>${head}${SCRIPTS[build]}</head>
      <body><main><h1>Host page</h1><button id="host" type="button">Host button</button>${body}</main></body></html>`,
  });
  const page = await engine.open(`${server.origin}/host.html`);
  const stage = {
    ...acting(page),
    server,
    elsewhere,
    /** Another window of the same reader. */
    beside: async (path) => acting(await page.beside(server.origin + path)),
    whenReady: (count = 1) => stage.until((wanted) => seen.ready >= wanted, count),
    /** The code of the first error. */
    async firstError() {
      await stage.until(() => seen.errors.length > 0);
      return stage.ask(() => seen.errors[0].code);
    },
    /** The page around the explorer still works. */
    async assertHostUnharmed() {
      const clicked = await stage.ask(() => {
        let count = 0;
        document.querySelector('#host').addEventListener('click', () => (count += 1));
        document.querySelector('#host').click();
        return [count, document.querySelector('h1').textContent, document.title];
      });
      assert.deepEqual(clicked, [1, 'Host page', 'Host page']);
    },
    /** What the page was heard to complain about, but for what is expected. */
    async assertQuiet(expected = []) {
      // As a text, since a page may have changed how lists are written.
      const troubles = await stage.ask(() => (globalThis.seen?.troubles ?? []).join('\n\n'));
      assert.deepEqual(troubles.split('\n\n').filter((trouble) => trouble && !expected.some((pattern) => pattern.test(trouble))), [], 'troubles');
      assert.deepEqual(elsewhere.asked, [], 'requests elsewhere');
    },
    async close() {
      await page.close();
      server.close();
      elsewhere.close();
    },
  };
  try {
    if (ready) await stage.whenReady();
  } catch (error) {
    const troubles = await stage.ask(() => globalThis.seen).catch(String);
    await stage.close();
    throw new Error(`the explorer did not get ready: ${JSON.stringify(troubles)}`, { cause: error });
  }
  return stage;
}

/** A driver's page, with functions in place of expressions. */
export function acting(page) {
  const expression = (act, values) => `(${act})(${values.map((value) => JSON.stringify(value)).join(', ')})`;
  return {
    ...page,
    /** What a function gives, or promises, in the page. */
    ask: (act, ...values) => page.ask(expression(act, values)),
    /** Waits until a function gives something true in the page. */
    async until(act, ...values) {
      const last = Date.now() + 60_000;
      // What is found may be no answer by itself, such as an element; a page that is just leaving answers nothing.
      while (!(await page.ask(`(async () => Boolean(await ${expression(act, values)}))()`).catch(() => false))) {
        if (Date.now() > last) throw new assert.AssertionError({ message: `never: ${act}` });
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    },
  };
}

/** Runs in the page before anything of its own: it notes what happens, and finds things in the first explorer. */
function watch() {
  const seen = { ready: 0, errors: [], warnings: [], troubles: [], memories: [] };
  globalThis.seen = seen;
  const { instantiate, instantiateStreaming } = WebAssembly;
  const remember = (result) => {
    seen.memories.push((result.instance ?? result).exports.memory);
    return result;
  };
  WebAssembly.instantiate = async (...given) => remember(await instantiate(...given));
  WebAssembly.instantiateStreaming = async (...given) => remember(await instantiateStreaming(...given));
  // A memory is not for JSON.
  seen.toJSON = () => ({ ...seen, memories: seen.memories.length });
  addEventListener('pe-ready', () => (seen.ready += 1));
  addEventListener('pe-error', (event) => seen.errors.push(event.detail));
  // WebKit says of a page whose boxes settle in two rounds that a loop was cut short, even where nobody has acted.
  addEventListener('error', (event) => /^ResizeObserver loop/.test(event.message) || seen.troubles.push(`uncaught: ${event.message} ${event.error?.stack ?? ''}`));
  addEventListener('unhandledrejection', (event) => seen.troubles.push(`unhandled: ${event.reason?.stack ?? event.reason}`));
  addEventListener('securitypolicyviolation', (event) => {
    // Browsers ask for it by themselves.
    if (!event.blockedURI.endsWith('/favicon.ico')) seen.troubles.push(`violation: ${event.effectiveDirective} ${event.blockedURI}`);
  });
  for (const [name, list] of [['error', seen.troubles], ['warn', seen.warnings]]) {
    const say = console[name];
    console[name] = (...said) => {
      list.push(`console: ${said.join(' ')}`);
      say.apply(console, said);
    };
  }
  globalThis.explorer = () => document.querySelector('pathway-explorer');
  globalThis.inside = (selector) => explorer()?.shadowRoot?.querySelector(selector) ?? null;
  globalThis.shown = () => explorer()?.shadowRoot?.textContent ?? '';
  /** The first button in the explorer whose text begins so, after a mark perhaps. */
  globalThis.button = (text) => [...(explorer()?.shadowRoot.querySelectorAll('button, summary') ?? [])].find((one) => one.textContent.replace(/^\W+/u, '').startsWith(text));
  /** Waits until what was changed is drawn, which may take a paint. */
  globalThis.drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))));
  globalThis.pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
}
