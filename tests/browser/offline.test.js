// The offline copy: saved from the widget, opened from the file system, with a policy that forbids the network.

import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { LARGEST_COPY, drawn, scenario, screenshot } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    about: '关于这份数据', save: /保存离线版/, failed: /没能保存/, operator: '工业机器人系统操作员', me: /^我/, plan: '计划',
    demo: '先用一位示例同学试试', use: /使用：其其格/, proven: /已证明最佳/,
  },
  en: {
    about: 'About this data', save: /Save an offline copy/, failed: /could not be saved/, operator: 'Industrial robot system operator', me: /^Me/, plan: 'Plan',
    demo: 'Try it as an example student', use: /Use: Qiqige/, proven: /Proven best/,
  },
};

for (const [lang, words] of Object.entries(WORDS)) {
  scenario(`an offline copy works from the file system, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await explorer.getByText(words.about).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      explorer.getByRole('button', { name: words.save }).click(),
    ]);
    const path = `${await download.path()}.html`;
    await download.saveAs(path);
    assert.ok((await stat(path)).size <= LARGEST_COPY, `${(await stat(path)).size} bytes`);
    assert.match(await readFile(path, 'utf8'), /Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/);

    // A profile of its own: what the copy asks for is judged here.
    const profile = await page.context().browser().newContext({ viewport: { width: 360, height: 740 }, offline: true });
    const copy = await profile.newPage();
    const problems = [];
    copy.on('pageerror', (error) => problems.push(String(error)));
    copy.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
    copy.on('request', (request) => /^(file|blob|data):/.test(request.url()) || problems.push(request.url()));
    await copy.goto(pathToFileURL(path).href);
    const inside = copy.locator('pathway-explorer');
    await inside.getByRole('button', { name: words.operator }).first().waitFor();
    const tab = (name) => inside.getByRole('navigation').getByRole('button', { name });
    await tab(words.me).click();
    await inside.getByText(words.demo).click();
    await inside.getByRole('button', { name: words.use }).click();
    await tab(words.plan).click();
    await inside.getByText(words.proven).waitFor();
    await inside.getByText(words.about).click();
    await drawn(copy);
    assert.equal(await inside.getByRole('button', { name: words.save }).count(), 0, 'a copy cannot copy itself');
    await screenshot(copy, `offline-${lang}`);
    assert.deepEqual(problems, []);
    await profile.close();
  });

  const lost = { lang, expected: [/404|Failed to load/i, /pathway-explorer/] };
  scenario(`an offline copy that cannot be made says so, ${lang}`, lost, async ({ page, explorer }) => {
    await page.route('**/pathway-explorer.classic.js', (route) => route.fulfill({ status: 404, body: '' }));
    await explorer.getByText(words.about).click();
    await explorer.getByRole('button', { name: words.save }).click();
    await explorer.getByText(words.failed).waitFor();
  });
}
