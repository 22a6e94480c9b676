// What a page says of what it does not know: figures that nobody gave, skills that nobody taught, ways that nobody planned.

import assert from 'node:assert/strict';
import { becomeQiqige, drawn, samplePack, scenario, screenshot, tab, unfold } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    me: /^我/, plan: '计划', goal: '目标', demo: '先用一位示例同学试试', use: /使用：其其格/, proven: /已证明最佳/,
    recognised: /自动化生产线运行与维护（学分认定，免修）/, onPaper: /有 1 项技能全部或部分只因课程得到认定/,
    most: '“最多”是课表的学时加上你另外可用的每周 8 小时。', load: /15\s小时\/周，最多\s23/, before: /排在“.+”前面，因为：/,
    dates: /尽早达成（假定没有公布日期的考试每学期一次）/, hours: /总学时最少（按已知学时）/, more: '＋ 当地需求最大', demand: /当地需求最大（没有需求数据，按多少岗位要求它）/,
    way: '可走的路', yours: '路径', out: /其中已经会的，展开后可以逐项说明/, already: '我已经会了',
    closed: '报名已截止', past: '已结束',
  },
  en: {
    me: /^Me/, plan: 'Plan', goal: 'Goal', demo: 'Try it as an example student', use: /Use: Qiqige/, proven: /Proven best/,
    recognised: /Operation and Maintenance of Automated Production Lines \(recognised, not studied\)/, onPaper: /1 skill counts, wholly or in part, only because/,
    most: "Of the hours that are possible: the timetable's and your 8 h/week beside it.", load: /15\sof 23\sh\/week/, before: /Ranked above .+ because: /,
    dates: /soonest \(if a sitting without a known date is held every term\)/, hours: /least work in all \(known hours only\)/, more: '＋ most in demand here', demand: /most in demand here \(no figures known: by how many jobs ask for it\)/,
    way: 'a way there', yours: 'your route', out: /open this to say which of them you can do already/, already: 'I can do this already',
    closed: 'registration is over', past: 'over',
  },
};

/** The sample in which a certificate had a sitting that is over, and has one that can no longer be registered for. */
function late() {
  const pack = JSON.parse(samplePack());
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const item = 'x-robot-app.2';
  const [one] = pack.sittings.filter((sitting) => sitting.item === item);
  pack.sittings = pack.sittings.filter((sitting) => sitting.item !== item);
  pack.sittings.push({ ...one, date: day(-30), deadline: day(-60) }, { ...one, date: day(20), deadline: day(-5) }, { ...one, date: day(200), deadline: day(150) });
  return JSON.stringify(pack);
}

for (const [lang, words] of Object.entries(WORDS)) {
  for (const width of [360, 1280]) {
    scenario(`a course that is recognised is nothing that the courses will give, ${lang}, ${width} px`, { lang, width }, async ({ page, explorer }) => {
      await becomeQiqige(explorer, words);
      await tab(explorer, words.plan).click();
      await explorer.getByText(words.proven).waitFor();
      await explorer.getByText(words.onPaper).waitFor();
      await explorer.getByText(words.most, { exact: true }).waitFor();
      await explorer.getByText(words.load).waitFor();
      await tab(explorer, words.goal).click();
      await explorer.getByText(words.before).first().waitFor();
      await unfold(page);
      await explorer.getByText(words.recognised).first().waitFor();
      await screenshot(page, `honest-needs-${lang}-${width}`);
    });
  }

  scenario(`what a proof does not know stands in it, ${lang}`, { lang, attributes: 'goal="logistics-agent"' }, async ({ page, explorer }) => {
    await tab(explorer, words.me).click();
    await explorer.getByRole('button', { name: words.more }).click();
    await tab(explorer, words.plan).click();
    const proof = explorer.locator('.proof', { hasText: words.proven });
    await proof.waitFor();
    const said = await proof.innerText();
    for (const part of [words.dates, words.hours, words.demand]) assert.match(said, part);
    await screenshot(page, `honest-proof-${lang}`);
  });

  scenario(`without a plan the ladder shows a way and not one's own, ${lang}`, { lang, attributes: 'goal="elder-care-worker"' }, async ({ page, explorer }) => {
    await tab(explorer, words.goal).click();
    await explorer.locator('.rung', { hasText: words.way }).first().waitFor();
    assert.equal(await explorer.locator('.rung').getByText(words.yours, { exact: true }).count(), 0);
    await tab(explorer, words.plan).click();
    const fold = explorer.locator('details', { has: page.locator('summary', { hasText: words.out }) }).first();
    await fold.locator('summary').first().click();
    await fold.getByRole('button', { name: words.already }).first().click();
    await drawn(page);
    await screenshot(page, `honest-adult-${lang}`);
  });

  scenario(`a sitting that is over, or closed, says so, ${lang}`, { lang, pack: late() }, async ({ page, explorer }) => {
    await explorer.getByRole('searchbox').fill('x-robot-app.2');
    await drawn(page);
    await explorer.locator('.card-title').first().click();
    await drawn(page);
    const rows = explorer.locator('.facts li', { hasText: /\d{4}-\d{2}-\d{2}/ });
    const said = await rows.allInnerTexts();
    assert.equal(said.length, 3, said.join('\n'));
    assert.ok(said[0].includes(` · ${words.past}`), said[0]);
    assert.ok(said[1].includes(` · ${words.closed}`), said[1]);
    assert.ok(!said[2].includes(words.closed), said[2]);
  });
}
