// What the sample pack's records show: the example learners' plans, and the source of every fact.

import assert from 'node:assert/strict';
import { drawn, samplePack, scenario, tab, unfold } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    goal: '目标', plan: '计划', me: /^我/, find: '查找', demo: '先用一位示例同学试试', use: '使用：',
    proven: /已证明最佳/, noPlan: '没有可行的计划', reached: /达成目标/,
  },
  en: {
    goal: 'Goal', plan: 'Plan', me: /^Me/, find: 'Find', demo: 'Try it as an example student', use: 'Use: ',
    proven: /Proven best/, noPlan: 'No plan fits', reached: /Goal reached/,
  },
};
const pack = JSON.parse(samplePack());
const inLanguage = (lang, names) => names[lang.startsWith('zh') ? 'zh' : 'en'];

assert.ok(pack.learners.length >= 4, 'the sample pack has its example learners');

for (const [lang, words] of Object.entries(WORDS)) {
  for (const learner of pack.learners) {
    const name = inLanguage(lang, learner.name);
    scenario(`the trip of an example learner: ${name}, ${lang}`, { lang }, async ({ explorer }) => {
      await tab(explorer, words.me).click();
      await explorer.getByText(words.demo).click();
      await explorer.getByRole('button', { name: words.use + name }).click();

      const job = inLanguage(lang, pack.jobs.find(({ id }) => id === learner.goal).name);
      await tab(explorer, words.goal).click();
      await explorer.getByRole('heading', { name: job }).first().waitFor();

      await tab(explorer, words.plan).click();
      const proven = explorer.getByText(words.proven);
      const none = explorer.getByText(words.noPlan);
      await proven.or(none).first().waitFor();
      assert.ok(await proven.count(), `there is no plan for ${name}: ${await explorer.innerText()}`);
      await explorer.getByRole('heading', { name: words.reached }).waitFor();
      assert.ok((await explorer.locator('.board .item').count()) > 0, 'the plan holds something');
    });
  }
}

/** The tables whose records have a page. */
const TABLES = ['jobs', 'programmes', 'courses', 'qualifications', 'grades', 'competitions'];
const PAGES_A_TABLE = 8;

/** Numbers that are the same in every run (mulberry32). */
function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Some records of each table, by chance, always the same. */
function chosenByChance() {
  const random = seeded(20261124);
  return TABLES.flatMap((table) => {
    const left = [...pack[table]];
    const some = [];
    while (left.length && some.length < PAGES_A_TABLE) {
      some.push({ table, id: left.splice(Math.floor(random() * left.length), 1)[0].id });
    }
    return some;
  });
}

/** Whether a field of a record is made up. */
function isMadeUp(table, id, field) {
  const own = pack.provenance.filter((row) => row.table === table && row.fields.includes(field));
  const row = own.find(({ records }) => records.includes(id)) ?? own.find(({ records }) => records.includes('*'));
  const source = row?.source ?? pack[table].find((record) => record.id === id).source;
  return pack.sources.find(({ id }) => id === source).confidence === 'illustrative';
}

/** What is shown where a fact is not known, or is ours to say and of no record. */
const NO_FACT = {
  'zh-Hans': ['费用未知', '日期未知', '报名途径未知', '未说明', '数据没有给出它的级别位置。'],
  en: ['fee unknown', 'no date known', 'registration route unknown', 'not said', 'The data gives it no level.'],
};
const OURS = { 'zh-Hans': ['它不是什么'], en: ['What it is not'] };
const SECTIONS = {
  'zh-Hans': ['先修要求', '给出的技能', '可认定为', '可由这些认定', '职业功能', '奖项', '质量循环里的反馈'],
  en: ['What it needs', 'Skills it gives', 'Recognised as', 'Recognised from', 'Functions of the job', 'Awards', 'What the quality loop has brought up'],
};
const NOTHING = { 'zh-Hans': ['没有先修要求'], en: ['Nothing is needed before'] };

/** Runs in the page: how many facts are shown, and which have neither a source nor the mark beside them. */
function facts(host, { noFact, ours, sections, nothing }) {
  const root = host.shadowRoot;
  const bad = [];
  let count = 0;
  const look = (element, what) => {
    count += 1;
    let sources = [...element.querySelectorAll('details.source')];
    // A card has one list of sources for its few facts, under them.
    if (sources.length === 0) sources = [...(element.closest('dl.facts')?.parentElement.querySelectorAll(':scope > details.source') ?? [])];
    // One that is opened says what the source is and how far it can be trusted.
    const isNamed = sources.every((source) => source.querySelector('.source-list strong') && source.querySelector('.confidence'));
    const isSourced = sources.length > 0 && isNamed && !element.querySelector('.no-source');
    if (!isSourced) bad.push(`${what}: ${element.textContent.trim().slice(0, 80)}`);
  };
  for (const definition of root.querySelectorAll('.facts dd')) {
    const term = definition.previousElementSibling?.textContent ?? '';
    if (!ours.includes(term) && !noFact.includes(definition.textContent.trim())) look(definition, term);
  }
  for (const heading of root.querySelectorAll('section.block > h4')) {
    const body = heading.parentElement;
    const isFact = sections.some((title) => heading.textContent.startsWith(title));
    if (!isFact || nothing.some((text) => body.textContent.includes(text))) continue;
    const rows = [...body.querySelectorAll(':scope > ul.plain > li')];
    // Rows have sources of their own, or one list of sources serves them all.
    if (body.querySelector(':scope > details.source') || rows.length === 0) look(body, heading.textContent);
    else rows.forEach((row) => look(row, heading.textContent));
  }
  // The name and the summary stand alone; their sources follow them.
  for (const text of root.querySelectorAll('h3.big, .lead')) {
    const next = [text.nextElementSibling, text.nextElementSibling?.nextElementSibling].filter(Boolean);
    const follows = next.find((element) => element.matches('details.source') || element.querySelector('details.source'));
    count += 1;
    if (!follows) bad.push(`no source after ${text.textContent.slice(0, 80)}`);
  }
  const isMarked = root.querySelector('.job-head')?.querySelector('.mark') != null;
  return { bad, count, isMarked, heading: root.querySelector('h3.big').textContent };
}

for (const lang of Object.keys(WORDS)) {
  scenario(`every fact of records drawn by chance leads to its source, ${lang}`, { lang }, async ({ page, explorer }) => {
    const told = { noFact: NO_FACT[lang], ours: OURS[lang], sections: SECTIONS[lang], nothing: NOTHING[lang] };
    const records = chosenByChance();
    assert.ok(records.length >= 40, `${records.length} records`);
    let seen = 0;
    const bad = [];
    for (const { table, id } of records) {
      await tab(explorer, WORDS[lang].find).click();
      await explorer.getByRole('searchbox').fill(id);
      await drawn(page);
      await explorer.locator('.card-title').first().click();
      await unfold(page);
      const shown = await explorer.evaluate(facts, told);
      const record = pack[table].find((record) => record.id === id);
      assert.ok(shown.heading.includes(inLanguage(lang, record.name)), `${table} ${id} is found: ${shown.heading}`);
      assert.ok(shown.count > 0, `the page of ${table} ${id} shows facts`);
      if (table === 'jobs' && record.summary && isMadeUp('jobs', id, 'summary')) {
        assert.ok(shown.isMarked, `the summary of ${id} is made up and says so`);
      }
      seen += shown.count;
      bad.push(...shown.bad.map((fact) => `${table} ${id}: ${fact}`));
    }
    assert.deepEqual(bad, []);
    assert.ok(seen > 200, `${seen} facts`);
  });
}

/** The sample pack with one more signal, of too few. */
function packWithFew() {
  const changed = structuredClone(pack);
  const about = changed.feedback.find(({ item }) => item === 'x-robot-app.2');
  changed.feedback.push({ ...about, id: 'of-few', result: 99.5, count: 9 });
  // A source of its own for one fee, in a table whose rows have no ids.
  changed.provenance.push({ table: 'fees', records: [`${changed.fees[0].item}/${changed.fees[0].amount}`], fields: ['amount'], source: 'demo' });
  return JSON.stringify(changed);
}

for (const [lang, words] of Object.entries(WORDS)) {
  const told = {
    'zh-Hans': { title: '证书的质量怎样保持？', few: '样本太少，不显示结果', action: '措施：', course: '质量循环里的反馈' },
    en: { title: 'How is a certificate kept honest?', few: 'too few answered', action: 'Done about it:', course: 'What the quality loop has brought up' },
  }[lang];
  scenario(`feedback signals, ${lang}`, { lang, pack: packWithFew() }, async ({ page, explorer }) => {
    const look = async (id) => {
      await tab(explorer, words.find).click();
      await explorer.getByRole('searchbox').fill(id);
      await drawn(page);
      await explorer.locator('.card-title').first().click();
      await drawn(page);
    };
    await look('x-robot-app.2');
    await explorer.getByText(told.title).click();
    await drawn(page);
    const loop = explorer.locator('details.block', { hasText: told.title });
    const said = await loop.innerText();
    assert.match(said, /78%/);
    assert.ok(said.includes(told.few) && !said.includes('99.5'), said);
    assert.ok(said.includes(told.action) && said.includes('2026-09-01'), said);
    assert.ok((await loop.locator('li details.source').count()) >= 4, 'every signal has its source');

    await look('smart-vision');
    await explorer.getByRole('heading', { name: told.course }).waitFor();

    // The fee's own source is one of those under it.
    await look(pack.fees[0].item);
    await unfold(page);
    const fees = explorer.locator('dd', { hasText: `${pack.fees[0].amount}` }).first();
    assert.ok((await fees.locator('.mark').count()) >= 1, 'the fee whose source is made up says so');
  });
}

/** The sample pack with what it has no source for: how much jobs are wanted. */
function packWithDemand() {
  const changed = structuredClone(pack);
  const row = (job, region, period, more) => ({ job, region, period, source: 'demo', ...more });
  changed.demand = [
    row('robot-operator', 'cn', '2025 Q3', { rank: 9, openings: 900 }),
    row('robot-operator', 'cn-nm', '2025 Q2', { rank: 7, openings: 40 }),
    row('robot-operator', 'cn-nm', '2025 Q3', { rank: 2, openings: 60, pay_from: 5000, pay_to: 8000, outlook: { zh: '需求将增加', en: 'more will be wanted' } }),
    row('electrician', 'cn-nm', '2025 Q3', { rank: 1, pay_from: 4500 }),
    row('welder', 'cn-cq', '2025 Q3', { rank: 1 }),
  ];
  return JSON.stringify(changed);
}

for (const [lang, words] of Object.entries(WORDS)) {
  const told = {
    'zh-Hans': { list: '这里需要哪些岗位？', title: '需求、收入与前景', pay: '月薪 5000\u00a0元–8000\u00a0元', rank: '需求第 2 位', outlook: '需求将增加' },
    en: { list: 'Which jobs are wanted here?', title: 'Demand, pay and outlook', pay: '¥5000–¥8000 a month', rank: 'wanted: place 2', outlook: 'more will be wanted' },
  }[lang];
  scenario(`jobs by demand here, ${lang}`, { lang, pack: packWithDemand() }, async ({ page, explorer }) => {
    await explorer.getByText(told.list).click();
    await drawn(page);
    const rows = explorer.locator('details.block', { hasText: told.list }).locator('li');
    const said = await rows.allInnerTexts();
    // The nearest region's latest word counts; elsewhere is elsewhere.
    assert.equal(said.length, 2, said.join('\n'));
    assert.ok(said[1].includes(told.pay) && said[1].includes(told.rank) && said[1].includes('2025 Q3') && said[1].includes(told.outlook), said[1]);
    assert.equal(await rows.nth(1).locator('details.source .mark').count(), 1, 'it says that it is made up');
    await rows.nth(1).getByRole('button').first().click();
    const section = explorer.locator('section.block', { hasText: told.title });
    await section.locator('li').nth(2).waitFor();
    assert.equal(await section.locator('li').count(), 3, 'the goal shows all that is known');
  });
}

for (const lang of Object.keys(WORDS)) {
  scenario(`a pack without demand says nothing of it, ${lang}`, { lang }, async ({ explorer }) => {
    assert.equal(await explorer.locator('.demand').count(), 0);
  });
}
