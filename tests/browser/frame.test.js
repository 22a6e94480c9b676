// The explorer in a frame: a sandbox without an origin, its height, its events. Who pretends to be it, and what never
// ends, is among the faults.

import assert from 'node:assert/strict';
import { drawn, samplePack, scenario, screenshot } from './harness/index.js';

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
