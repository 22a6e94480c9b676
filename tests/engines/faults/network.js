// Cases 17 to 25: policies and the network.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { POLICIES, samplePack, script } from '../../browser/harness/index.js';

const dist = (name) => readFileSync(new URL(`../../../dist/${name}`, import.meta.url));
const embed = (name) => readFileSync(new URL(`../../../www/embed/${name}`, import.meta.url));
const sha384 = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
const INSIDE = '<pathway-explorer src="/pack.json"><p>What the school wrote</p></pathway-explorer>';
const SPLIT = { build: 'split', body: '', ready: false };
const WASM = '/split/pathway-explorer.wasm';
const JOB = 'robot-operator';

/** Adds an explorer to a page whose script is there already. */
async function addExplorer({ ask, until }, source = '/pack.json') {
  await until(() => customElements.get('pathway-explorer'));
  await ask((src) => {
    const element = document.createElement('pathway-explorer');
    element.src = src;
    document.querySelector('main').append(element);
  }, source);
}

/** Every place of the explorer, with an example student's plan. */
async function walk({ ask, until }) {
  await ask(() => (explorer().view = 'me'));
  await until(() => button('Try it as an example student'));
  await ask(() => button('Try it as an example student').click());
  await until(() => button('Use: Qiqige'));
  await ask(() => button('Use: Qiqige').click());
  for (const view of ['plan', 'goal', 'ladder', 'compare', 'me', 'find']) {
    await ask((to) => (explorer().view = to), view);
    await until((to) => inside('[aria-current]').textContent.toLowerCase().startsWith(to), view);
    if (view === 'plan') await until(() => shown().includes('Proven best'));
    await ask(async () => {
      await drawn();
      for (const one of explorer().shadowRoot.querySelectorAll('details')) one.open = true;
      await drawn();
    });
  }
  await ask((job) => explorer().select(job), JOB);
  await until(() => inside('[aria-current]').textContent === 'Goal');
}

/** Makes thirty seconds pass in one. */
function hasty() {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (act, time, ...given) => setTimeout(act, time === 30_000 ? 1000 : time, ...given);
}

const spoiled = (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2));

export default [
  ...['one-file', 'split'].map((build) => ({
    number: 17,
    does: `a policy without \`'wasm-unsafe-eval'\`, ${build}`,
    page: { build, policy: 'no-wasm', body: INSIDE, ready: false },
    expected: [/wasm|WebAssembly|script-src/i],
    async body({ ask, firstError, assertHostUnharmed }) {
      assert.equal(await firstError(), 'csp-wasm');
      const [hint, panel, recoverable, slot] = await ask(() => [seen.errors[0].hint, inside('[role=alert]').textContent, seen.errors[0].recoverable, document.querySelector('pathway-explorer p').checkVisibility()]);
      assert.equal(hint, "Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'");
      assert.match(panel, /'wasm-unsafe-eval'/);
      assert.deepEqual([recoverable, slot], [false, true]);
      await assertHostUnharmed();
    },
  })),
  ...['one-file', 'classic', 'split'].map((build) => ({
    number: 18,
    does: `every place under the strictest policy, ${build}`,
    page: { build },
    body: walk,
  })),
  {
    number: 19,
    does: 'every place under `require-trusted-types-for`, with every sink for markup watched',
    without: { needs: () => Boolean(globalThis.trustedTypes), why: 'the engine has no trusted types' },
    async body(stage) {
      assert.equal(await stage.ask(() => {
        try {
          document.createElement('p').innerHTML = '<b>x</b>';
          return 'allowed';
        } catch {
          return 'refused';
        }
      }), 'refused', 'the policy is enforced');
      await stage.ask(() => pause(50));
      await stage.ask(() => void (seen.troubles.length = 0));
      await walk(stage);
    },
  },
  {
    number: 20,
    does: 'the script pinned to other bytes',
    page: {
      build: 'none',
      head: `<script type="module" src="/pathway-explorer.js" integrity="${sha384('other')}"></script>`,
      body: INSIDE,
      ready: false,
    },
    async body({ ask, until, assertHostUnharmed }) {
      await until(() => document.readyState === 'complete');
      await ask(() => pause(300));
      assert.deepEqual(await ask(() => [customElements.get('pathway-explorer') === undefined, document.querySelector('pathway-explorer p').checkVisibility()]), [true, true]);
      await assertHostUnharmed();
    },
  },
  {
    number: 20,
    does: "the release's doctor about a script that was rewritten",
    page: {
      build: 'none',
      body: '',
      ready: false,
      routes: {
        '/doctor.html': { headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': POLICIES.strict }, body: embed('doctor.html') },
        '/doctor.js': script(embed('doctor.js')),
        '/doctor.css': { headers: { 'Content-Type': 'text/css' }, body: embed('doctor.css') },
        '/sri.json': { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ 'pathway-explorer.js': sha384(dist('pathway-explorer.js')), 'loader.js': sha384('other') }) },
        '/demo/packs/sample.json': { headers: { 'Content-Type': 'application/json' }, body: samplePack() },
      },
    },
    async body({ ask, until, go, server }) {
      await go(`${server.origin}/doctor.html`);
      await until(() => /Problems found|Nothing is wrong/.test(document.querySelector('#sum').textContent));
      const bad = await ask(() => [...document.querySelectorAll('li.bad')].map((one) => one.textContent));
      assert.equal(bad.length, 1, bad.join('\n'));
      assert.match(bad[0], /loader\.js is not as it was released[^]*sha384-/);
    },
  },
  ...[
    ['missing', { status: 404 }, 'network'],
    ['a page', { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><p>Not found' }, 'mime'],
    ['damaged', { headers: { 'Content-Type': 'application/wasm' }, body: 'damaged' }, 'bad-module'],
    ['cut off', { headers: { 'Content-Type': 'application/wasm' }, body: spoiled(dist(WASM)) }, 'bad-module'],
    ['unreachable', (request) => request.socket.destroy(), 'network'],
  ].map(([does, route, code]) => ({
    number: 21,
    does: `the module is ${does}`,
    page: { ...SPLIT, routes: { [WASM]: route } },
    async body(stage) {
      const { ask, firstError, assertHostUnharmed, server, whenReady } = stage;
      await addExplorer(stage);
      assert.equal(await firstError(), code);
      assert.ok(await ask(() => inside('[role=alert]').textContent.length > 20));
      await assertHostUnharmed();
      // Mended meanwhile, it can be tried again.
      server.routes.delete(WASM);
      await ask(() => button('Try again').click());
      await whenReady();
    },
  })),
  {
    number: 21,
    does: 'the module comes as `application/octet-stream`',
    page: { ...SPLIT, routes: { [WASM]: { headers: { 'Content-Type': 'application/octet-stream' }, body: dist(WASM) } } },
    async body(stage) {
      await addExplorer(stage);
      await stage.whenReady();
      assert.deepEqual(await stage.ask(() => seen.errors), []);
    },
  },
  {
    number: 22,
    does: 'a pack of another site',
    page: { build: 'one-file', policy: 'none', body: '', ready: false },
    async body(stage) {
      const { elsewhere, ask, firstError, whenReady } = stage;
      elsewhere.routes.set('/pack.json', { body: samplePack() });
      await addExplorer(stage, `${elsewhere.origin}/pack.json`);
      assert.equal(await firstError(), 'cors');
      assert.match(await ask(() => seen.errors[0].hint), /Access-Control-Allow-Origin/);
      elsewhere.routes.set('/pack.json', { headers: { 'Access-Control-Allow-Origin': '*' }, body: samplePack() });
      await ask(() => explorer().reload());
      await whenReady();
      // It was asked, as the page has said.
      elsewhere.asked.length = 0;
    },
  },
  {
    number: 23,
    does: 'no answer for 30 seconds (of which 29 are skipped)',
    page: { body: INSIDE, ready: false, pack: () => {}, before: hasty },
    async body({ ask, firstError, server, whenReady, assertHostUnharmed }) {
      assert.equal(await firstError(), 'network');
      assert.match(await ask(() => seen.errors[0].message), /no answer/);
      await assertHostUnharmed();
      server.routes.set('/pack.json', { body: samplePack() });
      await ask(() => button('Try again').click());
      await whenReady();
    },
  },
  {
    number: 23,
    does: 'the page gives up with an `AbortSignal`',
    page: { routes: { '/never.json': () => {} } },
    async body({ ask }) {
      const ends = await ask(async () => {
        const stop = new AbortController();
        const loading = explorer().loadPack('/never.json', { signal: stop.signal });
        const during = explorer().status;
        stop.abort();
        const end = await loading.then(() => 'shown', ({ name }) => name);
        const early = await explorer().loadPack('/never.json', { signal: AbortSignal.abort() }).then(() => 'shown', ({ name }) => name);
        return [during, end, early, explorer().status, seen.errors.length];
      });
      assert.deepEqual(ends, ['loading', 'AbortError', 'AbortError', 'ready', 0]);
    },
  },
  ...['one-file', 'classic', 'split'].map((build) => ({
    number: 24,
    does: `COOP and COEP, ${build}`,
    page: { build, headers: { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin' } },
    async body({ ask }) {
      assert.deepEqual(await ask(() => [crossOriginIsolated, explorer().status]), [true, 'ready']);
    },
  })),
  {
    number: 25,
    does: "every place with a pack that the page has, under `connect-src 'none'`",
    page: {
      policy: `${POLICIES['one-file']}; connect-src 'none'`,
      body: '<pathway-explorer></pathway-explorer><script defer src="/give.js"></script>',
      routes: { '/give.js': script(`document.querySelector('pathway-explorer').pack = ${JSON.stringify(samplePack())};`) },
    },
    async body(stage) {
      const { asked } = stage.server;
      asked.length = 0;
      await walk(stage);
      await stage.ask(() => pause(300));
      assert.deepEqual(asked, []);
    },
  },
  {
    number: 25,
    does: 'the same, by all that the browser asks for',
    only: { engines: ['Chromium'], why: 'only Chromium tells a test of requests that no server hears' },
    page: { policy: 'one-file', body: '<pathway-explorer></pathway-explorer><script defer src="/give.js"></script>', routes: { '/give.js': script(`document.querySelector('pathway-explorer').pack = ${JSON.stringify(samplePack())};`) } },
    async body(stage) {
      const requests = [];
      stage.playwright.on('request', (request) => requests.push(request.url()));
      await walk(stage);
      assert.deepEqual(requests, []);
    },
  },
];
