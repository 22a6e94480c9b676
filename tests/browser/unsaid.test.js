// What nobody has said: the term of a programme that the page, a link or a file names, and whether there is a programme
// at all. It is assumed in the open, and one press says it. And what a file, an older page and a fold leave behind.

import assert from 'node:assert/strict';
import { assertAccessible, drawn, focused, scenario, screenshot, tab } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    me: /^我/, plan: '计划', goal: '目标', noPlan: '没有可行的计划', proven: /已证明最佳/, assumed: /都从第 1 学期算起/, note: /没有填写现在是第几学期，这里从第 1 学期算起/, term: '现在是第几学期',
    unsaid: '还没填写（从第 1 学期算起）', third: '第 3 学期', first: '第 1 学期', programme: '专业', mechatronics: '机电一体化技术 460301', import: '从文件导入', imported: '已导入。', none: '我没有在读专业（社会人员）',
    noProgramme: /^这里没有算任何专业的课程/, social: /不在校也能报名/, jobs: '看看我离哪些岗位近', near: '哪些岗位离你最近？', paste: '打开分享的代码', open: '打开', out: /^岗位需要的技能中有 5 项.*：.*老年人/,
    lost: /^文件里的以下内容没有采用.*“zzz”/, kept: /^你保存的以下内容没有采用.*“term 99 → 6”/, other: /另一版本的页面保存/, whatIf: '如果……会怎样？', own: '添加自己的项目', what: '是什么', hours: /每周可用小时数/,
  },
  en: {
    me: /^Me/, plan: 'Plan', goal: 'Goal', noPlan: 'No plan fits', proven: /Proven best/, assumed: /counts from term 1 on. Say it here/, note: /Nobody has said which term you are in/, term: 'Term you are in',
    unsaid: 'Not said (counted from term 1)', third: 'Term 3', first: 'Term 1', programme: 'Programme', mechatronics: 'Mechatronics Technology 460301', import: 'Import from a file', imported: 'Imported.', none: 'I am in no programme (working adult)',
    noProgramme: /^No programme's courses count here/, social: /register for without a college/, jobs: 'See which jobs I am near', near: 'Which jobs are near?', paste: 'Open a shared code', open: 'Open', out: /^5 of the job's skills are out of reach.*: .*older/,
    lost: /^Of what the file says.*“zzz”/, kept: /^Of what you kept.*“term 99 → 6”/, other: /Another version of this page/, whatIf: 'What if…?', own: 'Add something of my own', what: 'What is it?', hours: /^Hours a week beside/,
  },
};
const json = (learner) => ({ name: 'me.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ format: 'rungs-learner/1', pack: 'rungs-sample', ...learner })) });
async function take(explorer, words, learner) {
  await tab(explorer, words.me).click();
  await explorer.getByLabel(words.import).setInputFiles(json(learner));
  await explorer.getByText(words.imported).waitFor();
}
const PRESET = 'programme="460301" goal="robot-operator"';
/** A code with its checksum. */
function code(body) {
  let sum = 0;
  for (const byte of Buffer.from(body)) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1) & 0xffff;
  }
  return `${body}~c${sum.toString(16).padStart(4, '0')}`;
}

for (const [lang, words] of Object.entries(WORDS)) {
  /** The ways by which a programme comes without a term. */
  const WAYS = {
    attribute: [`${PRESET} view="plan"`, async () => {}],
    property: ['goal="robot-operator" view="plan"', (explorer) => explorer.evaluate((host) => (host.programme = '460301'))],
    link: ['', async (explorer) => {
      await tab(explorer, words.me).click();
      await explorer.getByLabel(words.paste).fill(code('1~grobot-operator~p460301'));
      await explorer.getByRole('button', { name: words.open, exact: true }).click();
    }],
    file: ['', (explorer) => take(explorer, words, { programme: '460301', goal: 'robot-operator' })],
    me: ['goal="robot-operator"', async (explorer) => {
      await tab(explorer, words.me).click();
      await explorer.getByLabel(words.programme, { exact: true }).selectOption({ label: words.mechatronics });
    }],
  };
  for (const width of [360, 1080]) {
    scenario(`a programme without a term is planned from the first, and that is said, ${lang}, ${width} px`, { lang, width, attributes: `${PRESET} view="plan"` }, async ({ page, explorer }) => {
      await explorer.getByText(words.proven).waitFor();
      await explorer.getByText(words.assumed).waitFor();
      await explorer.getByText(words.note).waitFor();
      await screenshot(page, `unsaid-term-${lang}-${width}`);
      assert.equal(await explorer.locator('.column h4').first().innerText().then((head) => head.startsWith(words.first)), true);
      await explorer.getByLabel(words.term, { exact: true }).selectOption({ label: words.third });
      await drawn(page);
      await explorer.getByText(words.proven).waitFor();
      assert.equal(await explorer.getByText(words.assumed).count(), 0);
      assert.equal(await explorer.getByText(words.note).count(), 0);
      assert.match(await focused(page), /^div /);
      assert.equal(await explorer.locator('.column h4').first().innerText().then((head) => head.startsWith(words.third)), true);
    });

    scenario(`whoever is in no programme is not told that they said nothing, and what they can do, ${lang}, ${width} px`, { lang, width, policy: 'none', attributes: 'goal="elder-care-worker"' }, async ({ page, explorer }) => {
      await tab(explorer, words.plan).click();
      await explorer.locator('.proof').getByText(words.noPlan, { exact: true }).waitFor();
      await explorer.getByText(words.noProgramme).waitFor();
      await explorer.getByText(words.out).waitFor();
      await screenshot(page, `unsaid-adult-${lang}-${width}`);
      await assertAccessible(page, 'pathway-explorer');
      const list = explorer.locator('.hint-box', { hasText: words.social }).locator('ul.plain').first();
      assert.ok((await list.locator('.link').count()) > 0);
      await explorer.getByRole('button', { name: words.jobs }).click();
      await explorer.getByRole('heading', { name: words.near }).waitFor();
    });
  }

  scenario(`however the programme came, the term is the first, ${lang}`, { lang, body: Object.entries(WAYS).map(([id, [attributes]]) => `<pathway-explorer id="${id}" persist="none" src="/pack.json" ${attributes}></pathway-explorer>`).join(''), timeout: 180_000 }, async ({ page }) => {
    const summaries = [];
    for (const [id, [, come]] of Object.entries(WAYS)) {
      const explorer = page.locator(`#${id}`);
      await explorer.getByRole('navigation').waitFor();
      await come(explorer);
      await tab(explorer, words.plan).click();
      await explorer.getByText(words.proven).waitFor();
      await explorer.getByText(words.assumed).waitFor();
      summaries.push(await explorer.locator('p.summary').first().textContent());
    }
    assert.equal(new Set(summaries).size, 1, summaries.join('\n'));
  });

  scenario(`what a file cannot give is said of the file, until another is read, ${lang}`, { lang }, async ({ page, explorer }) => {
    await take(explorer, words, { programme: 'zzz', goal: 'robot-operator' });
    await explorer.getByText(words.lost).waitFor();
    await screenshot(page, `unsaid-file-${lang}`);
    await explorer.getByLabel(words.import).setInputFiles(json({ programme: '460301', term: 3 }));
    await explorer.getByText(words.lost).waitFor({ state: 'detached' });
    await explorer.getByText(words.imported).waitFor();
  });

  const far = () => localStorage.setItem('rungs/1/rungs-sample', '{"format":"rungs-learner/1","pack":"rungs-sample","programme":"460301","term":99}');
  scenario(`a term that there is not is not changed in silence, ${lang}`, { lang, before: far }, async ({ explorer }) => {
    await explorer.getByText(words.kept).waitFor();
  });

  const older = () => localStorage.setItem('rungs/1/rungs-sample', '{"format":"rungs-learner/0"}');
  scenario(`what an older page kept is not said to be newer, ${lang}`, { lang, before: older }, async ({ explorer }) => {
    await explorer.getByText(words.other).waitFor();
  });

  scenario(`what was opened in the plan is open again after a look at the goal, ${lang}`, { lang, attributes: `${PRESET} view="plan"` }, async ({ page, explorer }) => {
    await explorer.getByText(words.proven).waitFor();
    await explorer.getByText(words.whatIf, { exact: true }).click();
    await explorer.getByText(words.own, { exact: true }).click();
    await explorer.getByLabel(words.what).waitFor();
    await tab(explorer, words.goal).click();
    await drawn(page);
    await tab(explorer, words.plan).click();
    await explorer.getByLabel(words.hours).waitFor();
    await explorer.getByLabel(words.what).waitFor();
    await explorer.getByText(words.whatIf, { exact: true }).click();
    await tab(explorer, words.goal).click();
    await drawn(page);
    await tab(explorer, words.plan).click();
    await explorer.getByLabel(words.what).waitFor();
    assert.equal(await explorer.getByLabel(words.hours).count(), 0);
  });
}
