// The explorer in a frame: a sandbox without an origin, its height, its events, and who hears of choices. Who pretends to be it, and what never
// ends, is among the faults.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { drawn, samplePack, scenario, screenshot } from './harness/index.js';
import { startServer } from './harness/server.js';

const FRAME = (more) => `<iframe title="Pathways" src="/frame.html#lang=en&view=goal&goal=robot-operator&src=/evil.json" ${more} width="100%" height="200"></iframe>
  <script defer src="/frame-host.js"></script>`;
const SANDBOX = 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" allow=""';
const sample = { headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' }, body: samplePack() };

for (const [name, more] of [['a sandbox', SANDBOX], ['a frame of the same origin', '']]) {
  const options = { build: 'none', policy: 'none', body: '', ready: false, lang: 'en' };
  scenario(`in ${name} the explorer is as high as it needs`, options, async ({ page, server, requests }) => {
    server.routes.set('/packs/sample.json', sample);
    server.routes.set('/outer.html', { headers: { 'Content-Type': 'text/html' }, body: `<!doctype html><title>Outer</title><body>${FRAME(more)}` });
    await page.addInitScript(() => {
      globalThis.heard = [];
      for (const one of ['pe-ready', 'pe-select', 'pe-change']) addEventListener(one, (event) => globalThis.heard.push([one, event.target.localName, event.detail]));
    });
    await page.goto(`${server.origin}/outer.html`);
    const inside = page.frameLocator('iframe').locator('pathway-explorer');
    await inside.getByRole('heading', { name: 'Industrial robot system operator' }).first().waitFor();
    await page.waitForFunction(() => document.querySelector('iframe').clientHeight > 800);
    await inside.getByRole('navigation').getByRole('button', { name: 'Find' }).click();
    await page.waitForFunction(() => globalThis.heard.some(([one, at, detail]) => one === 'pe-change' && at === 'iframe' && detail.view === 'find'));
    await drawn(page.frames()[1]);
    const scrolls = () => page.frames()[1].evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
    const until = Date.now() + 5000;
    let over = await scrolls();
    while (Date.now() < until && over > 1) {
      await page.waitForTimeout(50);
      over = await scrolls();
    }
    assert.ok(over <= 1, `${over} px are cut off`);
    assert.ok(!requests.some((url) => url.includes('evil')), 'a link does not choose the data');
    await screenshot(page, `frame-${more ? 'sandbox' : 'same'}`);
  });
}

/** A page around a frame at `address` that asks for a port as anybody can. */
const STRANGER = (address) => `<!doctype html><title>Outer</title><body><iframe title="Pathways" src="${address}"></iframe><script>
  globalThis.heard = [];
  addEventListener('message', ({ data, source }) => {
    if (data?.rungs !== 'frame/1' || globalThis.port) return;
    const { port1, port2 } = new MessageChannel();
    globalThis.port = port1;
    port1.onmessage = ({ data }) => heard.push(data.n ?? data.t);
    source.postMessage({ rungs: 'port/1' }, '*', [port2]);
  });
</script>`;
const CHOSEN = ['pe-change', 'pe-select', 'pe-share'];
const html = (body, headers = {}) => ({ headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers }, body });
const AROUND = {
  'of another site': { origin: 'other', frame: 'frame.html', hears: [] },
  'in a sandbox': { origin: 'own', sandbox: { 'Content-Security-Policy': 'sandbox allow-scripts' }, frame: 'frame.html', hears: [] },
  'of another site that the frame names': { origin: 'other', frame: 'named.html', hears: CHOSEN },
  'of the same site': { origin: 'own', frame: 'frame.html', hears: CHOSEN },
};
for (const [name, { origin, sandbox, frame, hears }] of Object.entries(AROUND)) {
  const options = { build: 'none', policy: 'none', body: '', ready: false, lang: 'en' };
  scenario(`a page ${name} hears ${hears.length > 0 ? 'what the student chooses' : 'nothing of what the student chooses'}`, options, async ({ page, server, requests }) => {
    const other = await startServer();
    try {
      other.routes.set('/favicon.ico', { status: 204 });
      const around = origin === 'own' ? server : other;
      const built = readFileSync(new URL('../../dist/frame.html', import.meta.url), 'utf8');
      server.routes.set('/packs/sample.json', sample);
      server.routes.set('/named.html', html(built.replace('src="frame.js"', `src="frame.js" data-origins="https://moodle.example.edu ${other.origin}"`)));
      around.routes.set('/outer.html', html(STRANGER(`${server.origin}/${frame}`), sandbox));
      await page.goto(`${around.origin}/outer.html`);
      const inside = page.frameLocator('iframe').locator('pathway-explorer');
      await page.waitForFunction(() => globalThis.heard.includes('pe-ready') && globalThis.heard.includes('h'));
      await inside.evaluate((element) => {
        element.select('robot-operator');
        element.shadowRoot.querySelector('[part~=base]').dispatchEvent(new CustomEvent('pe-shared', { bubbles: true }));
      });
      // The pack is told of after all of that.
      await inside.evaluate((element) => element.loadPack(null));
      await page.waitForFunction(() => globalThis.heard.filter((one) => one === 'pe-packload').length === 2);
      const heard = await page.evaluate(() => globalThis.heard);
      assert.deepEqual(CHOSEN.filter((one) => heard.includes(one)), hears);
    } finally {
      other.close();
      // They were asked, as the test has said.
      requests.length = 0;
    }
  });
}
