// Questions that a student asks, answered from the sample pack, in both languages.

import assert from 'node:assert/strict';
import { becomeQiqige, scenario, screenshot, tab } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    find: '查找', goal: '目标', ladder: '阶梯', plan: '计划', compare: '比较', me: /^我/,
    demo: '先用一位示例同学试试', use: /使用：其其格/, proven: /已证明最佳/, noPlan: '没有可行的计划',
    budget: /考证预算/, hours: /课表之外每周可用小时数/, deadline: /最迟在第几学期达成/, term5: '第 5 学期', change: '就这样改',
    whatIf: '如果……会怎样？', helpsMost: '只改一项，改哪项最有用？', sooner: /早 \d+ 个学期|省|少/, tryIt: '试试看',
    certificate: '工业机器人应用编程职业技能等级证书 · 中级', nextRung: '工业机器人系统运维员',
    registration: '报名', social: /社会考生|社会人员/, open: '你可以走这条途径',
    certificates: /^已有证书|^证书/, awards: /^已获奖项|^竞赛奖项|^奖项/, electrician4: /电工.*四级/, counts: '我持有的能抵什么？', unusedRules: /没有用上的规则/, total: /合计认定 [\d.]+ 学分/,
    prize: /自治区.*二等奖/, intermediate: /工业机器人应用编程.*中级/,
    alike: ['工业机器人应用编程职业技能等级证书 · 中级', '工业机器人操作与运维职业技能等级证书 · 中级'], add: '加入比较', shared: '共同的技能', own: '各自的技能',
    old: '计算机程序设计员职业资格（旧）', status: /被取代|已被|取代/, successor: '取代它的证书',
    mine: '我在哪一级？', hk: /香港/, basis: /作者|官方|研究/,
  },
  en: {
    find: 'Find', goal: 'Goal', ladder: 'Ladder', plan: 'Plan', compare: 'Compare', me: /^Me/,
    demo: 'Try it as an example student', use: /Use: Qiqige/, proven: /Proven best/, noPlan: 'No plan fits',
    budget: /Budget for certificates/, hours: /Hours a week beside the timetable/, deadline: /Goal reached by term/, term5: 'Term 5', change: 'Change it',
    whatIf: 'What if…?', helpsMost: 'Which one change helps most?', sooner: /sooner|less|fewer/, tryIt: 'Try it',
    certificate: 'Industrial Robot Application Programming (X certificate) · Intermediate', nextRung: 'Industrial robot system maintainer',
    registration: 'Registration', social: /social candidate/i, open: 'open to you',
    certificates: /^Certificates/, awards: /^Competition awards/, electrician4: /Electrician.*Grade 4/, counts: 'What does it count for?', unusedRules: /Rules that were not used/, total: /[\d.]+ credits in all/,
    prize: /Regional.*robot.*Second prize/i, intermediate: /Industrial Robot Application Programming.*Intermediate/,
    alike: ['Industrial Robot Application Programming (X certificate) · Intermediate', 'Industrial Robot Operation and Maintenance (X certificate) · Intermediate'],
    add: 'Add to the comparison', shared: 'Skills they share', own: 'Skills of its own',
    old: 'Computer programmer (old vocational qualification)', status: /superseded/i, successor: 'Replaced by',
    mine: 'Where do I stand?', hk: /Hong Kong/, basis: /proposed|official|study/,
  },
};

/** Ticks something that one may hold. */
async function hold(explorer, list, name) {
  const summary = explorer.locator('summary').filter({ hasText: list });
  if (!(await explorer.getByLabel(name).first().isVisible())) await summary.first().click();
  await explorer.getByLabel(name).first().check();
}

for (const [lang, words] of Object.entries(WORDS)) {
  const options = { lang, width: 360 };

  scenario(`1: which certificate, what is left, when, what it costs and earns, the next rung, in at most eight taps, ${lang}`, options, async ({ page, explorer }) => {
    let taps = 0;
    const tap = async (what) => {
      taps += 1;
      await what.click();
    };
    await tap(tab(explorer, words.me));
    await tap(explorer.getByText(words.demo));
    await tap(explorer.getByRole('button', { name: words.use }));
    await tap(tab(explorer, words.plan));
    await explorer.getByText(words.proven).waitFor();
    const board = explorer.locator('.board');
    const certificate = board.locator('.item.certificate');
    await certificate.getByText(words.certificate).first().waitFor();
    // When to sit it and by when to register, what it is recognised as, what comes after.
    assert.match(await certificate.innerText(), /2027-06-12.*2027-04-20/s);
    assert.ok(await board.locator('.item.recognised').count());
    await board.getByRole('button', { name: words.nextRung }).waitFor();
    assert.ok(taps <= 8, `${taps} taps`);
    await screenshot(page, `question-1-${lang}`);
  });

  scenario(`2: can I sit it where my college is no pilot? ${lang}`, options, async ({ page, explorer }) => {
    await becomeQiqige(explorer, words);
    await tab(explorer, words.goal).click();
    await explorer.locator('.leads > li').first().locator('.card-title').click();
    const routes = explorer.locator('dd').filter({ hasText: words.open }).last();
    await routes.locator('summary').first().click();
    // Each route, and whether it is open to me.
    await routes.locator('li').first().waitFor();
    await routes.locator('.source summary').last().click();
  });

  scenario(`3: does electrician grade four excuse me from anything? ${lang}`, options, async ({ page, explorer }) => {
    await becomeQiqige(explorer, words);
    await hold(explorer, words.certificates, words.electrician4);
    await explorer.getByRole('heading', { name: words.counts }).waitFor();
    const section = explorer.locator('section').filter({ has: page.getByRole('heading', { name: words.counts }) });
    await section.getByText(/1\.5/).first().waitFor();
    await section.getByText(words.total).waitFor();
    await screenshot(page, `question-3-${lang}`);
  });

  scenario(`4: 600 yuan, six hours a week, before the internship: feasible? which change helps? ${lang}`, options, async ({ page, explorer }) => {
    await becomeQiqige(explorer, words);
    await explorer.getByLabel(words.budget).fill('600');
    await explorer.getByLabel(words.hours).fill('6');
    await explorer.getByLabel(words.hours).press('Tab');
    await explorer.getByLabel(words.deadline).selectOption({ label: words.term5 });
    await tab(explorer, words.plan).click();
    // Either it fits, proven, or there is a way out to tap.
    const status = explorer.locator('.proof');
    await status.filter({ hasText: words.proven }).or(status.filter({ hasText: words.noPlan })).waitFor();
    if ((await status.innerText()) === words.noPlan) {
      await explorer.getByRole('button', { name: words.change }).first().click();
      await explorer.getByText(words.proven).waitFor();
    }
    // Of the changes that make it better, the first helps most; trying it gives what it says.
    await explorer.getByText(words.whatIf, { exact: true }).click();
    await explorer.getByRole('button', { name: words.helpsMost }).click();
    const helps = explorer.locator('ol > li').filter({ hasText: words.sooner });
    await helps.first().waitFor();
    await screenshot(page, `question-4-${lang}`);
    const before = await explorer.locator('.summary').first().innerText();
    await helps.first().getByRole('button', { name: words.tryIt }).click();
    await explorer.getByText(words.proven).waitFor();
    await explorer.locator('.summary').first().filter({ hasNotText: before }).waitFor();
  });

  scenario(`5: a provincial prize and an X intermediate, split without waste, ${lang}`, options, async ({ page, explorer }) => {
    await becomeQiqige(explorer, words);
    await hold(explorer, words.certificates, words.intermediate);
    await hold(explorer, words.awards, words.prize);
    const section = explorer.locator('section').filter({ has: page.getByRole('heading', { name: words.counts }) });
    await section.getByText(words.total).waitFor();
    assert.ok((await section.locator('ul').first().locator('li').count()) >= 1);
    await section.getByText(words.unusedRules).click();
    // And why not more.
    await section.locator('details ul > li').first().waitFor();
    await screenshot(page, `question-5-${lang}`);
  });

  scenario(`6: two X certificates look alike: what do they share, what does the second add? ${lang}`, options, async ({ page, explorer }) => {
    await becomeQiqige(explorer, words);
    for (const alike of words.alike) {
      await tab(explorer, words.find).click();
      await explorer.getByRole('searchbox').fill(alike);
      await explorer.getByRole('button', { name: alike }).first().click();
      await explorer.getByRole('button', { name: words.add }).click();
    }
    await explorer.getByRole('heading', { name: words.shared }).waitFor();
    const own = explorer.getByRole('row').filter({ has: page.getByRole('rowheader', { name: words.own }) });
    assert.ok((await own.getByRole('listitem').count()) >= 2);
  });

  scenario(`7: this certificate was withdrawn: what do I lose? ${lang}`, options, async ({ page, explorer }) => {
    await explorer.getByRole('searchbox').fill(words.old);
    await explorer.getByRole('button', { name: words.old }).first().click();
    await explorer.getByText(words.status).first().waitFor();
    await explorer.getByText(words.successor, { exact: true }).first().waitFor();
    await screenshot(page, `question-7-${lang}`);
  });

  scenario(`8: what is that comparable to in Hong Kong or Europe, how sure is it, who says so? ${lang}`, options, async ({ page, explorer }) => {
    await becomeQiqige(explorer, words);
    await tab(explorer, words.ladder).click();
    const mine = explorer.locator('section').filter({ has: page.getByRole('heading', { name: words.mine }) });
    const hongKong = mine.locator('li').filter({ hasText: words.hk });
    await hongKong.waitFor();
    assert.match(await hongKong.innerText(), words.basis);
    await hongKong.locator('.source summary').click();
  });
}
