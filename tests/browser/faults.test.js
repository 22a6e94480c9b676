// What goes wrong around the element, in Chromium: the forty cases that any engine can play, and then what a reader
// sees of it in both languages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium } from '../engines/drivers.js';
import { assertComplete, PARTS, play } from '../engines/faults/index.js';
import { scenario, screenshot } from './harness/index.js';

test('every case has a test', assertComplete);
for (const part of PARTS) {
  test(`${part.number}: ${part.does}`, { timeout: 600_000 }, async () => {
    assert.equal(await play(part, await chromium()), null, 'Chromium plays them all');
  });
}

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
