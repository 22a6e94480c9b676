// `rungs site --single-file`: one HTML file, opened from the file system with no network at all.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { LARGEST_COPY, browser, makeSite, samplePack, screenshot } from './harness/index.js';

const WORDS = {
  zh: { operator: '工业机器人系统操作员', title: /青城职业技术学院/ },
  en: { operator: 'Industrial robot system operator', title: /Qingcheng Vocational College/ },
};

for (const [lang, words] of Object.entries(WORDS)) {
  test(`one file from the command line opens without a network, ${lang}`, { timeout: 120_000 }, async () => {
    const file = makeSite(samplePack(), { lang, single: true });
    assert.ok(statSync(file).size <= LARGEST_COPY, `${statSync(file).size} bytes`);
    const context = await (await browser()).newContext({ viewport: { width: 360, height: 740 }, offline: true });
    try {
      const page = await context.newPage();
      const problems = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
      page.on('request', (request) => /^(file|blob|data):/.test(request.url()) || problems.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      await page.locator('pathway-explorer').getByRole('button', { name: words.operator }).first().waitFor();
      assert.match(await page.title(), words.title);
      assert.deepEqual(problems, []);
      await screenshot(page, `single-${lang}`);
      // The file's own policy, not the missing line, keeps it silent.
      await context.setOffline(false);
      const refused = await page.evaluate(() => new Promise((resolve) => {
        addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        fetch('http://127.0.0.1:9/').catch(() => {});
      }));
      assert.equal(refused, 'connect-src');
    } finally {
      await context.close();
    }
  });
}

test('one file for a fair keeps nothing and has a booth inside', { timeout: 120_000 }, async () => {
  const file = makeSite(samplePack(), { lang: 'en', single: true, booth: true });
  const context = await (await browser()).newContext({ viewport: { width: 1080, height: 1920 }, offline: true });
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    const explorer = page.locator('pathway-explorer');
    await explorer.getByRole('button', { name: 'Let me look around' }).click();
    await explorer.getByRole('button', { name: WORDS.en.operator }).first().click();
    await explorer.getByRole('heading', { name: WORDS.en.operator }).first().waitFor();
    assert.equal(await explorer.evaluate((element) => element.matches(':state(booth)')), true);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ['pathway-explorer/visitors']);
    await screenshot(page, 'single-booth');
  } finally {
    await context.close();
  }
});
