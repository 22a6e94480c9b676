// The share code: written under the plan, opened from an address or pasted, on this and on broken codes.

import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { scenario, screenshot } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    demo: '先用一位示例同学试试', use: /使用：其其格/, plan: '计划', me: /^我/, proven: /已证明最佳/,
    link: '分享链接', qr: '二维码', opened: /已打开分享的计划/, broken: /分享的代码已损坏/,
    paste: '打开分享的代码', open: '打开', title: /工业机器人系统操作员/, undo: '撤销', none: /还没有目标/,
  },
  en: {
    demo: 'Try it as an example student', use: /Use: Qiqige/, plan: 'Plan', me: /^Me/, proven: /Proven best/,
    link: 'Link to share', qr: 'QR code', opened: /The shared plan is open/, broken: /The shared code is damaged/,
    paste: 'Open a shared code', open: 'Open', title: /Industrial robot system operator/, undo: 'Undo', none: /No goal yet/,
  },
};
const tab = (explorer, name) =>
  explorer.getByRole('navigation').getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });

/** The link that the example student would pass on. */
async function linkOf(explorer, words) {
  await tab(explorer, words.me).click();
  await explorer.getByText(words.demo).click();
  await explorer.getByRole('button', { name: words.use }).click();
  await tab(explorer, words.plan).click();
  await explorer.getByText(words.proven).waitFor();
  return explorer.getByLabel(words.link).inputValue();
}

/** What a scanner reads from a picture as it is on the screen. */
async function scanned(page, picture) {
  const shot = (await picture.screenshot()).toString('base64');
  const { data, width, height } = await page.evaluate(async (shot) => {
    const bytes = Uint8Array.from(atob(shot), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const pixels = canvas.getImageData(0, 0, image.width, image.height);
    return { data: [...pixels.data], width: pixels.width, height: pixels.height };
  }, shot);
  return jsQR(Uint8ClampedArray.from(data), width, height)?.data;
}

for (const [lang, words] of Object.entries(WORDS)) {
  const options = { lang, width: 360, attributes: 'hash-key="rungs"' };

  scenario(`a shared link opens the plan and leaves the page's own fragment alone, ${lang}`, options, async ({ page, explorer, whenReady }) => {
    const link = await linkOf(explorer, words);
    assert.match(link, /^https:\/\/example\.org\/pathways#rungs=1~g[\w.~%+-]+~c[0-9a-f]{4}$/);
    assert.ok(link.length <= 300, link);
    const picture = explorer.getByRole('img', { name: words.qr });
    await picture.scrollIntoViewIfNeeded();
    assert.equal(await scanned(page, picture), link);
    await screenshot(page, `share-${lang}`);
    const code = link.split('#rungs=')[1];

    await page.evaluate((code) => (location.hash = `chapter=2&rungs=${code}`), code);
    await page.reload();
    await whenReady();
    await explorer.getByText(words.opened).waitFor();
    await explorer.getByText(words.proven).waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#chapter=2');
    await explorer.getByRole('button', { name: words.undo }).click();
    await explorer.getByText(words.none).waitFor();
  });

  scenario(`a code is pasted; a broken one changes nothing, ${lang}`, { lang }, async ({ explorer }) => {
    const link = await linkOf(explorer, words);
    await explorer.getByRole('button', { name: words.undo }).click();
    await tab(explorer, words.me).click();
    const field = explorer.getByLabel(words.paste);
    for (const code of [link.slice(0, -1), link.replace('~t3', '~t4'), 'x', `2${link.split('=')[1].slice(1)}`]) {
      await field.fill(code);
      await explorer.getByRole('button', { name: words.open, exact: true }).click();
      await explorer.getByText(words.broken).waitFor();
      await tab(explorer, words.plan).click();
      await explorer.getByText(words.none).waitFor();
      await tab(explorer, words.me).click();
    }
    await field.fill(link);
    await explorer.getByRole('button', { name: words.open, exact: true }).click();
    await explorer.getByText(words.opened).waitFor();
    await tab(explorer, words.plan).click();
    await explorer.getByText(words.proven).waitFor();
    await explorer.getByText(words.title).first().waitFor();
  });

  scenario(`without a key the address is nobody's business, ${lang}`, { lang }, async ({ page, explorer, whenReady }) => {
    await page.evaluate(() => (location.hash = 'rungs=1~gnothing~c0000'));
    await page.reload();
    await whenReady();
    assert.equal(await explorer.getByText(words.broken).count(), 0);
    assert.equal(await page.evaluate(() => location.hash), '#rungs=1~gnothing~c0000');
  });
}
