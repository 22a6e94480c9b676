// What goes wrong around the element, in Chromium: the forty cases that any engine can play, and then what a reader
// sees of it in both languages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium } from '../engines/drivers.js';
import { assertComplete, PARTS, play } from '../engines/faults/index.js';
import { scenario, screenshot } from './harness/index.js';
import { startServer } from './harness/server.js';

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

const ALLOWED = { 'Access-Control-Allow-Origin': '*' };
const BROKEN = {
  'breaks off': (_, response) => {
    response.writeHead(200, { ...ALLOWED, 'Content-Length': 1000 });
    response.write('{', () => response.destroy());
  },
  'is squeezed wrongly': { headers: { ...ALLOWED, 'Content-Encoding': 'gzip' }, body: 'none' },
};
for (const [does, route] of Object.entries(BROKEN)) {
  scenario(`a pack of another site that ${does} is no matter of permission`, { policy: 'none', body: '', ready: false, expected: [/ERR_/] }, async ({ page, requests }) => {
    const other = await startServer();
    try {
      other.routes.set('/pack.json', route);
      await page.evaluate((source) => {
        const element = document.createElement('pathway-explorer');
        element.setAttribute('src', source);
        document.body.append(element);
      }, `${other.origin}/pack.json`);
      assert.equal(await firstError(page), 'network');
      assert.equal(await page.evaluate(() => globalThis.peErrors[0].recoverable), true);
    } finally {
      other.close();
      // It was asked, as the test has said.
      requests.length = 0;
    }
  });
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

const KEPT = {
  'zh-Hans': { me: /^我/, keep: '保存在这台设备上', kept: /已保存在这台设备上。/, not: /没有保存：/, newer: /另一版本/, blocked: /浏览器不允许本页面保存/, there: /资料仍在/, erase: '清除全部', sure: '清除', erased: '已全部清除。', aside: /已原样另存/, import: '从文件导入', imported: '已导入。', undo: '撤销导入', budget: /考证预算/, lost: /没有采用.*“held”/ },
  en: { me: /^Me/, keep: 'Keep on this device', kept: /Kept on this device\./, not: /Not kept:/, newer: /Another version/, blocked: /does not let this page keep anything/, there: /it is still there/, erase: 'Erase everything', sure: 'Erase', erased: 'Everything is erased.', aside: /it was set aside/, import: 'Import from a file', imported: 'Imported.', undo: 'Undo the import', budget: /Budget for certificates/, lost: /could not be used.*“held”/ },
};
const KEY = 'rungs/1/rungs-sample';
for (const [lang, words] of Object.entries(KEPT)) {
  const me = async (explorer) => {
    await explorer.getByRole('navigation').getByRole('button', { name: words.me }).click();
    return explorer.getByLabel(words.keep);
  };
  const stored = (page, key = KEY) => page.evaluate((key) => localStorage.getItem(key), key);

  const newer = () => localStorage.setItem('rungs/1/rungs-sample', '{"format":"rungs-learner/2"}');
  scenario(`what a newer version keeps is neither touched nor said to be ours (${lang})`, { lang, before: newer }, async ({ page, explorer }) => {
    const keep = await me(explorer);
    for (let time = 0; time < 2; time += 1) {
      await keep.click();
      await explorer.getByText(words.newer).waitFor();
      await explorer.getByText(words.not).waitFor();
      assert.equal(await keep.isChecked(), false);
      assert.equal(await explorer.getByText(words.kept).count(), 0);
    }
    assert.equal(await stored(page), '{"format":"rungs-learner/2"}');
  });

  const broken = () => {
    localStorage.setItem('rungs/1/rungs-sample', '{second');
    localStorage.setItem('rungs/1/rungs-sample/unreadable', '{first');
  };
  scenario(`what was set aside stays, also when more is set aside (${lang})`, { lang, before: broken }, async ({ page, explorer }) => {
    await explorer.getByText(words.aside).waitFor();
    const keep = await me(explorer);
    await keep.click();
    await explorer.getByText(words.kept).waitFor();
    await keep.click();
    await explorer.getByText(words.not).waitFor();
    assert.deepEqual(await Promise.all(['', '/unreadable', '/unreadable-2'].map((end) => stored(page, KEY + end))), [null, '{first', '{second']);
    await explorer.getByRole('button', { name: words.erase }).click();
    await explorer.getByRole('button', { name: words.sure, exact: true }).click();
    await explorer.getByText(words.erased).waitFor();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });

  scenario(`a full storage is not said to keep anything (${lang})`, { lang }, async ({ page, explorer }) => {
    await page.evaluate(() => (Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }));
    const keep = await me(explorer);
    await keep.click();
    await explorer.getByText(words.blocked).waitFor();
    await explorer.getByText(words.not).waitFor();
    assert.equal(await keep.isChecked(), false);
    assert.equal(await explorer.getByText(words.kept).count(), 0);
  });

  scenario(`what the browser does not let go is not said to be erased (${lang})`, { lang }, async ({ page, explorer }) => {
    const keep = await me(explorer);
    await keep.click();
    await explorer.getByText(words.kept).waitFor();
    await page.evaluate(() => (Storage.prototype.removeItem = () => { throw new DOMException('no', 'SecurityError'); }));
    await keep.click();
    await explorer.getByText(words.there).waitFor();
    assert.equal(await keep.isChecked(), true);
    await explorer.getByRole('button', { name: words.erase }).click();
    await explorer.getByRole('button', { name: words.sure, exact: true }).click();
    await explorer.getByText(words.there).waitFor();
    assert.equal(await explorer.getByText(words.erased).count(), 0);
  });

  scenario(`an import is undone, and its wrong fields are told (${lang})`, { lang }, async ({ explorer }) => {
    await me(explorer);
    const budget = explorer.getByLabel(words.budget);
    await budget.fill('700');
    await budget.press('Tab');
    const text = JSON.stringify({ format: 'rungs-learner/1', budget: 5, held: 'maths', goal: 7 });
    await explorer.getByLabel(words.import).setInputFiles({ name: 'me.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await explorer.getByText(words.imported).waitFor();
    await explorer.getByText(words.lost).waitFor();
    assert.equal(await budget.inputValue(), '5');
    await explorer.getByRole('button', { name: words.undo }).click();
    assert.equal(await budget.inputValue(), '700');
    assert.equal(await explorer.getByRole('button', { name: words.undo }).count(), 0);
  });
}
