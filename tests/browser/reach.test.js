// What reaches whoever reads large text, reads on paper, listens, presses keys, or has colours of their own.

import assert from 'node:assert/strict';
import { drawn, expectFocus, pressOn, scenario, screenshot, tab, tabTo, unfold } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    places: ['查找', '目标', '阶梯', '计划', '比较', /^我/], goal: '目标', levels: '阶梯', plan: '计划', me: /^我/, find: '查找',
    demo: '先用一位示例同学试试', learners: [/使用：其其格/, /使用：李敏/, /使用：王磊/, /使用：赵宇/], proven: /已证明最佳/,
    undo: '撤销', redo: '重做', pin: '一定要它', unpin: '不一定要它', without: '不要这个', have: '我已经有了', done: '：已完成', comes: /第 \d 学期达成.*学时$/,
    alternative: /^备选 1/, own: '添加自己的项目', what: '是什么', add: '添加', aside: /^存下的计划/, name: '计划名称', put: '存下现在的计划', open: /^打开：保底$/, safe: '保底', more: /^更多：保底/, copy: '复制', remove: '删除这份计划',
    remark: '老师的意见', by: '姓名', approve: '同意这份计划', save: '保存意见', badges: /^带来的开放徽章/, file: '选择文件', read: '文件已读取', broken: /既不是 JSON/,
    erase: '清除全部', sure: /^p 清除你填写/, search: '查找岗位、课程、证书、竞赛', typed: '机器人', first: /机器人/, skip: '跳过各级列表', side: '各框架并列', whatIf: '如果……会怎样？', helps: '只改一项，改哪项最有用？',
    hours: '课表之外每周可用小时数', signs: ['课', '证', '赛', '岗'], sources: /^示例 来源：.*工业机器人/,
  },
  en: {
    places: ['Find', 'Goal', 'Ladder', 'Plan', 'Compare', /^Me/], goal: 'Goal', levels: 'Ladder', plan: 'Plan', me: /^Me/, find: 'Find',
    demo: 'Try it as an example student', learners: [/Use: Qiqige/, /Use: Li Min/, /Use: Wang Lei/, /Use: Zhao Yu/], proven: /Proven best/,
    undo: 'Undo', redo: 'Redo', pin: 'Keep it in my plan', unpin: 'It need not stay', without: 'Plan without it', have: 'I have it already', done: ': done', comes: /reached by the end of Term \d.*\sh$/,
    alternative: /^Alternative 1/, own: 'Add something of my own', what: 'What is it?', add: 'Add', aside: /^Saved plans/, name: 'Name of the plan', put: 'Save the present plan', open: /^Open: Safe$/, safe: 'Safe', more: /^More: Safe/, copy: 'Duplicate', remove: 'Delete this plan',
    remark: 'What my adviser says', by: 'Name', approve: 'I approve of this plan', save: 'Save the remark', badges: /^Badges that I bring/, file: 'Choose a file', read: 'The file has been read', broken: /neither JSON/,
    erase: 'Erase everything', sure: /^p Erase all that/, search: 'Find jobs, courses, certificates, competitions', typed: 'robot', first: /[Rr]obot/, skip: 'Skip the levels', side: 'The frameworks side by side', whatIf: 'What if…?', helps: 'Which one change helps most?',
    hours: 'Hours a week beside the timetable', signs: ['课', '证', '赛', '岗'], sources: /^illustrative Source: .*Robot/,
  },
};
const LARGE = '<style>html { font-size: 200% }</style>';
/** What A4 has within margins of a centimetre, at 96 dots an inch, and the least size of print that is read easily. */
const SHEET = { width: 718, height: 1047 };
const LEAST_PRINT = 10;

const fold = (explorer, title) => explorer.locator('summary').filter({ hasText: title });

/** Becomes one of the example students. */
async function become(explorer, words, place) {
  await tab(explorer, words.me).click();
  await explorer.getByText(words.demo).click();
  await explorer.getByRole('button', { name: words.learners[place] }).click();
}

/** Goes to the plan, once that is whole. */
async function planned(page, explorer, words, place = 0) {
  await become(explorer, words, place);
  await tab(explorer, words.plan).click();
  await explorer.locator('.proof').getByText(words.proven).waitFor();
  await explorer.locator('.board').waitFor();
  await drawn(page);
}

/** Runs in the page: notes what a screen reader would be told to say of all that changes in live regions. */
function listen() {
  const root = document.querySelector('pathway-explorer').shadowRoot;
  globalThis.spoken = [];
  new MutationObserver((changes) => {
    const whole = new Set();
    // What came along with its region is not announced.
    const fresh = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    for (const { target, addedNodes } of changes) {
      const region = (target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest('[role="status"]');
      if (!region || addedNodes.length === 0 || fresh.some((node) => node !== region && node.contains(region)) || fresh.includes(region)) continue;
      if (region.getAttribute('aria-atomic') === 'false') for (const node of addedNodes) globalThis.spoken.push(node.textContent.trim());
      else whole.add(region);
    }
    for (const region of whole) globalThis.spoken.push(region.textContent.trim());
    globalThis.spoken = globalThis.spoken.filter(Boolean);
  }).observe(root, { childList: true, subtree: true, characterData: true });
}

/** Does something, and gives what is said until something said is as `until` says. */
async function heard(page, until, act) {
  await page.evaluate(() => { globalThis.spoken = []; });
  await act();
  const test = until instanceof RegExp ? (text) => until.test(text) : (text) => text === until;
  let spoken = [];
  for (let tries = 0; tries < 60; tries += 1) {
    await drawn(page);
    spoken = await page.evaluate(() => globalThis.spoken);
    if (spoken.some(test)) return spoken;
    await page.waitForTimeout(50);
  }
  assert.fail(`${until} was not said, but: ${spoken.join(' | ')}`);
}

for (const [lang, words] of Object.entries(WORDS)) {
  for (const width of [390, 320]) {
    scenario(`twice the text fits a phone in every place, ${lang}, ${width} px`, { lang, width, policy: 'none', head: LARGE, timeout: 240_000 }, async ({ page, explorer }) => {
      await planned(page, explorer, words);
      for (const [number, place] of words.places.entries()) {
        await tab(explorer, place).click();
        await drawn(page);
        if (number === 1) await explorer.locator('.facts').first().waitFor();
        const out = await page.evaluate(() => {
          const root = document.querySelector('pathway-explorer').shadowRoot;
          const found = [];
          if (document.documentElement.scrollWidth > innerWidth) found.push(`the page: ${document.documentElement.scrollWidth}`);
          for (const one of root.querySelectorAll('.explorer *:not(.scroll *, .ladder *, .sr, .skip, svg *, option)')) {
            if (!one.checkVisibility()) continue;
            const { right, width } = one.getBoundingClientRect();
            if (width > 0 && right > innerWidth + 1) found.push(`${one.localName}.${one.className} ${one.textContent.slice(0, 30)}: ${Math.round(right)}`);
          }
          // A value has room for a word.
          for (const one of root.querySelectorAll('.facts dd')) {
            if (one.checkVisibility() && one.getBoundingClientRect().width < 160) found.push(`narrow: ${one.textContent.slice(0, 30)}`);
          }
          return found;
        });
        await screenshot(page, `reach-large-${lang}-${width}-${number}`);
        assert.deepEqual(out, [], `place ${number}`);
      }
    });
  }

  scenario(`the ladder's picture grows with the text, ${lang}`, { lang, width: 1280, policy: 'none', head: LARGE }, async ({ page, explorer }) => {
    await become(explorer, words, 0);
    await tab(explorer, words.goal).click();
    const rung = explorer.locator('.rung.goal');
    await rung.waitFor();
    await drawn(page);
    assert.deepEqual(await rung.evaluate((one) => [getComputedStyle(one).fontSize, one.offsetHeight]), ['22px', 156]);
    const [across, edges] = await explorer.locator('.ladder-sheet').evaluate((sheet) => [sheet.offsetWidth, sheet.querySelector('.edges').getBoundingClientRect().width]);
    assert.ok(Math.abs(across - edges) < 1, 'lines grow along');
    // What is Chinese among English is marked.
    const lanes = await explorer.locator('.lane [lang="zh"]').allInnerTexts();
    assert.ok(lanes.length > 2 && lanes.every((sign) => words.signs.includes(sign)), lanes.join());
    const unmarked = await explorer.locator('.lane').evaluateAll((all) => all.map((one) => one.firstChild.textContent).join());
    if (lang === 'en') assert.doesNotMatch(unmarked, /[课证赛岗]/);
    await screenshot(page, `reach-ladder-${lang}`);
  });

  for (const [place] of words.learners.entries()) {
    scenario(`a plan fits one sheet, with a slip, ${lang}, learner ${place}`, { lang, width: 1280, path: lang === 'en' ? '/en.html' : '/index.html' }, async ({ page, explorer }) => {
      await planned(page, explorer, words, place);
      await explorer.locator('.qr').waitFor();
      const link = await explorer.locator('.share input[readonly]').inputValue();
      const pdf = await page.pdf({ format: 'A4', margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' } });
      const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize(SHEET);
      await screenshot(page, `reach-paper-${lang}-${place}`);
      const told = await page.evaluate((least) => {
        const root = document.querySelector('pathway-explorer').shadowRoot;
        const slip = root.querySelector('.slip').closest('section').getBoundingClientRect();
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const small = [];
        while (walker.nextNode()) {
          const { parentElement } = walker.currentNode;
          const size = parentElement ? parseFloat(getComputedStyle(parentElement).fontSize) : 0;
          if (size > 0 && size < least - 0.01 && walker.currentNode.data.trim() && parentElement.checkVisibility() && !parentElement.closest('style')) small.push(`${size}: ${walker.currentNode.data}`);
        }
        return { top: slip.top + scrollY, text: root.querySelector('.slip').innerText, small };
      }, LEAST_PRINT);
      assert.ok(told.top <= SHEET.height, `the plan is ${Math.round(told.top)} px long on paper`);
      assert.ok(sheets <= 2, `${sheets} sheets`);
      assert.equal(told.text.trim(), link);
      assert.deepEqual(told.small, []);
      assert.equal(await page.locator('h1').isVisible(), false, "the page's own heading is not the plan's");
    });
  }

  scenario(`what becomes of the plan is announced, and what was done, ${lang}`, { lang, width: 1280, timeout: 240_000 }, async ({ page, explorer }) => {
    await planned(page, explorer, words);
    await page.evaluate(listen);
    const { done } = words;
    const menu = async (item) => {
      const summary = item.locator('.menu > summary');
      if ((await item.locator('.menu[open]').count()) === 0) await summary.click();
      await drawn(page);
    };
    const certificate = explorer.locator('.item.certificate').first();
    await menu(certificate);
    await heard(page, words.pin + done, () => certificate.getByRole('button', { name: words.pin, exact: true }).click());
    await menu(certificate);
    await heard(page, words.unpin + done, () => certificate.getByRole('button', { name: words.unpin, exact: true }).click());
    await heard(page, words.undo + done, () => explorer.getByRole('button', { name: words.undo }).click());
    await heard(page, words.redo + done, () => explorer.getByRole('button', { name: words.redo }).click());
    // Another plan: what it comes to is said as well.
    await menu(certificate);
    await heard(page, words.without + done, () => certificate.getByRole('button', { name: words.without }).click());
    await heard(page, words.undo + done, () => explorer.getByRole('button', { name: words.undo }).click());
    const course = explorer.locator('.item.course').first();
    await menu(course);
    await heard(page, words.comes, () => course.getByRole('button', { name: words.have, exact: true }).click());
    assert.ok((await page.evaluate(() => globalThis.spoken)).includes(words.have + done));
    await heard(page, words.undo + done, () => explorer.getByRole('button', { name: words.undo }).click());
    const alternative = explorer.getByRole('button', { name: words.alternative });
    const said = await heard(page, words.comes, () => alternative.click());
    assert.ok(!said.some((text) => words.proven.test(text)), `of an alternative nothing is proven: ${said.join(' | ')}`);
    // Own things, plans put aside, a remark.
    await fold(explorer, words.own).click();
    await explorer.getByLabel(words.what).fill('Z');
    await heard(page, words.add + done, () => explorer.getByRole('button', { name: words.add, exact: true }).click());
    await fold(explorer, words.aside).click();
    await explorer.getByLabel(words.name).fill(words.safe);
    // Enter in the field saves.
    await heard(page, words.put + done, () => explorer.getByLabel(words.name).press('Enter'));
    await explorer.getByRole('button', { name: words.open }).waitFor();
    await explorer.locator('summary').and(explorer.getByLabel(words.more)).first().click();
    await heard(page, words.copy + done, () => explorer.getByRole('button', { name: words.copy, exact: true }).first().click());
    await explorer.locator('summary').and(explorer.getByLabel(words.more)).last().click();
    await heard(page, words.remove + done, () => explorer.getByRole('button', { name: words.remove, exact: true }).first().click());
    await fold(explorer, words.remark).click();
    await explorer.getByLabel(words.by, { exact: true }).fill('Z');
    // What is not done is not said to be.
    await page.evaluate(() => { globalThis.spoken = []; });
    await explorer.getByRole('button', { name: words.save }).click();
    await drawn(page);
    assert.deepEqual(await page.evaluate(() => globalThis.spoken), []);
    await explorer.getByLabel(words.approve).check();
    await heard(page, words.save + done, () => explorer.getByRole('button', { name: words.save }).click());
  });

  scenario(`a slider announces what comes of it and no button, and is undone at once, ${lang}`, { lang, width: 1280 }, async ({ page, explorer }) => {
    await planned(page, explorer, words);
    await fold(explorer, words.whatIf).click();
    const slider = explorer.locator('input[type="range"]').last();
    await explorer.getByRole('button', { name: words.helps }).waitFor();
    await drawn(page);
    const before = await slider.inputValue();
    await page.evaluate(listen);
    const said = await heard(page, words.proven, async () => {
      await slider.press('Home');
      await drawn(page);
      for (let press = 0; press < Number(before) + 2; press += 1) await slider.press('ArrowRight');
    });
    await explorer.getByRole('button', { name: words.helps }).waitFor();
    assert.ok(!said.some((text) => text.includes(words.helps)), said.join(' | '));
    assert.notEqual(await slider.inputValue(), before);
    await explorer.getByRole('button', { name: words.undo }).click();
    assert.equal(await slider.inputValue(), before);
    // Another change, and the slider after it, are steps of their own.
    await explorer.getByRole('button', { name: words.redo }).click();
    await slider.press('ArrowRight');
    await explorer.getByRole('button', { name: words.undo }).click();
    assert.equal(await slider.inputValue(), String(Number(before) + 2));
  });

  scenario(`a badge is announced, and the same error twice, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await tab(explorer, words.me).click();
    await fold(explorer, words.badges).click();
    await drawn(page);
    await page.evaluate(listen);
    const bring = (text) => explorer.getByLabel(words.file).setInputFiles({ name: 'badge.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await heard(page, words.broken, () => bring('no'));
    // A reader hears of it only where it was gone in between.
    await page.evaluate(() => {
      globalThis.gone = 0;
      const look = () => {
        const root = document.querySelector('pathway-explorer').shadowRoot;
        if (root.querySelector('.me [role="status"]').textContent === '') globalThis.gone += 1;
        requestAnimationFrame(look);
      };
      look();
    });
    await heard(page, words.broken, () => bring('no'));
    assert.ok(await page.evaluate(() => globalThis.gone) > 0);
    const badge = { '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiableCredential', 'OpenBadgeCredential'], credentialSubject: { achievement: { type: ['Achievement'], name: 'Z' } } };
    await heard(page, new RegExp(words.read), () => bring(JSON.stringify(badge)));
  });

  scenario(`keys go where the eye goes, ${lang}`, { lang, width: 1280, timeout: 240_000 }, async ({ page, explorer }) => {
    // In the search, Enter goes to what is found, also where it is not drawn yet.
    const field = explorer.getByRole('searchbox', { name: words.search });
    for (const key of ['Enter', 'ArrowDown']) {
      await field.fill(words.typed);
      await field.press(key);
      await expectFocus(page, new RegExp(`^button .*${words.first.source}`));
      assert.equal(await explorer.locator('.card').first().evaluate((card) => card.getRootNode().activeElement === card), true);
    }
    await field.fill('qqqq');
    await field.press('Enter');
    await expectFocus(page, /^input/);
    await field.fill('');
    await planned(page, explorer, words);
    // The last that can be redone.
    const redo = explorer.getByRole('button', { name: words.redo });
    await explorer.locator('.item.certificate .menu > summary').first().click();
    await explorer.locator('.item.certificate').first().getByRole('button', { name: words.pin, exact: true }).click();
    await drawn(page);
    await explorer.getByRole('button', { name: words.undo }).press('Enter');
    await redo.press('Enter');
    await drawn(page);
    await expectFocus(page, new RegExp(`^button ${words.redo}`));
    assert.equal(await redo.isDisabled(), true);
    // The levels are skipped.
    await tab(explorer, words.levels).click();
    await drawn(page);
    await tabTo(explorer, 'button', words.skip);
    assert.ok(await explorer.getByRole('button', { name: words.skip }).evaluate((one) => one.offsetWidth > 50 && getComputedStyle(one).clipPath === 'none'));
    await screenshot(page, `reach-skip-${lang}`);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expectFocus(page, new RegExp(`^summary ${words.side}`));
    // Escape takes a question back.
    await tab(explorer, words.me).click();
    await pressOn(explorer, 'button', words.erase);
    await expectFocus(page, words.sure);
    await page.keyboard.press('Escape');
    await expectFocus(page, new RegExp(`^button ${words.erase}`));
  });

  for (const width of [360, 1280]) {
    scenario(`no heading is deeper than the one above it by two, ${lang}, ${width} px`, { lang, width, timeout: 240_000 }, async ({ page, explorer }) => {
      await planned(page, explorer, words);
      for (const place of words.places) {
        await tab(explorer, place).click();
        await unfold(page);
        const leaps = await page.evaluate(() => {
          const root = document.querySelector('pathway-explorer').shadowRoot;
          const found = [];
          let before = 2;
          for (const heading of root.querySelectorAll('h2, h3, h4, h5, h6')) {
            if (!heading.checkVisibility()) continue;
            const level = Number(heading.localName[1]);
            if (level > before + 1) found.push(`h${before}, h${level} ${heading.textContent}`);
            before = level;
          }
          return found;
        });
        assert.deepEqual(leaps, [], String(place));
      }
      await tab(explorer, words.levels).click();
      await unfold(page);
      const above = await page.evaluate(() => {
        const root = document.querySelector('pathway-explorer').shadowRoot;
        const headings = [...root.querySelectorAll('h3, h4, h5')].filter((one) => one.checkVisibility());
        const first = headings.findIndex((one) => one.localName === 'h5');
        return first > 0 && headings[first - 1].closest('.level') !== null;
      });
      assert.equal(above, false, 'what a circle holds hangs under the circles');
    });
  }

  scenario(`sources on the plan say of what they are, ${lang}`, { lang, width: 1280 }, async ({ page, explorer }) => {
    await planned(page, explorer, words);
    const names = await explorer.locator('.item .source > summary').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    assert.ok(names.length > 5 && names.every(Boolean), names.join());
    assert.ok(names.some((name) => words.sources.test(name)), names.join());
  });

  scenario(`the chosen plan differs by more than its weight where colours are forced, ${lang}`, { lang, width: 1280, forcedColors: true }, async ({ page, explorer }) => {
    await planned(page, explorer, words);
    await explorer.getByRole('button', { name: words.alternative }).waitFor();
    const wide = await explorer.locator('.chips .chip').evaluateAll((all) => all.map((one) => [one.getAttribute('aria-pressed'), getComputedStyle(one).borderTopWidth]));
    for (const [pressed, width] of wide) assert.equal(width, pressed === 'true' ? '3px' : '1px');
    await screenshot(page, `reach-forced-${lang}`);
  });
}
