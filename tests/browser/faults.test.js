// What goes wrong around the element: each time a readable panel, an event with a code, and a host page unharmed.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { samplePack, scenario, screenshot } from './harness/index.js';
import { startServer } from './harness/server.js';

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

/** The sample pack with a change. */
function changed(change) {
  const pack = JSON.parse(samplePack());
  change(pack);
  return JSON.stringify(pack);
}

scenario('7: twenty explorers on a page share one module and nothing else', { body: '<pathway-explorer src="/pack.json"></pathway-explorer>'.repeat(20), ready: false }, async ({ page, whenReady }) => {
  await whenReady(20);
  assert.equal(await page.evaluate(() => globalThis.peMemories.length), 1);
  const values = await page.evaluate(async () => {
    const all = [...document.querySelectorAll('pathway-explorer')];
    all[3].select('robot-operator');
    await new Promise((resolve) => setTimeout(resolve, 100));
    return all.map(({ value }) => value).filter(Boolean);
  });
  assert.deepEqual(values, ['robot-operator']);
});

scenario('9, 10: a listener may add, remove and reset explorers', {}, async ({ page, explorer, whenReady }) => {
  await explorer.evaluate((first) => {
    first.addEventListener('pe-select', () => {
      const second = document.createElement('pathway-explorer');
      second.src = '/pack.json';
      document.querySelector('main').append(second);
      first.reset();
      first.remove();
    }, { once: true });
    first.select('robot-operator');
  });
  await whenReady(2);
  const second = page.locator('pathway-explorer');
  await second.getByRole('searchbox').fill('robot');
  await second.getByRole('button', { name: '工业机器人系统操作员' }).first().click();
  await page.waitForFunction(() => document.querySelector('pathway-explorer').value === 'robot-operator');
});

scenario('11: a page that throws everything away while it loads hears nothing of it', { body: '', ready: false }, async ({ page, server }) => {
  server.routes.set('/slow.json', () => {});
  await page.waitForFunction(() => customElements.get('pathway-explorer'));
  await page.evaluate(async () => {
    for (let round = 0; round < 5; round += 1) {
      const home = document.createElement('section');
      document.querySelector('main').append(home);
      const element = document.createElement('pathway-explorer');
      element.src = round % 2 ? '/slow.json' : '/pack.json';
      home.append(element);
      await new Promise((resolve) => setTimeout(resolve, 10 * round));
      home.textContent = '';
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  assert.deepEqual(await page.evaluate(() => globalThis.peErrors), []);
});

/** What old libraries and careless portals do to the browser's own objects. */
function patched() {
  Array.prototype.last = function () { return this[this.length - 1]; };
  Object.prototype.extra = 'yes';
  Array.prototype.toJSON = function () { return `[${this.map((one) => JSON.stringify(one)).join(',')}]`; };
  const define = CustomElementRegistry.prototype.define;
  CustomElementRegistry.prototype.define = function (...parameters) { return define.apply(this, parameters); };
  const { then } = Promise.prototype;
  Promise.prototype.then = function (...parameters) { return then.apply(this, parameters); };
}
scenario("13: a page that has changed the browser's own objects", { before: patched }, async ({ explorer }) => {
  await explorer.evaluate((element) => element.select('robot-operator'));
  await explorer.getByRole('heading', { name: /工业机器人系统操作员/ }).first().waitFor();
});

const HTML = { build: 'split', body: '', ready: false, expected: [/404|wasm|WebAssembly|MIME/i] };
for (const [name, answer, code] of [
  ['is a page', { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><p>Not found' }, 'mime'],
  ['is no module', { headers: { 'Content-Type': 'application/wasm' }, body: 'damaged' }, 'bad-module'],
]) {
  scenario(`21: a module that ${name}`, HTML, async ({ page, server }) => {
    server.routes.set('/split/pathway-explorer.wasm', answer);
    await page.evaluate(() => document.querySelector('main').append(document.createElement('pathway-explorer')));
    assert.equal(await firstError(page), code);
  });
}

const STRANGER = { body: '', ready: false, expected: [/CORS|ERR_FAILED|connect-src|Content Security/i], policy: 'none' };
scenario('22: a pack of another site that does not allow it', STRANGER, async ({ page, requests }) => {
  const other = await startServer();
  other.routes.set('/pack.json', { body: samplePack() });
  await page.evaluate((address) => {
    const element = document.createElement('pathway-explorer');
    element.src = address;
    document.querySelector('main').append(element);
  }, `${other.origin}/pack.json`);
  await page.waitForFunction(() => globalThis.peErrors.length > 0);
  assert.deepEqual(await page.evaluate(() => globalThis.peErrors.map(({ code, hint }) => [code, /Access-Control-Allow-Origin/.test(hint)])), [['cors', true]]);
  // It was asked, as the page has said; the harness would complain.
  requests.length = 0;
  other.close();
});

scenario('23: a pack that never comes is given up after 30 seconds, with a button', { body: HOST, ready: false, pack: () => {}, lang: 'en', before: hasty }, async ({ page, explorer, server, whenReady }) => {
  assert.equal(await firstError(page), 'network');
  assert.match(await page.evaluate(() => globalThis.peErrors[0].message), /no answer/);
  server.routes.set('/pack.json', { body: samplePack() });
  await explorer.getByRole('button', { name: 'Try again' }).click();
  await whenReady();
});
/** Makes thirty seconds pass in one. */
function hasty() {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (act, time, ...parameters) => setTimeout(act, time === 30_000 ? 1000 : time, ...parameters);
}

scenario('25: once it is ready, it asks nobody for anything', { givePack: true, body: '<pathway-explorer></pathway-explorer>', policy: 'one-file', ready: false }, async ({ explorer, whenReady, requests }) => {
  await whenReady();
  const before = requests.length;
  for (const view of ['goal', 'ladder', 'plan', 'compare', 'me', 'find']) await explorer.evaluate((element, to) => (element.view = to), view);
  await explorer.evaluate((element) => element.select('robot-operator'));
  await explorer.getByRole('heading', { name: /工业机器人系统操作员/ }).first().waitFor();
  assert.deepEqual(requests.slice(before), []);
});

const LINKS = ['javascript:alert(1)', 'java\tscript:alert(1)', '\u0000javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example', 'file:///etc/passwd'];
for (const link of LINKS) {
  scenario(`27: a pack with the link ${JSON.stringify(link)}`, { pack: changed((pack) => (pack.pack.contact = link)), ready: false }, async ({ page, explorer }) => {
    await page.waitForFunction(() => globalThis.peErrors.length + globalThis.peReady > 0);
    const hrefs = await explorer.evaluate((element) => [...element.shadowRoot.querySelectorAll('[href]')].map((one) => one.href));
    assert.deepEqual(hrefs.filter((href) => !/^(https?|mailto):/.test(href) || href.includes('evil')), []);
  });
}

for (const key of ['__proto__', 'constructor', 'prototype']) {
  scenario(`28: a pack with the key ${key} pollutes nothing`, { pack: samplePack().replace('{', `{"${key}": {"polluted": true}, `), ready: false }, async ({ page, explorer }) => {
    await page.waitForFunction(() => globalThis.peErrors.length + globalThis.peReady > 0);
    assert.equal(await page.evaluate(() => ({}).polluted), undefined);
    const plain = await explorer.evaluate((element) => [element.error, element.selection].every((one) => one === null || [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(one))));
    assert.ok(plain);
  });
}

scenario('29: objects that cannot be read are refused at once', { lang: 'en' }, async ({ page, explorer }) => {
  const ends = await explorer.evaluate(async (element) => {
    const cyclic = {};
    cyclic.self = cyclic;
    const nested = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`);
    const thrower = { get format() { throw new Error('no'); } };
    const proxy = new Proxy({}, { ownKeys() { throw new Error('never'); } });
    const wrong = [cyclic, nested, thrower, proxy, { length: 2 ** 32 }, 7n, 'x'.repeat(1_000_000), 12, true, []];
    const found = [];
    for (const one of wrong) {
      const begin = performance.now();
      element.pack = one;
      await element.ready().catch(() => {});
      found.push([element.error?.code, performance.now() - begin < 1000]);
    }
    return found;
  });
  assert.deepEqual(ends, Array(10).fill(['pack-invalid', true]));
  await explorer.getByRole('alert').waitFor();
  assert.equal(await page.evaluate(() => document.title), 'Host page');
});

const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024, ' '));
scenario('30: a small file that unpacks to very much is stopped', { body: HOST, ready: false, pack: (_, response) => response.end(bomb) }, async ({ page }) => {
  assert.equal(await firstError(page), 'pack-too-large');
  await assertHostUnharmed(page);
});

const TEXTS = {
  'a byte-order mark': ['\uFEFF', null],
  'UTF-16': [null, 'pack-invalid', () => Buffer.from(`\uFEFF${samplePack()}`, 'utf16le')],
  NaN: ['NaN', 'pack-invalid'],
  '1e999': ['{"format": 1e999}', 'pack-invalid'],
  'something after the end': [null, 'pack-invalid', () => `${samplePack()} x`],
  'a lone surrogate': ['{"format": "\\ud800"}', 'pack-invalid'],
  'the same key twice': ['{"format": "rungs-pack/1", "format": "rungs-pack/1"}', 'pack-invalid'],
};
for (const [name, [text, code, make]] of Object.entries(TEXTS)) {
  const body = make ? make() : code ? text : text + samplePack();
  scenario(`31: a pack with ${name}`, { pack: body, ready: false, lang: 'en' }, async ({ page }) => {
    await page.waitForFunction(() => globalThis.peErrors.length + globalThis.peReady > 0);
    assert.equal(await page.evaluate(() => globalThis.peErrors[0]?.code ?? null), code);
  });
}

for (const [name, change, code] of [
  ['from the future', (pack) => (pack.format = 'rungs-pack/2'), 'pack-version'],
  ['with a table that nobody knows yet', (pack) => (pack.moons = [{ id: 'x' }]), null],
]) {
  scenario(`32: a pack ${name}`, { pack: changed(change), ready: false, lang: 'en' }, async ({ page }) => {
    await page.waitForFunction(() => globalThis.peErrors.length + globalThis.peReady > 0);
    assert.equal(await page.evaluate(() => globalThis.peErrors[0]?.code ?? null), code);
  });
}

const ODD = '\u202Egnp.exe\u2066\u200B' + 'é'.normalize('NFD') + '\u0301'.repeat(50) + '👨‍👩‍👧‍👦' + 'W'.repeat(3000);
scenario('33: names that turn round, pile up or never end stay in their place', { pack: changed((pack) => (pack.jobs[0].name = { zh: ODD, en: ODD })), width: 320 }, async ({ page, explorer }) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
  assert.equal(await explorer.evaluate((element) => element.shadowRoot.querySelector('bdi') !== null), true);
});

for (const hash of ['#rungs=', `#rungs=${'x'.repeat(100_000)}`, '#rungs=9~x', '#rungs=%E0%A4%A', '#rungs=__proto__', '#/route/of/another?app=1']) {
  scenario(`38: the fragment ${hash.slice(0, 30)}`, { attributes: 'hash-key="rungs"', ready: false }, async ({ page, whenReady, explorer }) => {
    await whenReady();
    await page.evaluate((wrong) => {
      location.hash = wrong;
    }, `${hash}&page=2`);
    await page.reload();
    await whenReady();
    assert.match(await page.evaluate(() => location.hash), hash.startsWith('#rungs') ? /^#page=2$/ : /^#\/route\/of\/another\?app=1&page=2$/);
    assert.equal(await explorer.evaluate((element) => element.value), '');
  });
}
