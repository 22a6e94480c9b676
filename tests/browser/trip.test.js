// The student's whole trip, in both languages, on a phone and on a desk, by mouse and by keyboard alone.

import assert from 'node:assert/strict';
import { assertAccessible, drawn, pressOn, samplePack, scenario, screenshot, tab, tabTo, unfold } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    find: '查找', goal: '目标', plan: '计划', me: /^我/,
    findTitle: '你想做什么工作？',
    operator: '工业机器人系统操作员',
    code: /职业编码 6-31-07-03/,
    programme: '专业', mechatronics: '机电一体化技术 460301', term: '现在是第几学期', third: '第 3 学期',
    earlier: '之前学期的必修课都已通过', done: /已修课程 · 已选 15 项/, courses: /已修课程/,
    hours: '课表之外每周可用小时数', budget: /考证预算/,
    crossMajor: /跨专业路径/, ladder: '从这里出发的阶梯', ladderList: '阶梯（文字版）', here: /你在这里/,
    needs: '岗位需要什么，你有什么', which: /选哪个证书/, function: '系统操作与编程调试',
    family: 'X 证书 · 教育部', source: '来源', illustrative: '示例',
    makePlan: '生成我的计划', proven: /已证明最佳/, compulsory: '本专业必修', reached: /达成目标/,
    course: 'PLC技术与应用', unlocks: '学完可以继续',
    keep: '保存在这台设备上', erase: '清除全部', sure: '清除', erased: '已全部清除。',
    noPlan: '没有可行的计划', change: '就这样改', back: /返回/, families: '证书有哪几类？',
    unknownFee: '费用未知',
  },
  en: {
    find: 'Find', goal: 'Goal', plan: 'Plan', me: /^Me/,
    findTitle: 'Where do you want to get?',
    operator: 'Industrial robot system operator',
    code: /occupation 6-31-07-03/,
    programme: 'Programme', mechatronics: 'Mechatronics Technology 460301', term: 'Term you are in', third: 'Term 3',
    earlier: 'I passed all compulsory courses of earlier terms', done: /Courses done · 15 chosen/, courses: /Courses done/,
    hours: 'Hours a week beside the timetable', budget: /Budget for certificates/,
    crossMajor: /cross-major route/, ladder: 'The ladder from here', ladderList: 'The ladder as a list', here: /you are here/,
    needs: 'What the job needs, and what you have', which: /Which certificate/, function: 'System operation, programming and commissioning',
    family: 'X certificate · education ministry', source: 'Source', illustrative: 'illustrative',
    makePlan: 'Make my plan', proven: /Proven best/, compulsory: 'Compulsory in your programme', reached: /Goal reached/,
    course: 'PLC Technology and Applications', unlocks: 'What it unlocks',
    keep: 'Keep on this device', erase: 'Erase everything', sure: 'Erase', erased: 'Everything is erased.',
    noPlan: 'No plan fits', change: 'Change it', back: /Back/, families: 'Which kinds of certificate are there?',
    unknownFee: 'fee unknown',
  },
};
const LANGUAGES = Object.keys(WORDS);

/** Says who the student is: mechatronics, third term, everything passed so far, eight hours a week. */
async function introduce(explorer, words) {
  await tab(explorer, words.me).click();
  await explorer.getByLabel(words.programme, { exact: true }).selectOption({ label: words.mechatronics });
  await explorer.getByLabel(words.term).selectOption({ label: words.third });
  await explorer.getByText(words.courses).click();
  await explorer.getByRole('button', { name: words.earlier }).click();
  await explorer.getByText(words.done).waitFor();
  await explorer.getByLabel(words.hours).fill('8');
  await explorer.getByLabel(words.hours).press('Tab');
}

for (const lang of LANGUAGES) {
  const words = WORDS[lang];
  for (const width of [360, 1280]) {
    scenario(`the whole trip by mouse, ${lang}, ${width} px`, { lang, width }, async ({ page, explorer, whenReady }) => {
      await explorer.getByRole('heading', { name: words.findTitle }).waitFor();
      await screenshot(page, `trip-find-${lang}-${width}`);
      await explorer.getByRole('searchbox').fill('6-31-07-03');
      await explorer.getByRole('button', { name: words.operator }).first().click();
      await explorer.getByRole('heading', { name: words.operator }).waitFor();
      await explorer.getByText(words.code).waitFor();
      assert.equal(await explorer.getByText(words.crossMajor).count(), 0, 'nobody is in a programme yet');

      await introduce(explorer, words);
      await screenshot(page, `trip-me-${lang}-${width}`);
      await tab(explorer, words.goal).click();
      await explorer.getByText(words.crossMajor).first().waitFor();
      await explorer.getByRole('group', { name: words.ladder }).getByRole('button', { name: words.here }).waitFor();
      await explorer.getByRole('heading', { name: words.needs }).waitFor();
      await explorer.getByText(words.function).first().waitFor();
      await explorer.getByRole('heading', { name: words.which }).waitFor();
      assert.ok((await explorer.getByText(words.family, { exact: true }).count()) > 0, 'the family is printed');
      assert.ok((await explorer.getByText(words.unknownFee, { exact: true }).count()) > 0, 'an unknown fee says so');
      assert.ok((await explorer.getByText(words.illustrative, { exact: true }).count()) > 0, 'what is made up is marked');
      await explorer.getByText(words.ladderList).click();
      await drawn(page);
      await screenshot(page, `trip-goal-${lang}-${width}`);
      const overflow = await explorer.evaluate((element) => document.documentElement.scrollWidth - innerWidth + (element.scrollWidth > element.clientWidth ? 1 : 0));
      assert.ok(overflow <= 0, 'nothing is wider than the page');

      await explorer.getByRole('button', { name: words.makePlan }).click();
      await explorer.getByText(words.proven).waitFor();
      assert.ok((await explorer.getByText(words.compulsory).count()) >= 5, 'the programme runs on');
      await explorer.getByRole('heading', { name: words.reached }).waitFor();
      await screenshot(page, `trip-plan-${lang}-${width}`);

      await explorer.getByRole('button', { name: words.course }).first().click();
      await explorer.getByRole('heading', { name: words.course }).waitFor();
      await explorer.getByRole('heading', { name: words.unlocks }).waitFor();
      await explorer.getByText(words.source).first().click();
      await drawn(page);
      await screenshot(page, `trip-item-${lang}-${width}`);
      await explorer.getByRole('button', { name: words.back }).click();
      await explorer.getByText(words.proven).waitFor();

      await tab(explorer, words.me).click();
      await explorer.getByLabel(words.keep).check();
      await page.reload();
      await whenReady();
      await tab(explorer, words.plan).click();
      await explorer.getByText(words.proven).waitFor();
      await tab(explorer, words.me).click();
      await explorer.getByRole('button', { name: words.erase }).click();
      await explorer.getByRole('button', { name: words.sure, exact: true }).click();
      await explorer.getByText(words.erased).waitFor();
      assert.equal(await page.evaluate(() => localStorage.length), 0, 'nothing is left on the device');
      await page.reload();
      await whenReady();
      await tab(explorer, words.me).click();
      assert.equal(await explorer.getByLabel(words.hours).inputValue(), '');
    });
  }

  for (const width of [360, 1280]) {
    scenario(`the whole trip by keyboard alone, ${lang}, ${width} px`, { lang, width }, async ({ page, explorer }) => {
      await tabTo(explorer, 'searchbox', '');
      await page.keyboard.type(words.operator);
      await pressOn(explorer, 'button', words.operator);
      await explorer.getByRole('heading', { name: words.operator }).waitFor();

      // A heading takes the focus when one arrives, so the navigation is behind.
      await pressOn(explorer, 'button', words.me, 'Enter', { back: true });
      await tabTo(explorer, 'combobox', words.programme, { exact: true });
      await page.keyboard.press('ArrowDown');
      await tabTo(explorer, 'combobox', words.term);
      for (let term = 0; term < 3; term += 1) await page.keyboard.press('ArrowDown');
      await tabTo(explorer, 'spinbutton', words.hours);
      await page.keyboard.type('8');
      await page.keyboard.press('Tab');
      const summary = explorer.locator('summary', { hasText: words.courses });
      await summary.focus();
      await page.keyboard.press('Enter');
      await pressOn(explorer, 'button', words.earlier);
      await explorer.getByText(words.done).waitFor();

      await pressOn(explorer, 'button', words.goal, 'Enter', { back: true, exact: true });
      await explorer.getByText(words.crossMajor).first().waitFor();
      await pressOn(explorer, 'button', words.makePlan);
      await explorer.getByText(words.proven).waitFor();
      await pressOn(explorer, 'button', words.course);
      await explorer.getByRole('heading', { name: words.course }).waitFor();
      await pressOn(explorer, 'button', words.back, 'Enter', { back: true });
      await explorer.getByText(words.proven).waitFor();
    });
  }

  for (const [width, dark] of [[360, false], [1280, true], [1280, false]]) {
    const options = { lang, width, dark, policy: 'none' };
    scenario(`axe-core finds nothing in any place, ${lang}, ${width} px${dark ? ', dark' : ''}`, options, async ({ page, explorer }) => {
      const look = () => assertAccessible(page, 'pathway-explorer');
      await look();
      await explorer.getByRole('searchbox').fill(words.operator.slice(0, 6));
      await look();
      await explorer.getByRole('button', { name: words.operator }).first().click();
      await introduce(explorer, words);
      await look();
      await tab(explorer, words.goal).click();
      await explorer.getByText(words.crossMajor).first().waitFor();
      await unfold(page);
      await look();
      if (dark) await screenshot(page, `trip-goal-dark-${lang}-${width}`);
      await explorer.getByRole('button', { name: words.makePlan }).click();
      await explorer.getByText(words.proven).waitFor();
      await look();
      if (dark) await screenshot(page, `trip-plan-dark-${lang}-${width}`);
      await explorer.getByRole('button', { name: words.course }).first().click();
      await explorer.getByRole('heading', { name: words.course }).waitFor();
      await look();
      await explorer.getByRole('button', { name: words.families }).click();
      await explorer.getByRole('heading', { name: words.families }).waitFor();
      await look();
    });
  }

  scenario(`no plan fits: the reason and a way out, ${lang}`, { lang }, async ({ page, explorer }) => {
    await explorer.getByRole('button', { name: words.operator }).first().click();
    await introduce(explorer, words);
    await explorer.getByLabel(words.hours).fill('0');
    await explorer.getByLabel(words.hours).press('Tab');
    await tab(explorer, words.plan).click();
    await explorer.getByText(words.noPlan).waitFor();
    await screenshot(page, `trip-no-plan-${lang}`);
    await explorer.getByRole('button', { name: words.change }).first().click();
    await explorer.getByText(words.proven).waitFor();
  });
}

/** The sample pack, spoilt by `spoil`. */
function spoilt(spoil) {
  const pack = JSON.parse(samplePack());
  spoil(pack);
  return JSON.stringify(pack);
}

const DANGLING = spoilt((pack) => {
  pack.courses.find((course) => course.id === 'plc').requisite = 'elec-basiks';
});
scenario('a bad pack gets a list that says where and how to mend it', { pack: DANGLING, ready: false, lang: 'en' }, async ({ page, explorer }) => {
  await explorer.getByRole('alert').waitFor();
  const said = await explorer.getByRole('alert').innerText();
  assert.match(said, /\/courses\/\d+\/requisite/);
  assert.match(said, /elec-basiks/);
  assert.match(said, /elec-basics/, 'the nearest id is suggested');
  assert.ok(await page.getByRole('heading', { name: 'Host page' }).isVisible(), 'the host page is unharmed');
  await screenshot(page, 'trip-bad-pack');
});

scenario('a syntax error names its line', { pack: '{"format":"rungs-pack/1",\n"pack":{]}', ready: false, lang: 'en' }, async ({ explorer }) => {
  await explorer.getByRole('alert').waitFor();
  assert.match(await explorer.getByRole('alert').innerText(), /line 2/);
});

const TWO = `
  <pathway-explorer id="one" lang="en" src="/pack.json"></pathway-explorer>
  <pathway-explorer id="two" lang="en" src="/pack.json"></pathway-explorer>`;
scenario('two explorers keep what their students say apart', { body: TWO, ready: false, lang: 'en' }, async ({ page, whenReady }) => {
  await whenReady(2);
  const words = WORDS.en;
  const [one, two] = [page.locator('#one'), page.locator('#two')];
  await one.getByRole('button', { name: words.operator }).first().click();
  await introduce(one, words);
  await tab(two, words.me).click();
  assert.equal(await two.getByLabel(words.hours).inputValue(), '');
  await one.evaluate((element) => element.remove());
  await tab(two, words.find).click();
  await two.getByRole('button', { name: words.operator }).first().click();
  await two.getByRole('heading', { name: words.operator }).waitFor();
});

scenario("the host's wishes: a goal, a programme, a place", { lang: 'en', attributes: 'goal="robot-operator" programme="460301" view="goal"' }, async ({ explorer }) => {
  const words = WORDS.en;
  await explorer.getByRole('heading', { name: words.operator }).waitFor();
  await explorer.getByText(words.crossMajor).first().waitFor();
  await explorer.evaluate((element) => element.setAttribute('goal', 'electrician'));
  await explorer.getByRole('heading', { name: 'Electrician' }).first().waitFor();
});

scenario('what was kept and cannot be read is set aside, and the explorer works', { lang: 'en', before: () => localStorage.setItem('rungs/1/rungs-sample', '{"format":"rungs-lear') }, async ({ page, explorer }) => {
  await explorer.getByText('cannot be read').waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem('rungs/1/rungs-sample/unreadable')), '{"format":"rungs-lear');
  await explorer.getByRole('heading', { name: WORDS.en.findTitle }).waitFor();
});
