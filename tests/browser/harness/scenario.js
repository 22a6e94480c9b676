// One test: a page with the element in it, opened in a fresh profile, watched while it lives, closed at the end.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { POLICIES, startServer } from './server.js';

const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  // Nothing outside this machine can be reached, not even by mistake.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
const SCRIPTS = {
  'one-file': '<script type="module" src="/pathway-explorer.js"></script>',
  classic: '<script defer src="/pathway-explorer.classic.js"></script>',
  split: '<script type="module" src="/split/pathway-explorer.js"></script>',
  loader: '<script type="module" src="/loader.js"></script>',
  none: '',
};
/** How many times slower the pages run than this machine could: what does not wait for what it reads fails then. */
const SLOW = Number(process.env.SLOW ?? 1);
const SAMPLE = new URL('../../../dist/packs/sample.json', import.meta.url);

let launched = null;
/** The one browser of this process. */
export async function browser() {
  launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? [...FLAGS, '--no-sandbox'] : FLAGS,
  });
  return launched;
}
after(async () => (await launched)?.close());

/** The sample pack's text, as the build made it. */
export function samplePack() {
  return readFileSync(SAMPLE, 'utf8');
}

/**
 * Registers a test. `body` gets what `open` gives; when it is done, the page must have broken no policy, logged no
 * error and asked nobody else for anything.
 */
export function scenario(name, options, body) {
  test(name, { timeout: SLOW * (options.timeout ?? 120_000) }, async () => {
    const opened = await open(options);
    try {
      await body(opened);
      opened.assertQuiet();
    } finally {
      await opened.close();
    }
  });
}

/**
 * Opens a page with the element in it.
 *
 * - `build`: `one-file` (default), `classic`, `split`, `loader` or `none`: which script the page loads
 * - `policy`: a name in `POLICIES`, `strict` by default
 * - `lang`: the page's language, `zh-Hans` by default; `width`, `height`: the window, 1280 × 900 by default
 * - `dark`, `reducedMotion`, `forcedColors`: true for what the reader's system asks for
 * - `attributes`: the element's, as text; `body`: everything in the page's `<main>` instead of one element
 * - `head`: more for the page's head
 * - `pack`: what `/pack.json` answers, the sample pack by default: text, or a function that handles the request;
 *   null to let it be missing
 * - `givePack`: true to hand the pack over from a script of the page instead of by `src`
 * - `path`: a page of `dist/` to open instead of a made one
 * - `ready`: false not to wait for the first `pe-ready`
 * - `before`: a function to run in the page before anything of the page's own
 * - `expected`: patterns of console messages and violations that this test is about
 * - `touch`: true for a phone's pointer
 */
export async function open({
  build = 'one-file',
  policy = 'strict',
  lang = 'zh-Hans',
  width = 1280,
  height = 900,
  dark = false,
  reducedMotion = false,
  forcedColors = false,
  touch = false,
  attributes = '',
  body = `<pathway-explorer ${attributes} src="/pack.json"></pathway-explorer>`,
  head = '',
  pack = samplePack(),
  givePack = false,
  path = null,
  ready = true,
  before = null,
  expected = [],
} = {}) {
  const server = await startServer();
  server.usePolicy(policy);
  server.routes.set('/favicon.ico', { status: 204 });
  if (typeof pack === 'function') server.routes.set('/pack.json', pack);
  else if (pack !== null) server.routes.set('/pack.json', { headers: { 'Content-Type': 'application/json' }, body: pack });
  const giving = givePack ? '<script type="module" src="/give-pack.js"></script>' : '';
  server.routes.set('/give-pack.js', script(
    `document.querySelectorAll('pathway-explorer').forEach((element) => { element.pack = ${JSON.stringify(pack)}; });`,
  ));
  server.routes.set('/host.html', {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      ...(POLICIES[policy] ? { 'Content-Security-Policy': POLICIES[policy] } : {}),
    },
    body: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>Host page</title>
      ${head}${SCRIPTS[build]}${giving}</head>
      <body><main><h1>Host page</h1>${body}</main></body></html>`,
  });

  const context = await (await browser()).newContext({
    viewport: { width, height },
    locale: lang.startsWith('zh') ? 'zh-CN' : lang,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    forcedColors: forcedColors ? 'active' : 'none',
    hasTouch: touch,
    isMobile: touch,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(SLOW * 15_000);
  if (SLOW > 1) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOW });
  const requests = [];
  const troubles = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.stack ?? error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  await page.exposeBinding('recordViolation', (_, violation) => troubles.push(`violation: ${violation}`));
  await page.addInitScript(watch);
  if (before) await page.addInitScript(before);
  const explorer = page.locator('pathway-explorer').first();
  const opened = {
    page,
    /** The first element. Look inside with `getByRole`, which sees into the shadow root. */
    explorer,
    server,
    requests,
    troubles,
    /** Waits until `count` explorers have shown their packs. */
    async whenReady(count = 1) {
      await page.waitForFunction((wanted) => globalThis.peReady >= wanted, count);
    },
    /** What the page was heard to complain about, but for what was expected. */
    assertQuiet() {
      const others = requests.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== server.origin);
      assert.deepEqual(others, [], 'requests elsewhere');
      assert.deepEqual(troubles.filter((trouble) => !expected.some((pattern) => pattern.test(trouble))), [], 'troubles');
    },
    async close() {
      await context.close();
      server.close();
    },
  };
  try {
    await page.goto(server.origin + (path ?? '/host.html'));
    if (ready) await opened.whenReady();
  } catch (error) {
    await opened.close();
    throw new Error(`the explorer did not get ready: ${troubles.join('\n') || error.message}`, { cause: error });
  }
  return opened;
}

/** A route that answers with a script. */
export function script(text) {
  return { headers: { 'Content-Type': 'text/javascript' }, body: text };
}

/** Runs in the page before anything of the page's own. */
function watch() {
  globalThis.peReady = 0;
  globalThis.peErrors = [];
  globalThis.peMemories = [];
  const { instantiate, instantiateStreaming } = WebAssembly;
  const remember = (result) => {
    globalThis.peMemories.push((result.instance ?? result).exports.memory);
    return result;
  };
  WebAssembly.instantiate = async (...parameters) => remember(await instantiate(...parameters));
  WebAssembly.instantiateStreaming = async (...parameters) => remember(await instantiateStreaming(...parameters));
  addEventListener('pe-ready', () => (globalThis.peReady += 1));
  addEventListener('pe-error', (event) => globalThis.peErrors.push(event.detail));
  addEventListener('securitypolicyviolation', (event) => {
    globalThis.recordViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
  });
}
