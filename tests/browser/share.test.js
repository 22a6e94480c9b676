// The share code: written under the plan, opened from an address or pasted, on this and on broken codes.

import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { drawn, scenario, screenshot, tab } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    demo: '先用一位示例同学试试', use: /使用：其其格/, plan: '计划', me: /^我/, proven: /已证明最佳/,
    link: '分享链接', qr: '二维码', opened: /已打开分享的计划/, broken: /分享的代码已损坏/,
    paste: '打开分享的代码', open: '打开', title: /工业机器人系统操作员/, undo: '撤销', none: /还没有目标/,
    back: '回到打开之前', aside: /你自己的计划没有丢失.*“打开链接之前的计划”/, plans: /存下的计划/, before: '打开链接之前的计划',
    lost: /这份数据里没有的/, more: /另有 15 项/, copy: '复制', byHand: /请手动复制/, budget: /考证预算/,
  },
  en: {
    demo: 'Try it as an example student', use: /Use: Qiqige/, plan: 'Plan', me: /^Me/, proven: /Proven best/,
    link: 'Link to share', qr: 'QR code', opened: /The shared plan is open/, broken: /The shared code is damaged/,
    paste: 'Open a shared code', open: 'Open', title: /Industrial robot system operator/, undo: 'Undo', none: /No goal yet/,
    back: 'Go back to before', aside: /Your own plan is not lost.*“Before the link was opened”/, plans: /Saved plans/, before: 'Before the link was opened',
    lost: /what this data does not have/, more: /and 15 more/, copy: 'Copy', byHand: /Copy it by hand/, budget: /Budget for certificates/,
  },
};

/** The link that the example student would pass on. */
async function linkOf(explorer, words) {
  await tab(explorer, words.me).click();
  await explorer.getByText(words.demo).click();
  await explorer.getByRole('button', { name: words.use }).click();
  await tab(explorer, words.plan).click();
  await explorer.getByText(words.proven).waitFor();
  return explorer.getByLabel(words.link).inputValue();
}

/** A code with its checksum. */
function coded(body) {
  let sum = 0;
  for (const byte of Buffer.from(body)) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x8000 ? ((sum << 1) ^ 0x1021) & 0xffff : (sum << 1) & 0xffff;
  }
  return `${body}~c${sum.toString(16).padStart(4, '0')}`;
}

const KEY = 'rungs/1/rungs-sample';
/** A profile with something of everything, kept since an earlier visit. */
const MINE = {
  format: 'rungs-learner/1', pack: 'rungs-sample', version: '2026.1', programme: '460301', entry: '2025-autumn', term: 3, goal: 'robot-operator', region: 'cn',
  budget: 800, held: ['maths'], notes: { maths: 'mine' }, own: [{ name: 'Job', term: '2027-spring', hours_a_week: 5, credits: 2 }],
};
const keepMine = `() => { if (!localStorage.getItem('${KEY}')) localStorage.setItem('${KEY}', ${JSON.stringify(JSON.stringify(MINE))}); }`;

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

    const address = page.url();
    await page.goto('about:blank');
    await page.goto(`${address}#chapter=2&rungs=${code}`);
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

  scenario(`a link that names a job alone opens the job, and one with a plan the plan, ${lang}`, options, async ({ page, explorer }) => {
    for (const [body, view] of [['1~gwelder', 'goal'], ['1~gwelder~b500', 'plan'], ['1~gwelder~p460301', 'plan']]) {
      await page.evaluate((code) => (location.hash = `rungs=${code}`), coded(body));
      await page.waitForFunction(() => location.hash === '');
      await drawn(page);
      assert.equal(await explorer.evaluate((element) => element.exportState('state').split('\n')[1]), view, body);
    }
  });

  scenario(`a link over a plan of one's own loses nothing, ${lang}`, { ...options, before: { content: `(${keepMine})()` } }, async ({ page, explorer }) => {
    const kept = () => page.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEY);
    const before = JSON.parse(await explorer.evaluate((element) => element.exportState('json')));
    assert.equal(before.budget, 800);
    // The page is open already: the link is pasted into its address.
    await page.evaluate((code) => (location.hash = `chapter=2&rungs=${code}`), coded('1~gwelder~b500'));
    await explorer.getByText(words.aside).waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#chapter=2');
    const after = await kept();
    assert.deepEqual([after.goal, after.budget, after.own], ['welder', 500, undefined]);
    for (const field of ['programme', 'entry', 'term', 'region', 'held', 'notes']) assert.deepEqual(after[field], before[field], field);
    const [aside] = after.plans;
    assert.deepEqual([aside.name, aside.goal, aside.budget, aside.own], [words.before, before.goal, 800, before.own]);
    await screenshot(page, `share-aside-${lang}`);

    await explorer.getByRole('button', { name: words.back }).click();
    await page.waitForFunction(([key, wanted]) => !localStorage.getItem(key).includes(wanted), [KEY, 'welder']);
    assert.deepEqual(await kept(), before, 'all is as it was');
    // Each plan that gives way is put aside under a name of its own; where nothing is said, who one is and aims at stays.
    for (const code of [coded('1~gwelder~b500'), coded('1~gwelder~b400'), coded('1~b300')]) {
      await page.evaluate((code) => (location.hash = `rungs=${code}`), code);
      await page.waitForFunction(() => location.hash === '');
    }
    const last = await kept();
    assert.deepEqual([last.programme, last.goal, last.budget], ['460301', 'welder', 300]);
    assert.deepEqual(last.plans.map(({ name, budget }) => [name, budget]), [[words.before, 800], [`${words.before} 2`, 500], [`${words.before} 3`, 400]]);
    await explorer.getByText(words.plans).first().waitFor();
  });

  scenario(`what a link names and the data does not have is told, and no more than that, ${lang}`, { ...options, body: '<pathway-explorer hash-key="rungs" src="/pack.json"></pathway-explorer><pathway-explorer hash-key="rungs" src="/pack.json"></pathway-explorer>' }, async ({ page, explorer, whenReady }) => {
    await whenReady(2);
    const many = Array.from({ length: 18 }, (_, number) => `~nthing-${number}`).join('');
    await page.evaluate((code) => (location.hash = `rungs=${code}`), coded(`1~gjob%E2%80%AE%00x~n${'y'.repeat(500)}${many}~nthing-1`));
    await explorer.getByText(words.lost).waitFor();
    const text = await explorer.locator('.notice').innerText();
    assert.match(text, words.more);
    assert.doesNotMatch(text, /[\u202e\0]|y{50}/);
    assert.ok(text.length < 500, text);
    assert.equal(await explorer.locator('.notice bdi').count(), 5);
    assert.equal(await page.locator('pathway-explorer').last().locator('.notice').count(), 0, 'one element has taken it');
  });

  for (const [how, refuse] of [
    ['refused', () => Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } })],
    ['missing', () => Object.defineProperty(navigator, 'clipboard', { value: undefined })],
  ]) {
    scenario(`where the clipboard is ${how}, the link is selected, ${lang}`, { ...options, before: refuse }, async ({ explorer }) => {
      await linkOf(explorer, words);
      await explorer.getByRole('button', { name: words.copy, exact: true }).click();
      await explorer.getByText(words.byHand).waitFor();
      const [selected, whole] = await explorer.evaluate((element) => {
        const field = element.shadowRoot.activeElement;
        return [field.selectionEnd - field.selectionStart, field.value.length];
      });
      assert.deepEqual([selected > 50, selected], [true, whole]);
    });
  }

  scenario(`without a key the address is nobody's business, ${lang}`, { lang }, async ({ page, explorer, whenReady }) => {
    await page.evaluate(() => (location.hash = 'rungs=1~gnothing~c0000'));
    await page.reload();
    await whenReady();
    assert.equal(await explorer.getByText(words.broken).count(), 0);
    assert.equal(await page.evaluate(() => location.hash), '#rungs=1~gnothing~c0000');
  });
}
