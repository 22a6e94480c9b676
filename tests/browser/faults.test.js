// What goes wrong around the element: each time a readable panel, an event with a code, and a host page unharmed.

import assert from 'node:assert/strict';
import { scenario, screenshot } from './harness/index.js';

const HOST = `
  <button id="host" type="button">Host button</button>
  <pathway-explorer src="/pack.json"><p>What the school wrote for such a day</p></pathway-explorer>`;

/** The page around the explorer still works, and nothing of it was replaced. */
async function assertHostUnharmed(page) {
  await page.evaluate(() => {
    document.querySelector('#host').addEventListener('click', () => (globalThis.clicked = true), { once: true });
  });
  await page.getByRole('button', { name: 'Host button' }).click();
  assert.ok(await page.evaluate(() => globalThis.clicked));
  await page.getByRole('heading', { name: 'Host page' }).waitFor();
}

/** Waits for an error and gives its code. */
async function firstError(page) {
  await page.waitForFunction(() => globalThis.peErrors.length > 0);
  return page.evaluate(() => globalThis.peErrors[0].code);
}

const packs = [
  { name: 'that is missing', pack: null, code: 'network', expected: [/404/] },
  { name: 'that is a page', pack: '<!doctype html><p>Not found', code: 'pack-invalid' },
  { name: 'that breaks off', pack: '{"format": "rungs-pack/1", ', code: 'pack-invalid' },
  { name: 'that is empty', pack: '', code: 'pack-invalid' },
  { name: 'at a script address', src: 'javascript:alert(1)', code: 'bad-attr' },
  { name: 'at an address that is none', src: 'http://', code: 'bad-attr' },
  { name: 'without an address', src: '', code: 'bad-attr' },
];
for (const { name, pack, src = '/pack.json', code, expected = [] } of packs) {
  for (const lang of ['zh-Hans', 'en']) {
    const body = HOST.replace('/pack.json', src);
    scenario(`a pack ${name} gets a panel (${lang})`, { pack, body, lang, expected, ready: false }, async ({ page, explorer }) => {
      assert.equal(await firstError(page), code);
      assert.equal(await explorer.evaluate((element) => element.status), 'error');
      const panel = explorer.getByRole('alert').first();
      const text = await panel.innerText();
      assert.equal(/\p{Script=Han}/u.test(text), lang === 'zh-Hans', `in the page's language: ${text}`);
      await assertHostUnharmed(page);
      await screenshot(page, `fault-pack-${packs.findIndex((one) => one.name === name)}-${lang}`);
    });
  }
}

let sent = 0;
/** Sends 400 MB of blanks, as fast as they are taken. */
function endless(_, response) {
  const part = Buffer.alloc(1024 * 1024, ' ');
  const more = () => {
    while (sent < 400) {
      sent += 1;
      if (!response.write(part)) return;
    }
    response.end();
  };
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.on('drain', more);
  more();
}

scenario('a pack over 64 MB is refused while it arrives', { ready: false, body: HOST, pack: endless }, async ({ page }) => {
  assert.equal(await firstError(page), 'pack-too-large');
  // The system between the two holds some megabytes more than the page has read.
  assert.ok(sent < 300, `${sent} MB were sent`);
  await assertHostUnharmed(page);
});

for (const lang of ['zh-Hans', 'en']) {
  const refused = { policy: 'no-wasm', body: HOST, lang, ready: false, expected: [/wasm|WebAssembly/i] };
  scenario(`a policy that forbids wasm is named (${lang})`, refused, async ({ page, explorer }) => {
    assert.equal(await firstError(page), 'csp-wasm');
    assert.match(await explorer.getByRole('alert').innerText(), /'wasm-unsafe-eval'/);
    assert.ok(await page.getByText('What the school wrote for such a day').isVisible());
    await assertHostUnharmed(page);
    await screenshot(page, `fault-policy-${lang}`);
  });
}

scenario('a module that cannot be fetched can be tried again', { build: 'split', body: '', ready: false, expected: [/404/] }, async ({ page, explorer, server, whenReady }) => {
  server.routes.set('/split/pathway-explorer.wasm', { status: 404 });
  await page.evaluate(() => {
    const element = document.createElement('pathway-explorer');
    element.setAttribute('src', '/pack.json');
    document.querySelector('main').append(element);
  });
  assert.equal(await firstError(page), 'network');
  server.routes.delete('/split/pathway-explorer.wasm');
  await explorer.getByRole('button').click();
  await whenReady();
  assert.equal(await explorer.getByRole('alert').count(), 0);
});

const BOTH = `${HOST}<pathway-explorer id="second" src="/pack.json"></pathway-explorer>`;
const panic = { body: BOTH, ready: false, expected: [/panic|unreachable|the page broke this/i] };

/** Makes the browser's own functions fail inside the module: the one way to make it panic from outside. */
function breakable() {
  globalThis.breakNext = false;
  const breakOnce = (prototype, name) => {
    const whole = prototype[name];
    prototype[name] = function (...parameters) {
      if (!globalThis.breakNext) return whole.apply(this, parameters);
      globalThis.breakNext = false;
      throw new Error('the page broke this');
    };
  };
  breakOnce(Document.prototype, 'createElement');
  breakOnce(Node.prototype, 'cloneNode');
}

scenario('12: after a panic every explorer starts afresh with what the visitor had decided', { ...panic, before: breakable }, async ({ page, explorer, whenReady }) => {
  await whenReady(2);
  await explorer.evaluate((element) => element.select('robot-operator'));
  await page.waitForFunction(() => document.querySelector('pathway-explorer').value === 'robot-operator');
  const begin = Date.now();
  await page.evaluate(() => {
    globalThis.breakNext = true;
    // The module wants to draw a panel about this pack, and cannot.
    document.querySelector('#second').pack = '{';
  });
  await whenReady(3);
  assert.ok(Date.now() - begin < 5000);
  assert.equal(await explorer.evaluate((element) => element.value), 'robot-operator');
  await page.waitForFunction(() => document.querySelector('#second').error?.code === 'pack-invalid');
  const codes = await page.evaluate(() => globalThis.peErrors.map(({ code }) => code));
  assert.equal(codes.filter((code) => code === 'panic').length, 2, `one for each: ${codes}`);
  await assertHostUnharmed(page);

  // The same again so soon is no accident: now it is the visitor's to say.
  await page.evaluate(() => {
    globalThis.breakNext = true;
    document.querySelector('#second').pack = '{';
  });
  await page.waitForFunction(() => globalThis.peErrors.filter(({ code }) => code === 'panic').length === 4);
  assert.equal(await page.locator('pathway-explorer').getByRole('alert').count(), 2);
  assert.ok(await page.getByText('What the school wrote for such a day').isVisible());
  await assertHostUnharmed(page);
  await screenshot(page, 'fault-panic');
  await explorer.getByRole('button', { name: '重试' }).click();
  await whenReady(4);
  assert.equal(await explorer.evaluate((element) => element.status), 'ready');
});
