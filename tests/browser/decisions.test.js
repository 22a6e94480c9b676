// What a student decides about the plan: terms, second attempts, things of their own, warnings, notes, an adviser's
// remark, plans put aside and compared, trade-offs; and all of it in the exported file.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { assertAccessible, drawn, expectFocus, focused, pressOn, samplePack, scenario, screenshot, tab } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    plan: '计划', me: /^我/, find: '查找', demo: '先用一位示例同学试试', use: /使用：其其格/, proven: /已证明最佳/, noPlan: '没有可行的计划', change: '就这样改',
    order: '已证明最佳：尽早达成，其次花费最少（按已知费用），其次总学时最少，其次考试最少', undo: '撤销',
    startIn: '从哪个学期开始', fixed: /学期由你指定/, failed: '第一次没有通过',
    note: '我的备注', own: '添加自己的项目', ownName: '是什么', ownTerm: '哪个学期', ownHours: '每周几小时', credits: '学分', add: '添加', added: /你自己添加 · 4\s小时\/周 · 2\s学分/,
    settle: '这件事我已处理', how: '怎样处理的', done: '不再提醒', settled: /你已处理：问过教务处/, again: '重新提醒', reason: '问过教务处', alternative: /^备选 1/, notBest: /不是上面说的最佳计划/, paper: /机电一体化技术 · 第 3 学期 · 考证预算（CNY）：\d+ · .*制定于 \d{4}-/, terms: /学分/,
    remark: '老师的意见', text: '意见', by: '姓名', approve: '同意这份计划', save: '保存意见', approved: /已同意这份计划/, changed: /计划又有改动/,
    aside: /^存下的计划/, name: '计划名称', put: '存下现在的计划', open: /^打开：保底$/, more: /^更多：保底$/, rename: '改名', copy: '复制', remove: '删除这份计划', first: '保底', copied: '保底（副本）', compare: '比较', against: '计划二', only: '只有这份计划有', budget: /考证预算/,
    trade: '时间、花费、轻松，怎样取舍？', work: '算出来看看', look: /^看这份计划 \d/, looking: /取舍不同/, best: '回到最佳计划', take: '改用这个计划',
    export: '导出为文件', import: '从文件导入', imported: '已导入。', erase: '清除全部', sure: '清除', large: /文件过大/, broken: /已损坏/, newer: /另一版本/, other: /不是 Rungs/,
    star: /收藏/, mine: '我的收藏', report: '这里有错误？', record: '请附上这条记录的编号', letter: /报告数据错误/,
    keep: '保存在这台设备上', elsewhere: /另一个标签页改动了/, theirs: '用另一个标签页的', keepMine: '保留这个标签页的', gone: /已在另一个标签页中清除/,
    now: /按校历，现在是第 3 学期/, yes: '是，第 3 学期', no: '不，还是第 2 学期', programme: '专业', mechatronics: '机电一体化技术 460301', term: '现在是第几学期', second2: '第 2 学期',
  },
  en: {
    plan: 'Plan', me: /^Me/, find: 'Find', demo: 'Try it as an example student', use: /Use: Qiqige/, proven: /Proven best/, noPlan: 'No plan fits', change: 'Change it',
    order: 'Proven best for: soonest, then cheapest (known fees only), then least work in all, then fewest exams', undo: 'Undo',
    startIn: 'Start in', fixed: /term fixed by you/, failed: 'First attempt failed',
    note: 'My note', own: 'Add something of my own', ownName: 'What is it?', ownTerm: 'In which term', ownHours: 'Hours of it a week', credits: 'Credits', add: 'Add', added: /added by you · 4\sh\/week · 2\scredits/,
    settle: 'I have settled this', how: 'How?', done: 'No longer warn me', settled: /Settled by you: asked the office/, again: 'Warn me again', reason: 'asked the office', alternative: /^Alternative 1/, notBest: /instead of the best plan/, paper: /Mechatronics Technology · Term 3 · Budget for certificates \(CNY\): \d+ · .*planned on \d{4}-/, terms: /credits/,
    remark: 'What my adviser says', text: 'Remark', by: 'Name', approve: 'I approve of this plan', save: 'Save the remark', approved: /This plan is approved/, changed: /The plan has changed/,
    aside: /^Saved plans/, name: 'Name of the plan', put: 'Save the present plan', open: /^Open: Safe$/, more: /^More: Safe$/, rename: 'Rename', copy: 'Duplicate', remove: 'Delete this plan', first: 'Safe', copied: 'Safe (copy)', compare: 'Compare', against: 'Second plan', only: 'Only in this plan', budget: /Budget for certificates/,
    trade: 'Time, money or an easy week?', work: 'Work it out', look: /^Look at plan \d/, looking: /trades differently/, best: 'Back to the best plan', take: 'Take this plan',
    export: 'Export to a file', import: 'Import from a file', imported: 'Imported.', erase: 'Erase everything', sure: 'Erase', large: /too large/, broken: /is damaged/, newer: /another version/, other: /no Rungs profile/,
    star: /[Ff]avourite$|Add to favourites/, mine: 'Favourites', report: 'A mistake here?', record: 'Say which record you mean', letter: /mistake/i,
    keep: 'Keep on this device', elsewhere: /Another tab has changed/, theirs: "Use the other tab's", keepMine: "Keep this tab's", gone: /erased in another tab/,
    now: /By the calendar you are in term 3/, yes: 'Yes, term 3', no: 'No, still term 2', programme: 'Programme', mechatronics: 'Mechatronics Technology 460301', term: 'Term you are in', second2: 'Term 2',
  },
};
const EITHER = {
  'zh-Hans': { goal: '目标', compare: '加入比较', add: '计划里选其中一项', title: '几项选一', taken: '计划里选了', reason: '你要从几项中选一项', remove: /^不再要求/ },
  en: { goal: 'Goal', compare: 'Add to the comparison', add: 'One of these in my plan', title: 'This or that', taken: 'in this plan', reason: 'You want this or another', remove: /^No longer asked for/ },
};
const NEAR = {
  'zh-Hans': { title: '最接近的安排', breaks: '这样安排会违反', again: '再考或重修', limits: /超出/ },
  en: { title: 'What comes closest', breaks: 'What does not fit', again: /second attempt/, limits: /exceed|more hours/ },
};
const SHOWN = {
  'zh-Hans': { link: '分享链接', best: /^最佳计划/, paste: '打开分享的代码', open: '打开', notInLink: /证书和奖项不在链接里/, more: '还可以看重：', lightest: '每周负担最轻', up: '把“每周负担最轻”提前', out: '不再看重：每周负担最轻', arrears: /门必修课没有标为已通过/, passed: '之前学期的必修课都已通过', route: '你可以走这条途径', over: '报名已截止' },
  en: { link: 'Link to share', best: /^Best plan/, paste: 'Open a shared code', open: 'Open', notInLink: /Certificates and awards that are held are not in a link/, more: 'More that may matter:', lightest: 'lightest week', up: 'Move "lightest week" up', out: 'No longer matters: lightest week', arrears: /not marked as passed/, passed: 'I passed all compulsory courses of earlier terms', route: 'open to you', over: 'registration for it is over' },
};
const BESIDE = {
  'zh-Hans': { next: '下一步：', known: '按已知费用', enough: /够不够用还不能确定/, why: '为什么？有什么办法？', clash: /少了任何一条/, way: /每周留出 \d+ 小时就有可行的计划/, letGo: /你指定了/, moves: '离线编程' },
  en: { next: 'Next:', known: 'known fees only', enough: /enough is not known/, why: 'Why, and what would help?', clash: /without any one of them/, way: /With \d+ hours a week beside the timetable there is a plan/, letGo: /You fixed/, moves: 'Offline Programming' },
};
const FOCUS = {
  'zh-Hans': { up: '把“考试最少”提前', last: '把“考试最少”推后', leftOut: '没有选进计划的', too: /^也选上/, survive: '找一个任何一次失败都能达成的计划', failing: '如果这次没通过？', sure: /^p 清除你填写/, cancel: '取消', erased: /已全部清除/, see: '看这份计划', goal: '目标', add: '加入比较', out: /^移出比较/, none: /^p 还没有选/, flips: '什么会改变前两位的次序？', tryIt: '试试看', which: /^div ● 选哪个证书/, redo: '重做', start: '先选一个岗位作为目标', noGoal: '没有选目标岗位', hours: '课表之外每周可用小时数', byline: /老师的意见 · Z · \d/ },
  en: { up: 'Move "fewest exams" up', last: 'Move "fewest exams" down', leftOut: 'Left out of the plan', too: /^Take it too/, survive: 'Find a plan that survives any one failure', failing: 'What if I fail?', sure: /^p Erase all that/, cancel: 'Cancel', erased: /Everything is erased/, see: 'Look at plan', goal: 'Goal', add: 'Add to the comparison', out: /^Take out/, none: /^p Nothing picked/, flips: 'What would swap the first two?', tryIt: 'Try it', which: /^div ● Which certificate/, redo: 'Redo', start: 'Choose a job first', noGoal: 'No job is aimed at', hours: 'Hours a week beside the timetable', byline: /What my adviser says · Z · \d/ },
};
const LIMITS = {
  'zh-Hans': { budget: /^考证预算/, whatIf: '如果……会怎样？', refused: /原来的限制没有改变/ },
  en: { budget: /^Budget for certificates/, whatIf: 'What if…?', refused: /It stays as it was/ },
};
/** The sample with fees and budgets in a currency of many digits. */
function inDong() {
  const pack = JSON.parse(samplePack());
  pack.pack.currency = 'VND';
  pack.fees = pack.grades.map(({ id }) => ({ item: id, amount: 3_500_000, component: 'exam' }));
  for (const learner of pack.learners) learner.budget = 20_000_000;
  return JSON.stringify(pack);
}

/** Becomes the example student and goes to her plan. */
async function planned(explorer, words) {
  await tab(explorer, words.me).click();
  await explorer.getByText(words.demo).click();
  await explorer.getByRole('button', { name: words.use }).click();
  await tab(explorer, words.plan).click();
  await explorer.getByText(words.proven).waitFor();
}

const fold = (explorer, title) => explorer.locator('summary').filter({ hasText: title });
/** The first item on the board that may start in several terms. */
/** An adviser's remark, with the approval of the plan. */
async function approve(explorer, words) {
  await fold(explorer, words.remark).click();
  await explorer.getByLabel(words.text, { exact: true }).fill('OK');
  await explorer.getByLabel(words.by, { exact: true }).fill('Z');
  await explorer.getByLabel(words.approve).check();
  await explorer.getByRole('button', { name: words.save }).click();
  await explorer.getByText(words.approved).waitFor();
}

const movable = (explorer) => explorer.locator('.item[draggable]').first();
const column = (item) => item.locator('xpath=ancestor::li[contains(@class, "column")]');

async function menuOf(explorer, item) {
  const menu = item.locator('details.menu');
  if (!(await menu.getAttribute('open').catch(() => null) !== null)) await menu.locator('summary').click();
  await drawn(explorer.page());
  return menu;
}

/** Runs in the page: it is a day of the sample's third term. */
function inTheAutumnOf2026() {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) {
      if (parts.length > 0) super(...parts);
      else super(2026, 10, 24);
    }
  };
}

for (const [lang, words] of Object.entries(WORDS)) {
  scenario(`a budget is kept in any currency, and what is none is said at the field, ${lang}`, { lang, width: 360, pack: inDong() }, async ({ page, explorer }) => {
    const told = LIMITS[lang];
    await planned(explorer, words);
    await fold(explorer, told.whatIf).click();
    const slider = explorer.getByRole('slider', { name: told.budget });
    const [most, step] = [Number(await slider.getAttribute('max')), Number(await slider.getAttribute('step'))];
    assert.ok(most > 1_000_000 && most / step <= 62, `${most} in steps of ${step}`);
    await tab(explorer, words.me).click();
    const field = explorer.getByRole('spinbutton', { name: told.budget });
    const type = async (text) => {
      await field.fill(text);
      await field.press('Tab');
      await drawn(page);
    };
    const isRefused = async () => [await field.getAttribute('aria-invalid'), await explorer.getByText(told.refused).count()];
    await type('60000000');
    assert.deepEqual(await isRefused(), ['false', 0]);
    for (const text of ['99.5', '1e3', '-5', '5000000000']) {
      await type(text);
      assert.deepEqual(await isRefused(), ['true', 1], text);
    }
    await screenshot(page, `decisions-limit-${lang}`);
    await tab(explorer, words.plan).click();
    await explorer.getByText(words.proven).waitFor();
    await tab(explorer, words.me).click();
    assert.equal(await field.inputValue(), '60000000', 'the limit stayed as it was');
  });

  scenario(`an item is put into another term by a list, and let go of, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await planned(explorer, words);
    await explorer.getByText(words.order).waitFor();
    const name = await movable(explorer).locator('.link').first().innerText();
    const item = explorer.locator('.item[draggable]').filter({ hasText: name });
    const list = (await menuOf(explorer, item)).getByLabel(words.startIn);
    const terms = await list.locator('option').allInnerTexts();
    assert.ok(terms.length >= 3, terms.join());
    const before = await column(item).locator('h4').innerText();
    const other = terms.slice(1).find((term) => !before.startsWith(term));
    await list.selectOption({ label: other });
    await item.getByText(words.fixed).waitFor();
    assert.ok((await column(item).locator('h4').innerText()).startsWith(other));
    await explorer.getByText(words.proven).waitFor();
    await screenshot(page, `decisions-moved-${lang}`);
    await item.getByLabel(words.startIn).selectOption({ index: 0 });
    await item.getByText(words.fixed).waitFor({ state: 'detached' });
    assert.equal(await column(item).locator('h4').innerText(), before);
  });

  scenario(`an item is dragged to another term, ${lang}`, { lang, width: 1280 }, async ({ page, explorer }) => {
    await planned(explorer, words);
    const name = await movable(explorer).locator('.link').first().innerText();
    const item = explorer.locator('.item[draggable]').filter({ hasText: name });
    const from = await column(item).locator('h4').innerText();
    const goals = explorer.locator('.column[data-drop]');
    /** Takes the item with the pointer and begins to drag it. */
    const take = async () => {
      await item.locator('.meta').first().hover();
      await page.mouse.down();
      const { x, y } = await item.boundingBox();
      await page.mouse.move(x + 40, y + 8, { steps: 4 });
    };
    await take();
    await goals.nth(1).waitFor();
    await screenshot(page, `decisions-drag-${lang}`);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await goals.first().waitFor({ state: 'detached' });
    assert.equal(await column(item).locator('h4').innerText(), from, 'given up, it stays where it was');

    await take();
    await goals.nth(1).waitFor();
    const headings = await goals.locator('h4').allInnerTexts();
    const to = headings.findIndex((heading) => heading !== from);
    await goals.nth(to).locator('h4').hover();
    await goals.nth(to).locator('h4').hover({ position: { x: 4, y: 4 } });
    await page.mouse.up();
    await item.getByText(words.fixed).waitFor();
    assert.equal(await column(item).locator('h4').innerText(), headings[to]);
  });

  scenario(`of this or that the plan takes one, ${lang}`, { lang, width: 360, policy: 'none' }, async ({ page, explorer }) => {
    const told = EITHER[lang];
    await planned(explorer, words);
    // Two certificates that the plan does not take.
    for (const place of [1, 2]) {
      await tab(explorer, told.goal).click();
      await explorer.locator('.leads .card-title').nth(place).click();
      await explorer.getByRole('button', { name: told.compare }).click();
    }
    await explorer.locator('table thead .link bdi').nth(1).waitFor();
    const names = await explorer.locator('table thead .link bdi').allInnerTexts();
    assert.equal(names.length, 2);
    await explorer.getByRole('button', { name: told.add }).click();
    await explorer.getByText(words.proven).waitFor();
    const choice = explorer.locator('section', { has: page.getByRole('heading', { name: told.title }) });
    await choice.getByText(told.taken).waitFor();
    assert.equal(await choice.getByText(told.taken).count(), 1, 'one is enough');
    const item = explorer.locator('.item.certificate').filter({ hasText: told.reason });
    assert.ok(names.includes((await item.locator('.link bdi').first().innerText()).trim()), 'it is one of the two');
    await screenshot(page, `decisions-either-${lang}`);
    await assertAccessible(page, 'pathway-explorer');
    await choice.getByRole('button', { name: told.remove }).click();
    await choice.waitFor({ state: 'detached' });
    await item.waitFor({ state: 'detached' });
  });

  scenario(`a first attempt failed: it has cost its hours, and can be taken back, ${lang}`, { lang, width: 360, policy: 'none' }, async ({ page, explorer }) => {
    await planned(explorer, words);
    const name = await movable(explorer).locator('.link').first().innerText();
    const item = explorer.locator('.item.certificate').filter({ hasText: name }).first();
    const first = await column(item).locator('h4').innerText();
    const menu = await menuOf(explorer, item);
    await menu.getByRole('button', { name: words.failed }).click();
    // The failed attempt has cost its hours and its fee, which leaves this student too little for another: the board
    // shows it all the same, with what it breaks.
    const told = NEAR[lang];
    await explorer.getByText(words.noPlan).first().waitFor();
    await explorer.getByRole('heading', { name: told.title }).waitFor();
    await item.getByText(told.again).waitFor();
    assert.notEqual(await column(item).locator('h4').innerText(), first, 'in a later term');
    const broken = explorer.locator('.hint-box', { has: page.getByRole('heading', { name: told.breaks }) });
    const said = await broken.locator('li').allInnerTexts();
    assert.ok(said.some((text) => told.limits.test(text)), said.join('\n'));
    await screenshot(page, `decisions-near-${lang}`);
    await assertAccessible(page, 'pathway-explorer');
    // A breach can be answered for as any warning can, and a way out is one tap away.
    await broken.locator('summary').first().click();
    await broken.getByLabel(words.how).first().fill(words.reason);
    await broken.getByRole('button', { name: words.done }).first().click();
    await broken.getByText(words.settled).waitFor();
    await broken.getByRole('button', { name: words.again }).click();
    await explorer.locator('.ways').getByRole('button', { name: words.change }).first().click();
    await explorer.getByText(words.proven).waitFor();
    await explorer.getByRole('button', { name: words.undo }).click();
    await broken.waitFor();
    // Not warned, warned again, failed: one step each.
    for (let step = 0; step < 3; step += 1) await explorer.getByRole('button', { name: words.undo }).click();
    await explorer.getByText(words.proven).waitFor();
    await item.waitFor();
    assert.equal(await column(item).locator('h4').innerText(), first);
  });

  scenario(`own things, notes, settled warnings and an adviser's remark travel in the file, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await planned(explorer, words);
    await fold(explorer, words.own).click();
    await explorer.getByLabel(words.ownName).fill('AI');
    await explorer.getByLabel(words.ownTerm, { exact: true }).selectOption({ index: 1 });
    await explorer.getByLabel(words.ownHours).fill('4');
    await explorer.getByLabel(words.credits, { exact: true }).fill('2');
    await explorer.getByRole('button', { name: words.add, exact: true }).click();
    await explorer.getByText(words.added).waitFor();

    const certificate = explorer.locator('.item.certificate').first();
    await (await menuOf(explorer, certificate)).getByLabel(words.note).fill('6A');
    await certificate.getByLabel(words.note).press('Tab');
    await certificate.getByText(/6A/).first().waitFor();

    const warning = explorer.locator('.hint-box li').first();
    await warning.getByText(words.settle).click();
    await warning.getByLabel(words.how).fill(words.reason);
    await warning.getByRole('button', { name: words.done }).click();
    await explorer.getByText(words.settled).waitFor();

    await approve(explorer, words);
    await screenshot(page, `decisions-said-${lang}`);
    await explorer.getByRole('button', { name: words.again }).click();
    await explorer.getByText(words.settle).first().waitFor();
    assert.equal(await explorer.getByText(words.settled).count(), 0);
    await explorer.getByRole('button', { name: words.undo }).click();
    await explorer.getByText(words.settled).waitFor();

    await tab(explorer, words.me).click();
    const [download] = await Promise.all([page.waitForEvent('download'), explorer.getByRole('button', { name: words.export }).click()]);
    const file = readFileSync(await download.path());
    const kept = JSON.parse(file);
    assert.equal(kept.format, 'rungs-learner/1');
    assert.deepEqual([kept.own[0].name, kept.own[0].hours_a_week, kept.own[0].credits], ['AI', 4, 2]);
    assert.deepEqual(Object.values(kept.notes), ['6A']);
    assert.deepEqual(Object.values(kept.overridden), [words.reason]);
    assert.deepEqual([kept.remark.text, kept.remark.by, kept.remark.approved], ['OK', 'Z', true]);

    await explorer.getByRole('button', { name: words.erase }).click();
    await explorer.getByRole('button', { name: words.sure, exact: true }).click();
    const give = (buffer) => explorer.getByLabel(words.import).setInputFiles({ name: 'me.json', mimeType: 'application/json', buffer });
    for (const [bad, said] of [
      ['{"format":"rungs-lear', words.broken],
      ['{"format":"rungs-learner/9"}', words.newer],
      ['{"format":"something"}', words.other],
      [' '.repeat(3_000_000), words.large],
    ]) {
      await give(Buffer.from(bad));
      await explorer.getByText(said).waitFor();
    }
    await give(file);
    await explorer.getByText(words.imported).waitFor();
    await tab(explorer, words.plan).click();
    await explorer.getByText(words.added).waitFor();
    await explorer.getByText(words.settled).waitFor();
    await fold(explorer, words.remark).click();
    await explorer.getByText(words.approved).waitFor();
    // Another plan than the one that was seen has not been approved.
    await explorer.locator('.item.own').getByRole('button').click();
    const menu = await menuOf(explorer, movable(explorer));
    await menu.getByLabel(words.startIn).selectOption({ index: 1 });
    if (!(await explorer.getByText(words.changed).isVisible())) await fold(explorer, words.remark).click();
    await explorer.getByText(words.changed).waitFor();
  });

  scenario(`plans are put aside, renamed, copied, compared, opened and deleted, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await planned(explorer, words);
    await fold(explorer, words.aside).click();
    await explorer.getByLabel(words.name).first().fill('A');
    await explorer.getByRole('button', { name: words.put }).click();
    const rows = explorer.locator('.plans > li');
    await rows.first().locator('summary').click();
    await rows.first().getByLabel(words.name).fill(words.first);
    await rows.first().getByRole('button', { name: words.rename }).click();
    await explorer.getByRole('button', { name: words.open }).waitFor();
    await rows.first().locator('summary').click();
    await rows.first().getByRole('button', { name: words.copy }).click();
    await rows.filter({ hasText: words.copied }).waitFor();
    await rows.filter({ hasText: words.copied }).locator('summary').click();
    await rows.filter({ hasText: words.copied }).getByRole('button', { name: words.remove }).press('Enter');
    await rows.filter({ hasText: words.copied }).waitFor({ state: 'detached' });
    assert.equal(await rows.count(), 1);
    await expectFocus(page, /^div /);

    // The present plan becomes another one: without what was chosen first.
    const chosen = explorer.locator('.item.certificate').first();
    const name = (await chosen.locator('.link').first().innerText()).replace(/^\S+\s+/, '');
    await (await menuOf(explorer, chosen)).getByRole('button').nth(1).click();
    await explorer.getByText(words.proven).waitFor();
    await explorer.getByRole('button', { name: words.compare, exact: true }).last().click();
    const table = explorer.locator('table.compare').first();
    await table.getByText(words.only).waitFor();
    assert.ok((await table.innerText()).includes(name), 'what only the plan put aside has');
    await screenshot(page, `decisions-versus-${lang}`);
    await explorer.getByRole('button', { name: words.open }).click();
    await explorer.locator('.item.certificate').filter({ hasText: name }).waitFor();
  });

  scenario(`beside the plan stand the next step, what is not known, and why something does not fit, ${lang}`, { lang, width: 360, policy: 'none' }, async ({ page, explorer }) => {
    const told = { ...FOCUS[lang], ...BESIDE[lang] };
    await planned(explorer, words);
    const item = explorer.locator('.item.certificate').first();
    const name = (await item.locator('.link bdi').first().innerText()).trim();
    const next = explorer.locator('.summary').filter({ hasText: told.next });
    assert.ok((await next.innerText()).includes(name), await next.innerText());
    assert.match(await next.innerText(), /2027-04-20.*2027-06-12/s);
    // No fee is known where this student is, so neither is whether the budget is enough.
    await explorer.locator('.proof').filter({ hasText: told.known }).waitFor();
    await explorer.getByText(told.enough).waitFor();
    // What leaves no plan if it fails says why, and what would help.
    await fold(explorer, told.failing).click();
    const row = explorer.locator('details[open]').filter({ hasText: told.failing }).last().locator('li', { hasText: name }).first();
    await row.getByRole('button', { name: told.why }).press('Enter');
    await row.getByText(told.clash).waitFor();
    await row.getByText(told.way).waitFor();
    await expectFocus(page, /^div ./);
    // And so does what is left out; that it was asked for is no way out.
    await fold(explorer, told.leftOut).click();
    await explorer.getByRole('button', { name: told.why }).last().click();
    await explorer.getByText(told.way).waitFor();
    assert.equal(await explorer.getByText(told.letGo).count(), 0);
    await screenshot(page, `decisions-beside-${lang}`);
    await assertAccessible(page, 'pathway-explorer');

    // Of two plans that choose the same, what moves and which limit differs.
    await fold(explorer, words.aside).click();
    await explorer.getByLabel(words.name).first().fill('A');
    await explorer.getByRole('button', { name: words.put }).click();
    await tab(explorer, words.me).click();
    await explorer.getByLabel(told.hours).fill('12');
    await explorer.getByLabel(told.hours).press('Tab');
    await tab(explorer, words.plan).click();
    await explorer.getByText(words.proven).waitFor();
    await fold(explorer, words.aside).click();
    // Not the place of that name.
    await explorer.getByLabel(words.against, { exact: true }).waitFor();
    await explorer.getByRole('button', { name: words.compare, exact: true }).last().click();
    const table = explorer.locator('table.compare').first();
    await table.locator('tr').filter({ hasText: told.hours }).filter({ hasText: '8' }).filter({ hasText: '12' }).waitFor();
    const moved = table.locator('tr').filter({ hasText: told.moves });
    const terms = await moved.first().locator('td').allInnerTexts();
    assert.notEqual(terms[0], terms[1]);
  });

  scenario(`plans that cannot be compared say why, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    const told = FOCUS[lang];
    await tab(explorer, words.me).click();
    const learner = { format: 'rungs-learner/1', programme: '460301', term: 3, goal: 'robot-operator', plans: [{ name: 'A' }, { name: 'B', goal: 'robot-operator', hours_a_week: 0 }] };
    await explorer.getByLabel(words.import).setInputFiles({ name: 'me.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(learner)) });
    await explorer.getByText(words.imported).waitFor();
    await tab(explorer, words.plan).click();
    await explorer.getByText(words.proven).waitFor();
    await fold(explorer, words.aside).click();
    const table = explorer.locator('table.compare').first();
    for (const [place, why] of [[1, told.noGoal], [2, words.noPlan]]) {
      await explorer.getByLabel(words.against, { exact: true }).selectOption({ index: place + 1 });
      await explorer.getByRole('button', { name: words.compare, exact: true }).last().click();
      await table.getByText(why, { exact: true }).waitFor();
      assert.equal(await table.getByText(why, { exact: true }).count(), 1, 'said once');
    }
    await screenshot(page, `decisions-versus-none-${lang}`);
  });

  scenario(`whoever undoes the goal itself can redo it, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    const told = FOCUS[lang];
    await planned(explorer, words);
    await explorer.getByRole('button', { name: words.undo }).press('Enter');
    await explorer.getByRole('heading', { name: told.start }).waitFor();
    await expectFocus(page, new RegExp(`^button ${told.redo}`));
    await page.keyboard.press('Enter');
    await explorer.getByText(words.proven).waitFor();
    await expectFocus(page, new RegExp(`^button ${words.undo}`));
  });

  scenario(`what would swap two certificates is tried, and the focus stays beside them, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    const told = FOCUS[lang];
    await tab(explorer, words.me).click();
    const learner = { format: 'rungs-learner/1', programme: '460301', term: 3, goal: 'robot-maintainer' };
    await explorer.getByLabel(words.import).setInputFiles({ name: 'me.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(learner)) });
    await explorer.getByText(words.imported).waitFor();
    await tab(explorer, told.goal).click();
    await fold(explorer, told.flips).click();
    await explorer.getByRole('button', { name: told.tryIt }).first().press('Enter');
    await explorer.getByRole('button', { name: told.tryIt }).first().waitFor({ state: 'detached' });
    await expectFocus(page, told.which);
  });

  scenario(`the trade-offs: a picture to tap and a table that does the same, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await tab(explorer, words.me).click();
    // Early with a full week, or a term later with an easy one.
    const learner = { format: 'rungs-learner/1', programme: '460301', term: 2, goal: 'robot-maintainer' };
    await explorer.getByLabel(words.import).setInputFiles({ name: 'me.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(learner)) });
    await explorer.getByText(words.imported).waitFor();
    await tab(explorer, words.plan).click();
    await explorer.getByText(words.proven).waitFor();
    await fold(explorer, words.trade).click();
    await explorer.getByRole('button', { name: words.work }).click();
    await explorer.getByRole('button', { name: words.look }).first().waitFor();
    await explorer.locator('svg.trade').scrollIntoViewIfNeeded();
    await screenshot(page, `decisions-trade-${lang}`);
    await explorer.locator('svg.trade .dot').last().click();
    await explorer.getByText(words.looking).waitFor();
    await explorer.getByRole('button', { name: words.best }).click();
    await explorer.getByText(words.looking).waitFor({ state: 'detached' });
    await fold(explorer, words.trade).click();
    await explorer.getByRole('button', { name: words.look }).last().click();
    const summary = await explorer.locator('p.summary').first().innerText();
    await explorer.getByRole('button', { name: words.take }).last().click();
    await explorer.getByText(words.looking).waitFor({ state: 'detached' });
    await explorer.getByText(words.proven).waitFor();
    assert.equal(await explorer.locator('p.summary').first().innerText(), summary, 'what was looked at is now the plan');
  });

  scenario(`what is remembered is listed; a mistake is reported with its record, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await planned(explorer, words);
    await explorer.locator('.item.certificate .link').first().click();
    const title = await explorer.locator('h3').first().innerText();
    await explorer.getByRole('button', { name: words.star }).click();
    await explorer.getByRole('button', { name: words.star, pressed: true }).waitFor();
    await explorer.getByText(words.report).click();
    assert.match(await explorer.getByLabel(words.record).inputValue(), /^rungs-sample 2026\.1 · [\w.-]+ · /);
    assert.match(await explorer.getByText(words.report).locator('xpath=..').getByRole('link').getAttribute('href'), /^mailto:pathways@example\.org\?subject=rungs-sample%20/);
    await screenshot(page, `decisions-item-${lang}`);
    await tab(explorer, words.find).click();
    await explorer.getByText(words.mine).waitFor();
    await screenshot(page, `decisions-find-${lang}`);
    await tab(explorer, words.me).click();
    await explorer.getByText(words.mine).waitFor();
    await explorer.locator('section').filter({ hasText: words.mine }).getByRole('button', { name: /[:：]/ }).last().click();
    await explorer.getByText(words.mine).waitFor({ state: 'detached' });
    assert.ok(title.length > 0);
  });

  scenario(`a priority goes up by its button again and again, with the focus on it, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    const told = FOCUS[lang];
    await tab(explorer, words.me).click();
    const order = explorer.locator('.priorities li > span:first-child');
    await order.first().waitFor();
    const before = await order.allInnerTexts();
    await pressOn(explorer, 'button', told.up);
    for (let place = before.length - 2; place > 0; place -= 1) await page.keyboard.press('Enter');
    assert.deepEqual(await order.allInnerTexts(), [before.at(-1), ...before.slice(0, -1)]);
    assert.equal(await focused(page), `button ${told.last}`, 'on the way back, since it is first');
  });

  scenario(`what is pressed and goes leaves the focus at what comes of it, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    const told = FOCUS[lang];
    const at = (what) => expectFocus(page, what);
    await planned(explorer, words);
    // With more hours there is a plan that survives a failure.
    await tab(explorer, words.me).click();
    await explorer.getByLabel(told.hours).fill('12');
    await explorer.getByLabel(told.hours).press('Tab');
    await tab(explorer, words.plan).click();
    await explorer.getByText(words.proven).waitFor();
    await fold(explorer, words.trade).click();
    await explorer.getByRole('button', { name: words.work }).press('Enter');
    await explorer.getByRole('button', { name: words.look }).first().waitFor();
    await at(/^div ./);
    await fold(explorer, told.failing).click();
    await explorer.getByRole('button', { name: told.survive }).press('Enter');
    const see = explorer.getByRole('button', { name: told.see, exact: true });
    await see.waitFor({ timeout: 60_000 });
    await at(/^div ./);
    await see.press('Enter');
    await explorer.getByText(words.looking).waitFor();
    await at(/^ol /);
    await explorer.getByRole('button', { name: words.best }).click();
    await fold(explorer, told.leftOut).click();
    await explorer.getByRole('button', { name: told.too }).first().press('Enter');
    await explorer.getByText(words.looking).waitFor({ state: 'detached' });
    await at(/^ol /);

    // An item that leaves the board with its button, with as few hours as before.
    for (let change = 0; change < 2; change += 1) {
      await explorer.getByRole('button', { name: words.undo }).click();
      await drawn(page);
    }
    await (await menuOf(explorer, explorer.locator('.item.certificate').first())).getByRole('button', { name: words.failed }).press('Enter');
    await explorer.getByText(words.noPlan).first().waitFor();
    await at(/^(ol|summary) /);
    await explorer.getByRole('button', { name: words.undo }).click();

    await tab(explorer, words.me).click();
    await explorer.getByLabel(told.hours).fill('1');
    await explorer.getByLabel(told.hours).press('Tab');
    await tab(explorer, words.plan).click();
    await explorer.locator('.ways').getByRole('button', { name: words.change }).first().press('Enter');
    await at(/^(ol|section) /);

    for (const place of [0, 1]) {
      await tab(explorer, told.goal).click();
      await explorer.locator('.leads .card-title').nth(place).click();
      await explorer.getByRole('button', { name: told.add }).click();
    }
    const out = explorer.getByRole('button', { name: told.out });
    await out.nth(1).press('Enter');
    await at(new RegExp(`^button ${told.out.source.slice(1)}`));
    await out.press('Enter');
    await at(told.none);

    await tab(explorer, words.me).click();
    await explorer.getByRole('button', { name: words.erase }).press('Enter');
    await at(told.sure);
    await explorer.getByRole('button', { name: told.cancel, exact: true }).press('Enter');
    await at(new RegExp(`^button ${words.erase}`));
    await explorer.getByRole('button', { name: words.erase }).press('Enter');
    await at(told.sure);
    await explorer.getByRole('button', { name: words.sure, exact: true }).press('Enter');
    await at(told.erased);
  });

  scenario(`on paper stands what the adviser says, and neither what is closed nor what is pressed, ${lang}`, { lang, width: 1280 }, async ({ page, explorer }) => {
    const told = FOCUS[lang];
    await planned(explorer, words);
    const tops = await explorer.locator('.board > li').evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().y)));
    assert.equal(new Set(tops).size, 1, 'all columns stand side by side');
    assert.match(await explorer.locator('p.summary').first().innerText(), words.terms);
    const warning = explorer.locator('.hint-box li').first();
    await warning.getByText(words.settle).click();
    await warning.getByLabel(words.how).fill(words.reason);
    await warning.getByRole('button', { name: words.done }).click();
    await explorer.getByText(words.settled).waitFor();
    assert.ok(await explorer.getByRole('button', { name: words.again }).isVisible());
    await explorer.getByRole('button', { name: words.alternative }).click();
    await explorer.getByText(words.notBest).waitFor();
    await approve(explorer, words);
    await fold(explorer, words.remark).click();
    assert.equal(await explorer.getByText(words.paper).isVisible(), false, 'on the screen it stands elsewhere');
    await page.emulateMedia({ media: 'print' });
    assert.ok(await explorer.getByText(words.paper).isVisible());
    assert.ok(await explorer.getByText(words.notBest).isVisible());
    assert.equal(await explorer.getByText(words.again).isVisible(), false);
    assert.ok(await explorer.getByText(words.approved).isVisible());
    assert.ok(await explorer.getByText(told.byline).isVisible());
    assert.ok(await explorer.getByText('OK', { exact: true }).isVisible());
    const shown = await explorer.locator('summary:not(:has(.mark)), .share, .menu, button:not(.link):not(.chip)').evaluateAll((all) =>
      all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 200)));
    assert.deepEqual(shown, []);
    await screenshot(page, `decisions-paper-${lang}`);
    // On a sheet of A4 within margins of a centimetre and a half, at 96 dots an inch.
    await page.setViewportSize({ width: 680, height: 1009 });
    const long = await explorer.locator('.board').evaluate((board) => board.getBoundingClientRect().height);
    assert.ok(long < 1009, `the plan is ${Math.round(long)} px long on paper`);
  });

  scenario(`what is approved and what is taken home is the plan on show, ${lang}`, { lang, width: 360 }, async ({ explorer }) => {
    const told = SHOWN[lang];
    await planned(explorer, words);
    const link = explorer.getByLabel(told.link);
    const best = await link.inputValue();
    await explorer.getByRole('button', { name: words.alternative }).click();
    assert.doesNotMatch(await explorer.getByText(words.notBest).innerText(), /—/);
    const board = () => explorer.locator('.board .item > .link').allInnerTexts();
    const alternative = await board();
    const other = await link.inputValue();
    assert.notEqual(other, best);
    await approve(explorer, words);
    await explorer.getByRole('button', { name: told.best }).click();
    await explorer.getByText(words.changed).waitFor();
    assert.equal(await explorer.getByText(words.approved).count(), 0, 'the best plan has not been approved');
    await explorer.getByRole('button', { name: words.alternative }).click();
    await explorer.getByText(words.approved).waitFor();
    // Whoever opens the link sees the alternative.
    await tab(explorer, words.me).click();
    await explorer.getByLabel(told.paste).fill(other);
    await explorer.getByRole('button', { name: told.open, exact: true }).click();
    await explorer.getByText(told.notInLink).waitFor();
    await tab(explorer, words.plan).click();
    await explorer.getByText(words.proven).waitFor();
    assert.deepEqual((await board()).sort(), alternative.sort());
  });

  scenario(`a route of this year is over once nothing of this year can be registered for, ${lang}`, { lang, width: 360, before: inTheAutumnOf2026 }, async ({ explorer }) => {
    const told = SHOWN[lang];
    await planned(explorer, words);
    await tab(explorer, FOCUS[lang].goal).click();
    const routes = explorer.locator('.leads > li').first().locator('dd').filter({ hasText: told.route });
    await routes.locator('summary').first().click();
    const rows = routes.locator('li');
    await rows.filter({ hasText: '2026' }).filter({ hasText: told.over }).waitFor();
    await rows.filter({ hasText: '2027' }).filter({ hasText: told.route }).waitFor();
  });

  scenario(`any priority can be added, moved and taken out again, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    const told = SHOWN[lang];
    await tab(explorer, words.me).click();
    const order = explorer.locator('.priorities li > span:first-child');
    const more = explorer.getByRole('list', { name: told.more }).getByRole('button');
    await more.first().waitFor();
    assert.deepEqual([await order.count(), await more.count()], [4, 4]);
    await more.first().press('Enter');
    assert.deepEqual([await order.count(), await more.count()], [5, 3]);
    assert.equal(await order.last().innerText(), told.lightest);
    await expectFocus(page, /^div/);
    await explorer.getByRole('button', { name: told.up }).press('Enter');
    assert.equal(await order.nth(3).innerText(), told.lightest);
    await explorer.getByRole('button', { name: told.out }).press('Enter');
    assert.deepEqual([await order.count(), await more.count()], [4, 4]);
  });

  scenario(`courses of earlier terms that are not said to be passed are said first, ${lang}`, { lang, width: 360 }, async ({ explorer }) => {
    const told = SHOWN[lang];
    await tab(explorer, words.me).click();
    const learner = { format: 'rungs-learner/1', programme: '510203', term: 3, goal: 'programmer', region: 'cn-nm-hohhot' };
    await explorer.getByLabel(words.import).setInputFiles({ name: 'me.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(learner)) });
    await explorer.getByText(words.imported).waitFor();
    await tab(explorer, words.plan).click();
    await explorer.getByText(told.arrears).waitFor();
    await explorer.getByRole('button', { name: told.passed }).click();
    await explorer.getByText(words.proven).waitFor();
    assert.equal(await explorer.getByText(told.arrears).count(), 0);
  });

  scenario(`two tabs do not overwrite each other, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await tab(explorer, words.me).click();
    await explorer.getByLabel(words.keep).check();
    const second = await page.context().newPage();
    await second.goto(page.url());
    const other = second.locator('pathway-explorer');
    await tab(other, words.me).click();
    await other.getByLabel(words.budget).fill('700');
    await other.getByLabel(words.budget).press('Tab');
    await explorer.getByText(words.elsewhere).waitFor();
    await screenshot(page, `decisions-tabs-${lang}`);
    // Whatever is typed here meanwhile overwrites nothing.
    await explorer.getByLabel(words.budget).fill('300');
    await explorer.getByLabel(words.budget).press('Tab');
    assert.match(await page.evaluate(() => localStorage.getItem('rungs/1/rungs-sample')), /"budget":\s*700/);
    await explorer.getByRole('button', { name: words.theirs }).click();
    assert.equal(await explorer.getByLabel(words.budget).inputValue(), '700');
    // The other way round: this tab's is kept, and undo still brings the other.
    await other.getByLabel(words.budget).fill('800');
    await other.getByLabel(words.budget).press('Tab');
    await explorer.getByRole('button', { name: words.keepMine }).click();
    assert.equal(await explorer.getByLabel(words.budget).inputValue(), '700');
    await other.getByText(words.elsewhere).waitFor();
    await other.getByRole('button', { name: words.theirs }).click();
    await other.getByRole('button', { name: words.erase }).click();
    await other.getByRole('button', { name: words.sure, exact: true }).click();
    await explorer.getByText(words.gone).waitFor();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });

  scenario(`a term that has passed is asked about, ${lang}`, { lang, width: 360, before: inTheAutumnOf2026 }, async ({ page, explorer }) => {
    await tab(explorer, words.me).click();
    await explorer.getByLabel(words.programme, { exact: true }).selectOption({ label: words.mechatronics });
    await explorer.getByLabel(words.term).selectOption({ label: words.second2 });
    assert.equal(await explorer.getByText(words.now).count(), 0);
    const give = (entry) => explorer.getByLabel(words.import).setInputFiles({
      name: 'me.json', mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ format: 'rungs-learner/1', programme: '460301', term: 2, entry })),
    });
    const entry = '2025-autumn';
    await give(entry);
    await explorer.getByText(words.now).waitFor();
    await screenshot(page, `decisions-term-${lang}`);
    await explorer.getByRole('button', { name: words.no }).click();
    await explorer.getByText(words.now).waitFor({ state: 'detached' });
    await give(entry);
    await explorer.getByRole('button', { name: words.yes }).click();
    await explorer.getByText(words.now).waitFor({ state: 'detached' });
    assert.equal(await explorer.getByLabel(words.term).inputValue(), '2', 'the third of the list, counted from none');
  });

  for (const [width, dark] of [[360, false], [1280, true]]) {
    const options = { lang, width, dark, policy: 'none' };
    scenario(`axe-core finds nothing where the plan is changed, ${lang}, ${width} px${dark ? ', dark' : ''}`, options, async ({ page, explorer }) => {
      await planned(explorer, words);
      await fold(explorer, words.aside).click();
      await explorer.getByLabel(words.name).first().fill('A');
      await explorer.getByRole('button', { name: words.put }).click();
      await explorer.getByRole('button', { name: words.compare, exact: true }).last().click();
      await explorer.locator('table.compare').first().waitFor();
      await fold(explorer, words.trade).click();
      await explorer.getByRole('button', { name: words.work }).click();
      await explorer.getByRole('button', { name: words.look }).first().waitFor();
      for (const title of [words.own, words.remark]) await fold(explorer, title).click();
      await menuOf(explorer, movable(explorer));
      await explorer.locator('.hint-box li').first().getByText(words.settle).click();
      await drawn(page);
      await screenshot(page, `decisions-all-${lang}-${width}${dark ? '-dark' : ''}`);
      await assertAccessible(page, 'pathway-explorer');
      const overflow = await explorer.evaluate((element) => document.documentElement.scrollWidth - innerWidth + (element.scrollWidth > element.clientWidth ? 1 : 0));
      assert.ok(overflow <= 0, 'nothing is wider than the page');
    });
  }
}
