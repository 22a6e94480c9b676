// What the pages of certificates, courses and levels answer: what is taught twice, what two certificates share, what a
// withdrawn one leaves, who stands behind one. In both languages, at phone and desk width.

import assert from 'node:assert/strict';
import { becomeQiqige, drawn, samplePack, scenario, screenshot, tab } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    find: '查找', goal: '目标', ladder: '阶梯', me: /^我/, demo: '先用一位示例同学试试', use: /使用：其其格/,
    matrix: '课证融通：标准与课程', twice: '重复讲授', electives: '只靠选修课才够', open: /公选/, compulsory: /必修/,
    programming: '用示教器操作机器人', io: '配置 I/O 与通信', frames: '标定工具与工件坐标系', field: '工业机器人现场编程',
    mine: '我在哪一级？', weakest: '来源中最弱的：示例，非事实', mark: '示例', guide: '资历可以跨越边界', written: '为演示而编写的内容',
    add: '加入比较', shared: '共同的技能', unlike: '共同的技能，单位不同', units: /一个单位是一项技能里的一步/, nothing: '没有共同的技能。',
    certificates: /^已有证书/, electrician: /电工.*四级/, excuses: '能免考别的证书吗？', no: /没有任何规则让一个证书免去另一个/, next: /电工职业技能等级证书 · 三级/,
    over: '这对你意味着什么？', closed: '不能再报考。', noJobs: '没有岗位要求它', noCredit: '没有把它认定为任何课程', instead: /计算机程序设计员职业技能等级证书 · 四级/, stays: /继续有效/,
    superseded: '已被取代', further: '再往上', before: '先修要求', unknown: '费用未知',
    circles: /产教融合：各个圈/, more: /另有 \d+ 项/, course: '机械制图',
    issued: /向人社部门备案的评价机构/, issuer: '颁发机构', employer: '给用人单位', level: '级别位置', proposal: /数据作者的建议/,
    families: '这些证书有什么区别？', kinds: '证书有哪几类？', generic: '证书种类？', ministries: /教育部的（X 证书）.*人社部的（技能等级）/s, cancelled: '取消了的职业资格怎么办？', year: /2017 年 9 月.*2020 年底/s,
  },
  en: {
    find: 'Find', goal: 'Goal', ladder: 'Ladder', me: /^Me/, demo: 'Try it as an example student', use: /Use: Qiqige/,
    matrix: 'Standard against courses', twice: 'taught twice', electives: 'only with electives', open: /open to all programmes/, compulsory: /compulsory/,
    programming: 'Operate the robot with a teach pendant', io: 'Configure I/O and communication', frames: 'Calibrate tool and workpiece frames', field: 'On-site Programming of Industrial Robots',
    mine: 'Where do I stand?', weakest: 'weakest source: illustrative, not a fact', mark: 'illustrative', guide: 'Qualifications can cross boundaries', written: 'Written for demonstration',
    add: 'Add to the comparison', shared: 'Skills they share', unlike: 'Shared skills, units differ', units: /a unit is one step of a skill/, nothing: 'They have no skills in common.',
    certificates: /^Certificates/, electrician: /Electrician.*Grade 4/, excuses: 'Does it excuse you from another certificate?', no: /no rule by which one certificate excuses/, next: /Electrician \(skill grade\) · Grade 3/,
    over: 'What does this mean for you?', closed: 'It can no longer be taken.', noJobs: 'No job in this data asks for it', noCredit: 'recognise it for no course', instead: /Computer programmer \(skill grade\) · Grade 4/, stays: /stays valid/,
    superseded: 'superseded', further: 'Further up', before: 'What it needs', unknown: 'fee unknown',
    circles: /circles and elements/, more: /\d+ more/, course: 'Mechanical Drawing',
    issued: /filed with the human-resources authorities/, issuer: 'Issued by', employer: 'For employers', level: 'Level', proposal: /proposed by the data's author/,
    families: 'Which is which?', kinds: 'Which kinds of certificate are there?', generic: 'Certificates?', ministries: /education ministry's, the X certificate.*human-resources ministry's, the skill grade/s, cancelled: 'What became of cancelled qualifications?', year: /September 2017.*end of 2020/s,
  },
};

/** Opens the page of a record by its readable id. */
async function look(page, explorer, words, id) {
  await tab(explorer, words.find).click();
  await explorer.getByRole('searchbox').fill(id);
  await drawn(page);
  await explorer.locator('.card-title').first().click();
  await drawn(page);
}

/** The sample as a country has it that knows no X certificates and references its levels. */
function elsewhere() {
  const pack = JSON.parse(samplePack());
  delete pack.explainers;
  const families = { x: 'vendor', skill_grade: 'vocational_qualification' };
  for (const qualification of pack.qualifications) qualification.family = families[qualification.family] ?? qualification.family;
  for (const grade of pack.grades.filter(({ level }) => level)) grade.level_basis = 'referencing';
  pack.provenance = pack.provenance.filter(({ table, fields }) => table !== 'grades' || !fields.includes('level'));
  return JSON.stringify(pack);
}

/** All that the explorer shows, as text. */
const shown = (explorer) => explorer.evaluate((host) => [...host.shadowRoot.children].map((child) => child.innerText).join('\n'));

async function assertFits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${over} px too wide`);
}

for (const [lang, words] of Object.entries(WORDS)) {
  for (const width of [360, 1280]) {
    const options = { lang, width };
    const said = `${lang}, ${width} px`;

    scenario(`courses are marked, and taught twice is what can be cut on every page, ${said}`, options, async ({ page, explorer }) => {
      await becomeQiqige(explorer, words);
      const row = (skill) => explorer.getByRole('row').filter({ has: page.getByRole('rowheader', { name: skill }) });
      const check = async () => {
        await explorer.getByText(words.matrix).click();
        await drawn(page);
        assert.match(await row(words.io).innerText(), new RegExp(words.twice));
        const frames = await row(words.frames).innerText();
        assert.ok(!frames.includes(words.twice), frames);
        assert.match(frames, words.open);
        assert.match(frames, words.compulsory);
        return frames;
      };
      await tab(explorer, words.goal).click();
      assert.ok((await check()).includes(words.electives), 'the job asks for more than the compulsory course teaches');
      await assertFits(page);
      await screenshot(page, `pages-matrix-job-${lang}-${width}`);
      await look(page, explorer, words, 'sg-robot-operator.3');
      await check();
      await assertFits(page);
      await screenshot(page, `pages-matrix-certificate-${lang}-${width}`);
    });

    scenario(`every comparison of where I stand names all of its sources and the weakest, ${said}`, options, async ({ page, explorer }) => {
      await becomeQiqige(explorer, words);
      await tab(explorer, words.ladder).click();
      const mine = explorer.locator('section').filter({ has: page.getByRole('heading', { name: words.mine }) });
      const rows = mine.locator('ul.plain > li');
      await rows.first().waitFor();
      assert.ok((await rows.count()) >= 4);
      let crossing = 0;
      for (const row of await rows.all()) {
        assert.ok((await row.innerText()).includes(words.weakest), await row.innerText());
        assert.equal(await row.locator('summary .mark').innerText(), words.mark);
        await row.locator('.source summary').click();
        const sources = await row.locator('.source-list').innerText();
        assert.ok(sources.includes(words.written), sources);
        crossing += sources.includes(words.guide) ? 1 : 0;
      }
      assert.equal(crossing, 2, 'England and Scotland');
      await assertFits(page);
      await screenshot(page, `pages-standing-${lang}-${width}`);
    });

    scenario(`shared skills with their units; where nothing is shared it says so, ${said}`, options, async ({ page, explorer }) => {
      for (const id of ['x-robot-app.2', 'x-robot-om.2']) {
        await look(page, explorer, words, id);
        await explorer.getByRole('button', { name: words.add }).click();
      }
      const section = explorer.locator('section').filter({ has: page.getByRole('heading', { name: words.shared }) });
      await section.getByText(`${words.programming} · 2 / 1`).waitFor();
      const unlike = explorer.getByRole('row').filter({ has: page.getByRole('rowheader', { name: words.unlike }) });
      assert.deepEqual(
        (await unlike.getByRole('listitem').allInnerTexts()).filter((said) => said.startsWith(words.programming)),
        [`${words.programming} · 2`, words.programming],
      );
      assert.equal(await explorer.getByText(words.units).count(), 1, 'the number is explained once');
      await assertFits(page);
      await screenshot(page, `pages-compare-${lang}-${width}`);
      await look(page, explorer, words, 'x-elder-care.2');
      await explorer.getByRole('button', { name: words.add }).click();
      await section.getByText(words.nothing).waitFor();
    });

    scenario(`electrician grade four excuses from nothing, and what it opens, ${said}`, options, async ({ page, explorer }) => {
      await becomeQiqige(explorer, words);
      await explorer.locator('summary').filter({ hasText: words.certificates }).first().click();
      await explorer.getByLabel(words.electrician).first().check();
      const section = explorer.locator('section').filter({ has: page.getByRole('heading', { name: words.excuses, exact: true }) }).last();
      await section.getByText(words.no).waitFor();
      const next = section.locator('li li').filter({ hasText: words.next });
      await next.waitFor();
      assert.equal(await next.locator('summary .mark').innerText(), words.mark);
      await assertFits(page);
      await screenshot(page, `pages-excuses-${lang}-${width}`);
    });

    scenario(`what it means that a certificate is over, ${said}`, options, async ({ page, explorer }) => {
      await look(page, explorer, words, 'vq-programmer.4');
      const section = explorer.locator('section').filter({ has: page.getByRole('heading', { name: words.over }) });
      const text = await section.innerText();
      for (const part of [words.closed, words.noJobs, words.noCredit]) assert.ok(text.includes(part), text);
      assert.match(text, words.stays);
      await section.getByRole('button', { name: words.instead }).waitFor();
      // The next grade says that it is over, too; what cannot be taken has no requirements and no fee.
      const further = explorer.locator('section').filter({ has: page.getByRole('heading', { name: words.further }) });
      assert.match(await further.innerText(), new RegExp(words.superseded));
      const whole = await shown(explorer);
      assert.ok(whole.includes(words.closed), whole);
      for (const none of [words.before, words.unknown]) assert.ok(!whole.includes(none), none);
      await assertFits(page);
      await screenshot(page, `pages-over-${lang}-${width}`);
      await section.getByRole('button', { name: words.instead }).click();
      await explorer.getByText(words.before, { exact: true }).waitFor();
      assert.equal(await section.count(), 0);
    });

    scenario(`a cell of the circles opens what it holds, ${said}`, options, async ({ page, explorer }) => {
      await tab(explorer, words.ladder).click();
      await explorer.getByText(words.circles).click();
      await drawn(page);
      const sheet = explorer.locator(width < 640 ? '.narrow-only' : '.wide-only');
      if (width >= 640) {
        assert.equal(await sheet.getByRole('columnheader').count(), 4, 'a column for each circle');
        assert.equal(await sheet.getByRole('rowheader').count(), 5, 'a row for each element');
      }
      const courses = sheet.locator('summary').filter({ hasText: /113/ });
      await courses.click();
      const cell = sheet.locator('details[open]');
      await cell.getByRole('button', { name: words.course }).waitFor();
      assert.equal(await cell.getByRole('listitem').count(), 20);
      await cell.getByText(words.more).waitFor();
      await assertFits(page);
      await screenshot(page, `pages-circles-${lang}-${width}`);
      await cell.getByRole('button', { name: words.course }).click();
      await explorer.getByRole('heading', { name: words.course }).waitFor();
    });

    scenario(`who stands behind a skill grade, and at which level, ${said}`, options, async ({ page, explorer }) => {
      await becomeQiqige(explorer, words);
      await tab(explorer, words.goal).click();
      await drawn(page);
      const grade = explorer.locator('.leads > li', { has: page.locator('.badge.skill-grade') }).first();
      assert.match(await grade.innerText(), words.issued);
      await look(page, explorer, words, 'sg-electrician.4');
      const fact = (label) => explorer.locator('dl.facts > div').filter({ has: page.locator('dt', { hasText: label }) });
      assert.match(await fact(words.issuer).innerText(), words.issued);
      await look(page, explorer, words, 'x-robot-app.2');
      await explorer.getByText(words.employer).click();
      await drawn(page);
      const employer = explorer.locator('details.block', { hasText: words.employer });
      const level = employer.locator('dl > div').filter({ has: page.locator('dt', { hasText: words.level }) });
      assert.match(await level.innerText(), words.proposal);
      await assertFits(page);
      await screenshot(page, `pages-employer-${lang}-${width}`);
    });

    scenario(`why two kinds share a name, and what became of cancelled ones, ${said}`, options, async ({ page, explorer }) => {
      await look(page, explorer, words, 'x-robot-app.2');
      await explorer.getByRole('button', { name: words.families }).first().click();
      await explorer.getByText(words.cancelled).waitFor();
      const text = await shown(explorer);
      assert.match(text, words.ministries);
      assert.match(text, words.year);
      const section = explorer.locator('section').filter({ has: page.getByRole('heading', { name: words.cancelled }) });
      await section.locator('.source summary').click();
      await drawn(page);
      assert.ok((await section.locator('.source-list p').count()) >= 3);
      await assertFits(page);
      await screenshot(page, `pages-families-${lang}-${width}`);
    });
  }
  scenario(`nothing of 1+X is said where the data has none of it, ${lang}`, { lang, pack: elsewhere(), attributes: 'goal="robot-operator"' }, async ({ page, explorer }) => {
    await tab(explorer, words.goal).click();
    await explorer.getByRole('button', { name: words.families, exact: true }).first().waitFor();
    const pages = [await shown(explorer)];
    await look(page, explorer, words, 'x-robot-app.2');
    await explorer.getByText(words.employer).click();
    await drawn(page);
    pages.push(await shown(explorer));
    assert.ok(!words.proposal.test(pages[1]), pages[1]);
    await explorer.getByRole('button', { name: words.families, exact: true }).first().click();
    await explorer.getByRole('heading', { name: words.kinds }).waitFor();
    pages.push(await shown(explorer));
    for (const text of pages) assert.ok(!/1\+X|教育部的|人社部|human-resources ministry|education ministry/.test(text), text);
    const button = explorer.locator('.tools button').first();
    assert.equal(await button.innerText(), words.generic);
  });
}
