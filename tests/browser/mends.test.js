// What one press mends where a plan is not what was asked for: a skill given up, a term that is none, an elective that
// runs already, a link that says who one is. And what a phone, a slow search and a frame show.

import assert from 'node:assert/strict';
import { assertAccessible, drawn, focused, samplePack, scenario, screenshot, tab } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    find: '查找', plan: '计划', me: /^我/, import: '从文件导入', imported: /^已导入/, proven: /已证明最佳/, noPlan: '没有可行的计划', change: '就这样改',
    gaveUp: /^你放弃了：没有人教/, can: '我已经会了', canSay: /^按你自己的判断已经会：没有人教/, have: '我已有的', byWord: /^我已经会的/, untaught: '没有人教', many: /^岗位需要的技能中有 (\d+) 项/, setProgramme: '填写我的专业和学期', but: /除了你放弃的，达成目标/, again: '重新安排它', programme: /这里没有算任何专业的课程/, clash: /下面各条不能同时做到/, ways: '障碍或出路：', alone: /^只这一条就做不到/, nothingKnown: /不是可行的计划 · 费用未知 · 学时未知$/, autumn: '2026年秋季学期', failed: '第一次没有通过',
    wrong: /你指定的学期里没有这些项目/, any: '不指定学期', pinned: '你指定要选', fixed: '学期由你指定', closed: /^对你不开放的/, taking: /^我正在修：/,
    stay: '留下计划，但用我自己的专业和学期', opened: /已打开分享的计划/, strays: '我对这份数据里没有的项目写的备注', remove: /^删除：old-course$/,
    grades: ['五级', '四级', '三级', '二级', '一级'], electrician: '电工职业技能等级证书', undo: '撤销', redo: '重做', soFar: /目前找到的最好计划，尚未证明最佳：最多还能省/, levels: '阶梯', stands: '我在哪一级？', author: /数据作者的建议/, official: /官方对接报告/, over: '已停止颁发或举办', next: /^下一次考试/, openToYou: '你可以走这条途径', robots: '工业机器人应用编程', goal: '目标', own: '添加自己的项目', what: '是什么', weekly: '每周几小时', add: '添加', sayWhat: '请写明是什么。', whole: '请填 0 到 168 的整数。', others: '选择不同的最好的几个计划', saysNothing: '数据里没有这个岗位需要什么，所以无法制定计划。', ranking: /^正在按你的情况排序/, noJobs: '这份数据里没有岗位。', near: '我已经有……', nothingSaid: /^这里还没有你的专业/, start: '先选一个岗位作为目标', findTitle: '你想做什么工作？', toComparison: '加入比较', refused: /带 sandbox 的框架算另一个网站/, amount: /\d\u00a0学时/, loose: /\d 学时/,
  },
  en: {
    find: 'Find', plan: 'Plan', me: /^Me/, import: 'Import from a file', imported: /^Imported/, proven: /Proven best/, noPlan: 'No plan fits', change: 'Change it',
    gaveUp: /^You gave this up.*Nobody teaches it/, can: 'I can do this already', canSay: /^You say that you can do this already.*Nobody teaches it/, have: 'What I have', byWord: /^What I can do, by my own word/, untaught: 'Nobody teaches it', many: /^(\d+) of the job's skills are out of reach/, setProgramme: 'Say which programme and term I am in', but: /Goal reached, but for what you gave up/, again: 'Plan for it again', programme: /No programme.s courses count here/, clash: /These cannot all hold/, ways: 'What stands in the way, or would help:', alone: /^This cannot hold/, nothingKnown: /but no plan · fees unknown · hours unknown$/, autumn: 'Autumn 2026', failed: 'First attempt failed',
    wrong: /Not to be had in the term that you put it into/, any: 'Take any term', pinned: 'You want it', fixed: 'term fixed by you', closed: /^Not open to you/, taking: /^I am taking it: /,
    stay: 'Keep the plan, but with my own programme and term', opened: /The shared plan is open/, strays: 'My notes on what this data does not have', remove: /^Remove: old-course$/,
    grades: ['Grade 5', 'Grade 4', 'Grade 3', 'Grade 2', 'Grade 1'], electrician: 'Electrician', undo: 'Undo', redo: 'Redo', soFar: /The best plan so far; not proven yet: at most .* cheaper/, levels: 'Ladder', stands: 'Where do I stand?', author: /proposed by the data's author/, official: /official referencing report/, over: 'withdrawn', next: /^Next exam/, openToYou: 'open to you', robots: 'Industrial Robot Application Programming', goal: 'Goal', own: 'Add something of my own', what: 'What is it?', weekly: 'Hours of it a week', add: 'Add', sayWhat: 'Say what it is.', whole: 'A whole number of hours from 0 to 168.', others: 'The best plans that choose differently', saysNothing: 'The data does not say what this job needs, so nothing can be planned.', ranking: /^Putting them in order/, noJobs: 'This data has no jobs.', near: 'I already have…', nothingSaid: /^Nothing that you study or have/, start: 'Choose a job first', findTitle: 'Where do you want to get?', toComparison: 'Add to the comparison', refused: /A frame with a sandbox counts as another site/, amount: /\d\u00a0h/, loose: /\d h /,
  },
};

/** Reads a profile in, and goes to its plan. */
async function become(explorer, words, learner) {
  await tab(explorer, words.me).click();
  const buffer = Buffer.from(JSON.stringify({ format: 'rungs-learner/1', pack: 'rungs-sample', ...learner }));
  await explorer.getByLabel(words.import).setInputFiles({ name: 'me.json', mimeType: 'application/json', buffer });
  await explorer.getByText(words.imported).waitFor();
  await tab(explorer, words.plan).click();
}

const noPlan = (explorer, words) => explorer.locator('.proof').getByText(words.noPlan, { exact: true }).waitFor();

const STUDENT = { programme: '460301', term: 3, entry: '2025-autumn', goal: 'robot-operator', held: ['maths'] };

/** The sample pack, changed. */
function changed(change) {
  const pack = JSON.parse(samplePack());
  change(pack);
  return JSON.stringify(pack);
}

/** The job needs a skill that nothing gives. */
const UNTAUGHT = changed((pack) => {
  pack.skills.push({ ...pack.skills[0], id: 'untaught', name: { zh: '没有人教', en: 'Nobody teaches it' } });
  pack.job_skills.push({ job: 'robot-operator', skill: 'untaught', units: 1, source: 'demo' });
});

/** An elective that gives what the job needs has begun a term ago. */
const RUNNING = changed((pack) => {
  const entry = pack.curriculum.find(({ programme, course }) => programme === '460301' && course === 'line-commissioning');
  Object.assign(entry, { terms: [2], length: 2 });
});

/** A job asks for nothing but a certificate that is registered for through a college. */
const ASKED = changed((pack) => {
  const [name, source] = [{ zh: '只经学校', en: 'By college' }, 'demo'];
  pack.jobs.push({ ...pack.jobs[0], id: 'asked', code: undefined, name });
  pack.qualifications.push({ id: 'aq', name, family: 'x', source });
  pack.grades.push({ id: 'aq.1', qualification: 'aq', rank: 1, name, hours: 20, source });
  pack.routes.push({ qualification: 'aq', route: 'pilot_college', source });
  pack.job_qualifications.push({ job: 'asked', set: 'one', item: 'aq.1', demanded: 'required', source });
});

/** Grade 3 of the electricians, of which neither hours nor fees are known, asks for nothing. */
const OPEN_GRADE = changed((pack) => {
  delete pack.grades.find(({ id }) => id === 'sg-electrician.3').requisite;
});

/** A job for which forty certificates compete: it takes a while until one plan is proven to be the best. */
const HARD = changed((pack) => {
  let seed = 7;
  const random = (most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  const source = 'demo';
  pack.jobs.push({ ...pack.jobs[0], id: 'hard', code: undefined, name: { zh: '难', en: 'Hard' } });
  for (let number = 0; number < 6; number += 1) {
    pack.skills.push({ ...pack.skills[0], id: `hard-${number}`, name: { zh: `难${number}`, en: `Hard ${number}` } });
    pack.job_skills.push({ job: 'hard', skill: `hard-${number}`, units: 18, source });
  }
  for (let number = 0; number < 40; number += 1) {
    const name = { zh: `证${number}`, en: `C ${number}` };
    pack.qualifications.push({ id: `hq-${number}`, name, family: 'x', source });
    pack.grades.push({ id: `hq-${number}.1`, qualification: `hq-${number}`, rank: 1, name, hours: 20 + random(60), source });
    pack.fees.push({ item: `hq-${number}.1`, amount: 100 + random(400), component: 'exam', source });
    for (let skill = 0; skill < 6; skill += 1) {
      const units = random(6);
      if (units > 0) pack.outcomes.push({ item: `hq-${number}.1`, skill: `hard-${skill}`, units, source });
    }
  }
});

/** A certificate is no longer issued; nothing is said of its grades. */
const WITHDRAWN = changed((pack) => {
  pack.qualifications.find(({ id }) => id === 'x-robot-app').status = 'withdrawn';
});

/** Of six sixths that a job needs four are had, one comes with the programme, and one is missing. */
const SIXTHS = changed((pack) => {
  const source = 'demo';
  pack.jobs.push({ ...pack.jobs[0], id: 'sixths', code: undefined, name: { zh: '六分', en: 'Sixths' } });
  for (let number = 0; number < 6; number += 1) {
    pack.skills.push({ ...pack.skills[0], id: `sixth-${number}`, name: { zh: `能力${number}`, en: `Skill ${number}` } });
    pack.job_skills.push({ job: 'sixths', skill: `sixth-${number}`, units: 1, source });
    if (number < 5) pack.outcomes.push({ item: number < 4 ? 'maths' : 'plc', skill: `sixth-${number}`, units: 1, source });
  }
});

/** Nothing is said of what a job needs. */
const BARE = changed((pack) => {
  pack.jobs.push({ ...pack.jobs[0], id: 'bare', code: undefined, name: { zh: '未知', en: 'Bare' } });
});

/** Data without jobs. */
const NO_JOBS = changed((pack) => {
  for (const table of ['jobs', 'job_functions', 'job_skills', 'job_qualifications', 'learners']) pack[table] = [];
});

/** Runs in the page: its clock goes a thousand times as fast. */
function hurry() {
  const now = performance.now.bind(performance);
  performance.now = () => now() * 1000;
  globalThis.said = [];
}

for (const [lang, words] of Object.entries(WORDS)) {
  scenario(`a skill is given up, which stays said, and asked for again, ${lang}`, { lang, width: 360, policy: 'none', pack: UNTAUGHT }, async ({ page, explorer }) => {
    await become(explorer, words, STUDENT);
    await noPlan(explorer, words);
    const ways = explorer.locator('.ways');
    await screenshot(page, `mends-give-up-${lang}`);
    await ways.getByRole('button', { name: words.change }).last().press('Enter');
    await explorer.getByText(words.proven).waitFor();
    await explorer.getByText(words.gaveUp).waitFor();
    await explorer.getByRole('heading', { name: words.but }).waitFor();
    await drawn(page);
    assert.match(await focused(page), /^ol /);
    await assertAccessible(page, 'pathway-explorer');
    await screenshot(page, `mends-given-up-${lang}`);
    await explorer.getByRole('button', { name: words.again }).click();
    await noPlan(explorer, words);
    await explorer.getByRole('button', { name: words.undo }).click();
    await explorer.getByText(words.gaveUp).waitFor();
  });

  scenario(`what one can do already is said by one press, and taken back where it stands, ${lang}`, { lang, width: 360, policy: 'none', pack: UNTAUGHT }, async ({ page, explorer }) => {
    await become(explorer, words, STUDENT);
    await noPlan(explorer, words);
    await explorer.locator('.ways').getByRole('button', { name: words.can }).click();
    await explorer.getByText(words.proven).waitFor();
    await explorer.getByText(words.canSay).waitFor();
    await assertAccessible(page, 'pathway-explorer');
    await screenshot(page, `mends-can-${lang}`);
    await explorer.getByRole('button', { name: words.have }).click();
    await explorer.locator('summary').filter({ hasText: words.byWord }).click();
    const box = explorer.getByRole('checkbox', { name: words.untaught });
    assert.ok(await box.isChecked());
    await assertAccessible(page, 'pathway-explorer');
    await screenshot(page, `mends-can-me-${lang}`);
    await box.uncheck();
    await tab(explorer, words.plan).click();
    await noPlan(explorer, words);
  });

  scenario(`many skills that are out of reach stand in one line, ${lang}`, { lang, width: 360, policy: 'none' }, async ({ page, explorer }) => {
    await become(explorer, words, { region: 'cn-zj', goal: 'electrician' });
    await noPlan(explorer, words);
    const count = async () => Number((await explorer.locator('.ways summary').textContent()).match(words.many)[1]);
    const before = await count();
    assert.equal(await explorer.getByRole('button', { name: words.setProgramme }).count(), 1);
    await explorer.locator('.ways summary').click();
    await assertAccessible(page, 'pathway-explorer');
    await screenshot(page, `mends-many-skills-${lang}`);
    await explorer.locator('.ways').getByRole('button', { name: words.can }).first().click();
    await explorer.locator('.ways summary').filter({ hasText: String(before - 1) }).waitFor();
    assert.equal(await count(), before - 1);
  });

  scenario(`whoever is in no programme is told so whatever stands in the way, ${lang}`, { lang, width: 360, pack: ASKED }, async ({ page, explorer }) => {
    await become(explorer, words, { goal: 'asked' });
    await noPlan(explorer, words);
    await explorer.getByText(words.programme).waitFor();
    await screenshot(page, `mends-no-programme-${lang}`);
  });

  scenario(`one rule that cannot be kept is not said of several, ${lang}`, { lang, width: 360 }, async ({ explorer }) => {
    const { completed: held } = JSON.parse(samplePack()).learners[0];
    await become(explorer, words, { ...STUDENT, term: 5, held, budget: 800, hours_a_week: 8, region: 'cn-nm-hohhot' });
    await noPlan(explorer, words);
    await explorer.getByText(words.alone).waitFor();
    assert.equal(await explorer.getByText(words.clash).count(), 0);
  });

  scenario(`without a programme a term has its name once, and hours that nobody knows are said as such, ${lang}`, { lang, width: 360, pack: OPEN_GRADE }, async ({ explorer }) => {
    await become(explorer, words, { goal: 'electrician', region: 'cn-zj', hours_a_week: 10 });
    await noPlan(explorer, words);
    await explorer.locator('p.summary').getByText(words.nothingKnown).waitFor();
    const head = explorer.locator('.column-head').first();
    assert.equal((await head.innerText()).split(words.autumn).length, 2);
  });

  scenario(`a failed attempt stays in its term, whose hours it takes, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await become(explorer, words, { ...STUDENT, failed: { plc: '2026-autumn' } });
    const item = explorer.locator('.column').first().locator('.item').filter({ hasText: words.failed });
    await item.getByRole('button', { name: /PLC/ }).waitFor();
    await screenshot(page, `mends-failed-${lang}`);
  });

  scenario(`no word of the places is broken where the text is large, ${lang}`, { lang, width: 320, policy: 'none', head: '<style>html { font-size: 200% }</style>' }, async ({ page, explorer }) => {
    await screenshot(page, `mends-places-${lang}`);
    const tab = explorer.getByRole('navigation').getByRole('button', { name: words.plan, exact: true });
    const lines = await tab.evaluate((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    assert.equal(lines, 1);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320));
  });

  scenario(`a term in which an item is not to be had is told and let go of, ${lang}`, { lang, width: 360, policy: 'none' }, async ({ page, explorer }) => {
    await become(explorer, words, { ...STUDENT, moved: { 'x-robot-app.2': '2026-autumn+40' } });
    await explorer.getByText(words.proven).waitFor();
    await explorer.getByText(words.wrong).waitFor();
    assert.equal(await explorer.getByText(words.fixed).count(), 0, 'it is not where it was put');
    await screenshot(page, `mends-other-term-${lang}`);
    await assertAccessible(page, 'pathway-explorer');
    await explorer.getByRole('button', { name: words.any }).press('Enter');
    await explorer.getByText(words.wrong).waitFor({ state: 'detached' });
    await explorer.getByText(words.proven).waitFor();
    await explorer.locator('.item.certificate').getByText(words.pinned).first().waitFor();
    await drawn(page);
    assert.match(await focused(page), /^ol /);
  });

  scenario(`an elective that runs already is put into the plan, ${lang}`, { lang, width: 360, pack: RUNNING }, async ({ page, explorer }) => {
    await become(explorer, words, STUDENT);
    await explorer.locator('summary').filter({ hasText: words.closed }).click();
    const take = explorer.getByRole('button', { name: words.taking });
    await take.waitFor();
    const name = (await take.getAttribute('aria-label')).replace(words.taking, '');
    await screenshot(page, `mends-running-${lang}`);
    await take.click();
    const item = explorer.locator('.board .item').filter({ hasText: name });
    await item.getByText(words.pinned).first().waitFor();
  });

  scenario(`a note on what the data does not have is kept, shown and removed, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await become(explorer, words, { ...STUDENT, notes: { 'old-course': 'my note' } });
    const kept = async () => JSON.parse(await explorer.evaluate((element) => element.exportState('json'))).notes;
    await explorer.evaluate((element) => element.setAttribute('goal', 'electrician'));
    assert.deepEqual(await kept(), { 'old-course': 'my note' });
    await tab(explorer, words.me).click();
    await explorer.getByRole('group', { name: words.strays }).waitFor();
    await screenshot(page, `mends-stray-${lang}`);
    await explorer.getByRole('button', { name: words.remove }).press('Enter');
    await explorer.getByRole('group', { name: words.strays }).waitFor({ state: 'detached' });
    assert.equal(await kept(), undefined);
    assert.notEqual(await focused(page), 'body ');
  });

  scenario(`who opens a link stays who they are if they wish, ${lang}`, { lang, width: 360, attributes: 'hash-key="rungs"' }, async ({ page, explorer }) => {
    const state = async () => JSON.parse(await explorer.evaluate((element) => element.exportState('json')));
    await become(explorer, words, STUDENT);
    await explorer.getByText(words.proven).waitFor();
    await page.evaluate(() => (location.hash = 'rungs=1~gwelder~p460305~t5~b500~k~cadc9'));
    await explorer.getByText(words.opened).waitFor();
    const theirs = await state();
    assert.deepEqual([theirs.goal, theirs.programme, theirs.term], ['welder', '460305', 5]);
    await screenshot(page, `mends-stay-${lang}`);
    await explorer.getByRole('button', { name: words.stay }).press('Enter');
    await explorer.getByRole('button', { name: words.stay }).waitFor({ state: 'detached' });
    const mine = await state();
    assert.deepEqual([mine.goal, mine.budget, mine.programme, mine.term, mine.held], ['welder', 500, '460301', 3, STUDENT.held]);
    assert.match(await focused(page), /^div\[status\]/);
  });

  scenario(`grades are found in their order, ${lang}`, { lang, width: 360 }, async ({ explorer }) => {
    await explorer.getByRole('searchbox').fill(words.electrician);
    await explorer.locator('.cards .card-title').filter({ hasText: words.grades[4] }).first().waitFor();
    const titles = await explorer.locator('.cards .card-title').allInnerTexts();
    const found = titles.map((title) => words.grades.findIndex((grade) => title.includes(words.electrician) && title.includes(grade))).filter((place) => place >= 0);
    assert.deepEqual(found, [0, 1, 2, 3, 4], titles.join('\n'));
  });

  for (const width of [360, 320]) {
    scenario(`on a phone undo and redo stand together, why comes before what helps, amounts stay whole, ${lang}, ${width} px`, { lang, width }, async ({ page, explorer }) => {
      await become(explorer, words, { ...STUDENT, hours_a_week: 0 });
      await noPlan(explorer, words);
      const top = async (what) => (await what.first().boundingBox()).y;
      const [undo, redo] = [words.undo, words.redo].map((name) => explorer.getByRole('button', { name, exact: true }));
      assert.equal(await top(undo), await top(redo));
      assert.ok((await top(explorer.getByText(words.clash))) < (await top(explorer.getByText(words.ways, { exact: true }))));
      const button = explorer.locator('.ways').getByRole('button').last();
      assert.ok((await top(explorer.getByText(words.clash))) < (await top(button)));
      await screenshot(page, `mends-phone-${lang}-${width}`);
      await button.click();
      await explorer.getByText(words.proven).waitFor();
      const said = await explorer.locator('p.summary').first().evaluate((one) => one.textContent);
      assert.match(said, words.amount);
      assert.doesNotMatch(said, words.loose);
    });
  }

  scenario(`where the search takes long, the best plan so far is shown with what is proven of it, ${lang}`, { lang, width: 360, before: hurry, pack: HARD }, async ({ page, explorer }) => {
    await page.evaluate(() => {
      const { shadowRoot } = document.querySelector('pathway-explorer');
      new MutationObserver(() => globalThis.said.push(shadowRoot.querySelector('.proof')?.textContent ?? '')).observe(shadowRoot, { childList: true, subtree: true, characterData: true });
    });
    await become(explorer, words, { ...STUDENT, goal: 'hard', hours_a_week: 12, priorities: ['cheapest'] });
    await explorer.getByText(words.proven).waitFor({ timeout: 60_000 });
    const said = [...new Set(await page.evaluate(() => globalThis.said))];
    assert.ok(said.some((text) => words.soFar.test(text)), said.join('\n'));
    assert.match(said.at(-1), words.proven);
  });

  scenario(`a level rests on no more than the certificate that gives it, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await become(explorer, words, { goal: 'robot-operator', held: ['x-robot-app.2'] });
    await tab(explorer, words.levels).click();
    const mine = explorer.locator('section').filter({ has: page.getByRole('heading', { name: words.stands }) });
    const said = await mine.innerText();
    assert.match(said, words.author);
    assert.doesNotMatch(said, words.official);
    await mine.scrollIntoViewIfNeeded();
    await screenshot(page, `mends-basis-${lang}`);
  });

  scenario(`what is no longer issued is marked, and no way to it is told, ${lang}`, { lang, width: 360, pack: WITHDRAWN }, async ({ page, explorer }) => {
    const open = async (name, mark) => {
      await tab(explorer, words.find).click();
      await explorer.getByRole('searchbox').fill(name);
      const card = explorer.locator('.cards .card').filter({ hasText: name }).filter({ hasText: /●/ });
      await card.filter({ hasText: mark }).nth(1).waitFor();
      await screenshot(page, `mends-over-found-${lang}`);
      await card.nth(1).click();
      await explorer.locator('p.row .badge').getByText(mark, { exact: true }).waitFor();
    };
    await open(words.robots, words.over);
    assert.equal(await explorer.locator('dd').filter({ hasText: words.next }).count(), 0);
    assert.equal(await explorer.getByText(words.openToYou, { exact: true }).count(), 0);
    await assertAccessible(page, 'pathway-explorer');
    await screenshot(page, `mends-over-${lang}`);
  });

  scenario(`what is had, comes and is missing adds up, ${lang}`, { lang, width: 360, pack: SIXTHS }, async ({ explorer }) => {
    await become(explorer, words, { ...STUDENT, goal: 'sixths' });
    await tab(explorer, words.goal).click();
    const said = await explorer.locator('.needs summary .sr').first().textContent();
    const shares = said.match(/\d+(?=%)/g).map(Number);
    assert.equal(shares.length, 3, said);
    assert.equal(shares.reduce((sum, share) => sum + share), 100, said);
  });

  scenario(`what cannot be added is said at its field, and what is typed stays, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await become(explorer, words, STUDENT);
    await explorer.getByText(words.proven).waitFor();
    const form = explorer.locator('details').filter({ has: page.locator('summary', { hasText: words.own }) });
    const own = explorer.locator('.item.own');
    await form.locator('summary').click();
    const add = form.getByRole('button', { name: words.add, exact: true });
    await add.click();
    await form.getByRole('alert').getByText(words.sayWhat).waitFor();
    assert.match(await focused(page), /^input/);
    await form.getByLabel(words.what).fill('Choir');
    await form.getByLabel(words.weekly).fill('4.5');
    await add.click();
    await form.getByRole('alert').getByText(words.whole).waitFor();
    assert.equal(await form.getByText(words.sayWhat).count(), 0);
    assert.equal(await own.count(), 0);
    await assertAccessible(page, 'pathway-explorer');
    await screenshot(page, `mends-own-${lang}`);
    // The form is there, as it was, below another plan.
    const before = await add.elementHandle();
    await explorer.getByRole('list', { name: words.others }).getByRole('button').nth(1).click();
    await before.waitForElementState('hidden');
    await add.waitFor();
    assert.equal(await form.getByLabel(words.what).inputValue(), 'Choir');
    await form.getByLabel(words.weekly).fill('4');
    await add.click();
    await own.filter({ hasText: 'Choir' }).waitFor();
  });

  scenario(`of a job of which nothing is said, no needs are called met and nothing is ranked, ${lang}`, { lang, width: 360, pack: BARE }, async ({ page, explorer }) => {
    await become(explorer, words, { ...STUDENT, goal: 'bare', plans: [{ name: 'A', goal: 'bare' }] });
    await explorer.locator('.proof').getByText(words.saysNothing).waitFor();
    assert.equal(await explorer.locator('.proof[data-plan]').count(), 0);
    const saved = explorer.locator('details').filter({ has: page.locator('summary', { hasText: '(1)' }) });
    await saved.locator('summary').first().click();
    await saved.locator('.grid button').click();
    await saved.locator('table').getByText(words.saysNothing).first().waitFor();
    await screenshot(page, `mends-bare-plan-${lang}`);
    await tab(explorer, words.goal).click();
    await explorer.locator('.two h4').last().waitFor();
    await drawn(page);
    assert.equal(await explorer.getByText(words.ranking).count(), 0);
    await screenshot(page, `mends-bare-goal-${lang}`);
  });

  scenario(`whoever has said nothing yet is shown what to say first, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await explorer.getByRole('button', { name: words.near }).click();
    await explorer.getByText(words.nothingSaid).waitFor();
    assert.equal(await explorer.locator('.near').count(), 0);
    await screenshot(page, `mends-near-${lang}`);
    await tab(explorer, words.me).click();
    const skills = explorer.locator('details').filter({ has: page.locator('summary', { hasText: words.byWord }) });
    await skills.locator('summary').click();
    await skills.getByText(words.start).waitFor();
    await skills.scrollIntoViewIfNeeded();
    await screenshot(page, `mends-skills-${lang}`);
    await skills.getByRole('button').click();
    await explorer.getByRole('heading', { name: words.findTitle }).waitFor();
  });

  scenario(`of data without jobs that is said, ${lang}`, { lang, width: 360, pack: NO_JOBS }, async ({ page, explorer }) => {
    await explorer.getByText(words.noJobs).waitFor();
    await screenshot(page, `mends-no-jobs-${lang}`);
    for (const place of [words.goal, words.plan]) {
      await tab(explorer, place).click();
      await explorer.getByRole('heading', { name: words.noJobs }).waitFor();
      assert.equal(await explorer.getByRole('button', { name: words.findTitle }).count(), 0);
    }
  });

  scenario(`no date is broken on the page of a certificate, ${lang}`, { lang, width: 320 }, async ({ page, explorer }) => {
    await become(explorer, words, STUDENT);
    await explorer.getByText(words.proven).waitFor();
    await explorer.locator('.item.certificate').getByRole('button').first().click();
    await explorer.locator('dd').filter({ hasText: words.next }).waitFor();
    const broken = await explorer.locator('dl.facts').first().evaluate((facts) => {
      const found = [];
      const texts = document.createTreeWalker(facts, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        for (const date of texts.currentNode.data.matchAll(/\d{4}-\d\d-\d\d/g)) {
          const range = document.createRange();
          range.setStart(texts.currentNode, date.index);
          range.setEnd(texts.currentNode, date.index + 10);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(date[0]);
        }
      }
      return found;
    });
    assert.deepEqual(broken, []);
    await screenshot(page, `mends-dates-${lang}`);
  });

  scenario(`two certificates side by side fit a phone, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await become(explorer, words, STUDENT);
    for (const place of [0, 1]) {
      await tab(explorer, words.goal).click();
      await explorer.locator('.leads .card-title').nth(place).click();
      await explorer.getByRole('button', { name: words.toComparison }).click();
    }
    const sheet = explorer.locator('.scroll').filter({ has: page.locator('table.compare') });
    await sheet.locator('thead th').nth(1).waitFor();
    await screenshot(page, `mends-compare-${lang}`);
    const [wide, shown] = await sheet.evaluate((one) => [one.scrollWidth, one.clientWidth]);
    assert.ok(wide <= shown, `${wide} of ${shown}`);
  });

  const frame = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><script defer src="/pathway-explorer.classic.js"></script><pathway-explorer src="/pack.json"></pathway-explorer></html>`;
  const options = { lang, policy: 'none', build: 'none', ready: false, body: '<iframe title="explorer" width="600" height="600" sandbox="allow-scripts"></iframe>', expected: [/CORS|ERR_FAILED|csp|pack\.json/i] };
  scenario(`in a frame with a sandbox a pack that is refused is not called a broken line alone, ${lang}`, options, async ({ page, server }) => {
    server.routes.set('/inner.html', { headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: frame });
    await page.locator('iframe').evaluate((frame) => (frame.src = '/inner.html'));
    const panel = page.frameLocator('iframe').getByRole('alert');
    await panel.getByText(words.refused).waitFor();
    assert.match(await panel.innerText(), /cors: /);
    await screenshot(page, `mends-frame-${lang}`);
  });
}
