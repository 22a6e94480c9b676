// The explorer in a frame: a sandbox without an origin, its height, its events, and those who pretend to be it.

import assert from 'node:assert/strict';
import { samplePack, scenario, screenshot, script } from './harness/index.js';

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
    const scrolls = () => page.frames()[1].evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
    const until = Date.now() + 5000;
    while (Date.now() < until && (await scrolls()) > 1) await page.waitForTimeout(50);
    assert.ok((await scrolls()) <= 1, 'nothing is cut off');
    assert.ok(!requests.some((url) => url.includes('evil')), 'a link does not choose the data');
    await screenshot(page, `frame-${more ? 'sandbox' : 'same'}`);
  });
}

const CHILD = `<!doctype html><script src="/child.js"></script>`;
/** A frame that is what it says, and says what the test wants. */
const child = script(`
  parent.postMessage({ rungs: 'frame/1' }, '*');
  addEventListener('message', ({ data, ports }) => {
    if (data.rungs === 'host/1' && !globalThis.port) parent.postMessage({ rungs: 'frame/1' }, '*');
    if (data.rungs !== 'port/1') return;
    globalThis.port = ports[0];
  });`);

async function outer({ page, server }, body) {
  server.routes.set('/frame.html', { headers: { 'Content-Type': 'text/html' }, body: CHILD });
  server.routes.set('/other.html', { headers: { 'Content-Type': 'text/html' }, body: CHILD });
  server.routes.set('/child.js', child);
  server.routes.set('/outer.html', { headers: { 'Content-Type': 'text/html' }, body: `<!doctype html><title>Outer</title><body>${body}<script src="/frame-host.js"></script>` });
  await page.goto(`${server.origin}/outer.html`);
  const frame = page.frames().find((one) => one.url().endsWith('/frame.html'));
  await frame.waitForFunction(() => globalThis.port);
  return frame;
}
const ALONE = { build: 'none', policy: 'none', body: '', ready: false };
const height = (page) => page.locator('iframe').first().evaluate((frame) => frame.clientHeight);

scenario('35: heights that are none are clamped or ignored, and nobody else is heard', ALONE, async (opened) => {
  const { page } = opened;
  const frame = await outer(opened, '<iframe title="a" src="/frame.html" height="200"></iframe><iframe title="b" src="/other.html" height="200"></iframe>');
  const say = async (value) => {
    await frame.evaluate((v) => globalThis.port.postMessage({ t: 'h', v }), value);
    await page.waitForTimeout(250);
    return height(page);
  };
  assert.equal(await say(500), 500);
  for (const [value, expected] of [[1e9, 20000], [-1, 120], [Number.NaN, 120], ['900', 120], [1.5, 120], [null, 120], [{}, 120], [Number.POSITIVE_INFINITY, 120], [700, 700], [701, 700]]) {
    assert.equal(await say(value), expected, String(value));
  }
  // The right shape from elsewhere: a sibling, the page itself, and a frame with no port.
  const sibling = page.frames().find((one) => one.url().endsWith('/other.html'));
  assert.equal(await sibling.evaluate(() => globalThis.port === undefined), true, 'a frame that is not ours gets no port');
  await sibling.evaluate(() => parent.postMessage({ t: 'h', v: 333, rungs: 'frame/1' }, '*'));
  await page.evaluate(() => window.postMessage({ rungs: 'frame/1', t: 'h', v: 333 }, '*'));
  await frame.evaluate(() => parent.postMessage({ t: 'h', v: 333 }, '*'));
  await page.waitForTimeout(200);
  assert.equal(await height(page), 700);
  const told = await page.evaluate(() => {
    globalThis.told = [];
    for (const name of ['pe-select', 'click', 'pe-print']) addEventListener(name, () => globalThis.told.push(name));
  });
  assert.equal(told, undefined);
  await frame.evaluate(() => {
    for (const n of ['click', 'pe-print', '__proto__', 'pe-select']) globalThis.port.postMessage({ t: 'e', n, d: { id: 'x' } });
  });
  await page.waitForFunction(() => globalThis.told.length > 0);
  assert.deepEqual(await page.evaluate(() => globalThis.told), ['pe-select']);
});

scenario('35: a sandboxed frame that claims to be ours from another origin gets no port', ALONE, async (opened) => {
  const { page, server } = opened;
  server.routes.set('/frame.html', { headers: { 'Content-Type': 'text/html' }, body: CHILD });
  server.routes.set('/child.js', child);
  // The address is ours, but the sandbox is not what the page wrote: its origin is opaque where ours is expected.
  server.routes.set('/outer.html', {
    headers: { 'Content-Type': 'text/html' },
    body: '<!doctype html><title>Outer</title><body><iframe title="a" src="/frame.html" sandbox="allow-scripts"></iframe><script src="/frame-host.js"></script><script src="/open.js"></script>',
  });
  server.routes.set('/open.js', script("document.querySelector('iframe').sandbox.add('allow-same-origin');"));
  await page.goto(`${server.origin}/outer.html`);
  await page.waitForTimeout(300);
  const frame = page.frames()[1];
  await frame.evaluate(() => parent.postMessage({ rungs: 'frame/1' }, '*'));
  await page.waitForTimeout(200);
  assert.equal(await frame.evaluate(() => globalThis.port === undefined), true);
});

scenario('36: a frame that grows because it has grown is stopped', ALONE, async (opened) => {
  const { page } = opened;
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  const frame = await outer(opened, '<iframe title="a" src="/frame.html" height="200"></iframe>');
  await frame.evaluate(() => {
    addEventListener('resize', () => globalThis.port.postMessage({ t: 'h', v: innerHeight + 20 }));
    globalThis.port.postMessage({ t: 'h', v: 220 });
  });
  const until = Date.now() + 12_000;
  while (Date.now() < until && !said.some((text) => text.includes('without end'))) await page.waitForTimeout(100);
  assert.ok(said.some((text) => text.includes('without end')), said.join('\n'));
  const stopped = await height(page);
  assert.ok(stopped <= 200 + 20 * 53, `${stopped} px`);
  await page.waitForTimeout(400);
  assert.equal(await height(page), stopped);
});
