// What a student brings and traces: Open Badges, frameworks side by side, what leads to what on the whole ladder.

import assert from 'node:assert/strict';
import { assertAccessible, drawn, samplePack, scenario, screenshot, tab } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    me: /^我/, ladder: '阶梯', title: /^带来的开放徽章/, file: '选择文件', unchecked: '这里不验证签名', unknown: /没有同名的项目/, syntax: /既不是 JSON/, none: /没有说明取得了什么/,
    held: /^已有证书 · 已选 1 项/, sides: '各框架并列', agreement: '没有共识', trace: '双向追踪', lead: /^点一项/, down: '通向它', up: '它通向',
  },
  en: {
    me: /^Me/, ladder: 'Ladder', title: /^Badges that I bring/, file: 'Choose a file', unchecked: 'signature not checked here', unknown: /Nothing in this data goes by that name/, syntax: /neither JSON/, none: /does not say that anything/,
    held: /^Certificates · 1 chosen/, sides: 'The frameworks side by side', agreement: 'no agreement', trace: 'Trace both ways', lead: /^Tap an item/, down: 'leads to it', up: 'it leads there',
  },
};

const pack = JSON.parse(samplePack());
const grade = pack.grades[0];

/** A learner record of two badges: one of a certificate of the pack, by its code, and one that nobody knows. */
const RECORD = JSON.stringify({
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'],
  type: ['VerifiableCredential', 'ClrCredential'],
  credentialSubject: {
    verifiableCredential: [
      {
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
        issuer: { id: 'https://example.org', name: 'Example College' },
        credentialSubject: { achievement: { type: ['Achievement'], name: 'My first badge', alignment: [{ targetCode: grade.id, targetName: '?' }] } },
      },
      { issuer: 'https://example.org', credentialSubject: { achievement: { name: 'Juggling <b>' } } },
    ],
  },
});

for (const [lang, words] of Object.entries(WORDS)) {
  scenario(`a badge is matched, its signature is not claimed, and the student confirms, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await tab(explorer, words.me).click();
    await explorer.locator('summary').filter({ hasText: words.title }).click();
    const give = (text) => explorer.getByLabel(words.file).setInputFiles({ name: 'clr.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await give('eyJhbGciOiJFUzI1NiJ9');
    await explorer.getByText(words.syntax).waitFor();
    await give(`eyJhbGciOiJFUzI1NiJ9.${Buffer.from(RECORD).toString('base64url')}.c2ln`);
    await explorer.locator('.claim').filter({ hasText: 'My first badge' }).getByText(words.unchecked).waitFor();
    await give('{"type":"Nothing"}');
    await explorer.getByText(words.none).waitFor();
    await give(RECORD);
    const claims = explorer.locator('.claim');
    await claims.filter({ hasText: 'My first badge' }).getByText(words.unchecked).waitFor();
    await claims.filter({ hasText: 'Juggling <b>' }).getByText(words.unknown).waitFor();
    assert.equal(await explorer.getByText(words.held).count(), 0, 'nothing is held before the student says so');
    await claims.getByRole('checkbox').check();
    await explorer.getByText(words.held).waitFor();
    await screenshot(page, `badges-${lang}`);
  });

  scenario(`the frameworks stand side by side, each comparison with its basis, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await tab(explorer, words.ladder).click();
    await explorer.getByText(words.sides).click();
    await drawn(page);
    const table = explorer.getByRole('group', { name: words.sides }).getByRole('table');
    assert.ok((await table.getByRole('columnheader').count()) >= 3, 'at least two other frameworks');
    assert.ok((await table.locator('td small').count()) >= 3, 'a basis for each');
    await screenshot(page, `sides-${lang}`);
  });

  scenario(`on the whole ladder an item is traced both ways, ${lang}`, { lang, width: 1280 }, async ({ page, explorer }) => {
    await tab(explorer, words.ladder).click();
    await explorer.getByRole('button', { name: words.trace }).click();
    await explorer.getByText(words.lead).waitFor();
    const items = explorer.locator('.level .chip');
    for (let place = 0; place < (await items.count()); place += 1) {
      await items.nth(place).click();
      if ((await items.locator('.tie').count()) > 2) break;
    }
    await explorer.getByRole('heading', { name: words.down }).waitFor();
    await explorer.getByRole('heading', { name: words.up }).waitFor();
    assert.ok((await items.locator('.tie').count()) > 0, 'what is tied to it says how');
    await screenshot(page, `trace-${lang}`);
    await explorer.getByRole('button', { name: words.trace }).click();
    assert.equal(await explorer.locator('.tie').count(), 0);
  });

  scenario(`axe-core finds nothing in badges, side by side and tracing, ${lang}`, { lang, width: 360, dark: true, policy: 'none' }, async ({ page, explorer }) => {
    await tab(explorer, words.me).click();
    await explorer.locator('summary').filter({ hasText: words.title }).click();
    await explorer.getByLabel(words.file).setInputFiles({ name: 'clr.json', mimeType: 'application/json', buffer: Buffer.from(RECORD) });
    await explorer.locator('.claim').first().waitFor();
    await assertAccessible(page, 'pathway-explorer');
    await tab(explorer, words.ladder).click();
    await explorer.getByText(words.sides).click();
    await explorer.getByRole('button', { name: words.trace }).click();
    await explorer.locator('.level .chip').first().click();
    await assertAccessible(page, 'pathway-explorer');
    const overflow = await explorer.evaluate((element) => document.documentElement.scrollWidth - innerWidth + (element.scrollWidth > element.clientWidth ? 1 : 0));
    assert.ok(overflow <= 0, 'nothing is wider than the page');
  });
}
