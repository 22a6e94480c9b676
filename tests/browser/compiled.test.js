// Compiled packs: read as their documents are, refused clearly when something is wrong with them.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { samplePack, scenario } from './harness/index.js';

function compiled(text, { version = 1, length = Buffer.byteLength(text) } = {}) {
  const head = Buffer.from('RUNGS\0\0\0\0\0\0\0\0\0\0\0');
  head.writeUInt16BE(version, 6);
  head.writeBigUInt64LE(BigInt(length), 8);
  return Buffer.concat([head, gzipSync(text)]);
}

const whole = compiled(samplePack());
const damaged = Buffer.from(whole);
damaged[damaged.length - 100] ^= 0xff;
const BAD = {
  'cut.rungs': [whole.subarray(0, whole.length / 2), 'pack-damaged'],
  'head.rungs': [whole.subarray(0, 9), 'pack-damaged'],
  'damaged.rungs': [damaged, 'pack-damaged'],
  'followed.rungs': [Buffer.concat([whole, Buffer.from('more')]), 'pack-damaged'],
  'longer.rungs': [compiled(samplePack(), { length: 12 }), 'pack-damaged'],
  'newer.rungs': [compiled(samplePack(), { version: 2 }), 'pack-version'],
  'huge.rungs': [compiled(samplePack(), { length: 2 ** 40 }), 'pack-too-large'],
};

scenario('a compiled pack is read as its document is', { pack: (request, response) => response.end(whole) }, async ({ page, explorer, server }) => {
  assert.ok((await explorer.locator('.card-title').count()) > 0, 'its jobs are listed');
  assert.ok(whole.length * 5 < Buffer.byteLength(samplePack()), `${whole.length} bytes`);
  for (const [name, [body, code]] of Object.entries(BAD)) {
    server.routes.set(`/${name}`, { body });
    const found = await page.evaluate(
      (source) => document.querySelector('pathway-explorer').loadPack(source).then(() => 'shown', (error) => error.code),
      `/${name}`,
    );
    assert.equal(found, code, name);
  }
});

for (const [lang, said] of [['zh-Hans', '数据文件不完整或已损坏。'], ['en', 'The data file is cut off or damaged.']]) {
  for (const name of ['cut.rungs', 'followed.rungs']) {
    const pack = (request, response) => response.end(BAD[name][0]);
    scenario(`${name} is said to be damaged (${lang})`, { pack, lang, ready: false }, async ({ page, explorer }) => {
      await page.waitForFunction(() => globalThis.peErrors.some(({ code }) => code === 'pack-damaged'));
      const panel = await explorer.getByRole('alert').innerText();
      assert.ok(panel.includes(said), panel);
    });
  }
}
