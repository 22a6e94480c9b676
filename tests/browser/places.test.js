// The places around the trip: certificates in their order, the plan questioned and changed, levels, comparisons,
// interests, what is near, and what can be taken home. In both languages, at phone and desk width.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { assertAccessible, becomeQiqige, drawn, scenario, screenshot, tab, unfold } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    find: '查找', goal: '目标', ladder: '阶梯', plan: '计划', compare: '比较', me: /^我/,
    demo: '先用一位示例同学试试', use: /使用：其其格/,
    ranked: /按你的情况和优先顺序/, best: '在你的最佳计划里', before: /排在“.+”前面，因为/,
    flips: '什么会改变前两位的次序？', noFlips: /前两位的次序都不变：已证明/,
    proven: /已证明最佳/, noPlan: '没有可行的计划', undo: '撤销', redo: '重做', more: '调整与比较',
    pin: '一定要它', unpin: '不一定要它', leaveOut: /^不要这个/, have: '我已经有了',
    whatIf: '如果……会怎样？', hours: /课表之外每周可用小时数/,
    leftOut: '没有选进计划的', take: /^也选上/, failing: '如果这次没通过？',
    survive: /任何一次失败都能达成/, survives: /仍能达成目标的最佳计划/, harmless: /第一次没通过，都仍按计划达成/,
    calendar: /考试日历/, table: /计划表/, exam: '考试：',
    unsure: '还没想好？', like: '喜欢', dislike: '不喜欢', answered: '已答 8 / 30', fits: '合适的岗位', strong: '很合适',
    near: '我已经有……', nearTitle: '哪些岗位离你最近？', lacks: /还差 \d+%/, even: /仍不相上下/, browse: '浏览岗位', jobs: '你想做什么工作？',
    add: '加入比较', side: '放在一起比较', differs: '不同之处', same: '相同之处', shared: '共同的技能', out: /^移出比较/,
    nothing: /还没有选/, tier: '级别', heldBy: '主办', work: '学时', some: '并非每项都有的技能', region: '所在地区',
    levels: '资历阶梯', mine: '我在哪一级？', asks: '这一级要求什么', comparable: '与其他框架对照',
    frameworks: '资历框架', kinds: '显示哪些', certificate: '证书', circles: /产教融合：各个圈/,
    matrix: '课证融通：标准与课程', uncovered: '未覆盖', employer: '给用人单位', isNot: '它不是什么', quality: '证书的质量怎样保持？',
  },
  en: {
    find: 'Find', goal: 'Goal', ladder: 'Ladder', plan: 'Plan', compare: 'Compare', me: /^Me/,
    demo: 'Try it as an example student', use: /Use: Qiqige/,
    ranked: /In the order that your situation/, best: 'In your best plan', before: /Ranked above .+ because: /,
    flips: 'What would swap the first two?', noFlips: /swaps them by itself: proven/,
    proven: /Proven best/, noPlan: 'No plan fits', undo: 'Undo', redo: 'Redo', more: 'Change or ask',
    pin: 'Keep it in my plan', unpin: 'It need not stay', leaveOut: /^Plan without it/, have: 'I have it already',
    whatIf: 'What if…?', hours: /Hours a week beside the timetable/,
    leftOut: 'Left out of the plan', take: /^Take it too/, failing: 'What if I fail?',
    survive: /survives any one failure/, survives: /still reaches the goal whichever/, harmless: /If any of these fails once/,
    calendar: /Exam calendar/, table: /Plan as a table/, exam: 'Exam: ',
    unsure: 'Not sure yet?', like: 'Like', dislike: 'Dislike', answered: '8 of 30 answered', fits: 'Jobs that fit', strong: 'strong fit',
    near: 'I already have…', nearTitle: 'Which jobs are near?', lacks: /\d+% is missing/, even: /still close together/, browse: 'Browse the jobs', jobs: 'Where do you want to get?',
    add: 'Add to the comparison', side: 'Side by side', differs: 'What differs', same: 'The same for all', shared: 'Skills they share', out: /^Take out/,
    nothing: /Nothing picked yet/, tier: 'Tier', heldBy: 'Held by', work: 'Hours', some: 'Skills that not all have', region: 'Region',
    levels: 'The ladder of levels', mine: 'Where do I stand?', asks: 'What it asks for', comparable: 'Compared with other frameworks',
    frameworks: 'Framework', kinds: 'Kinds shown', certificate: 'Certificate', circles: /circles and elements/,
    matrix: 'Standard against courses', uncovered: 'not covered', employer: 'For employers', isNot: 'What it is not', quality: 'How is a certificate kept honest?',
  },
};

/** Becomes the example student of the sample pack. */
/** Nothing is wider than the page. */
async function assertFits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${over} px too wide`);
}

/** No word in a table is broken into two lines. */
async function assertWordsWhole(table) {
  const broken = await table.first().evaluate((table) => {
    const found = [];
    const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[A-Za-z]+/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((one) => Math.round(one.top)));
        if (lines.size > 1) found.push(word[0]);
      }
    }
    return found;
  });
  assert.deepEqual(broken, []);
}

async function downloaded(page, press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return readFile(await download.path(), 'utf8');
}

for (const [lang, words] of Object.entries(WORDS)) {
  for (const width of [360, 1280]) {
    scenario(`certificates in their order, with reasons, ${lang}, ${width} px`, { lang, width }, async ({ page, explorer }) => {
      await becomeQiqige(explorer, words);
      await tab(explorer, words.goal).click();
      await explorer.getByText(words.ranked).waitFor();
      const first = explorer.locator('.leads > li').first();
      await first.getByText(words.best, { exact: true }).waitFor();
      assert.ok(await first.getByText(words.before).count(), 'the reason for the first place');
      await explorer.getByText(words.flips).click();
      await explorer.getByText(words.noFlips).waitFor();
      await explorer.getByText(words.matrix).click();
      await explorer.getByText(words.uncovered).first().waitFor();
      await assertFits(page);
      await screenshot(page, `places-certificates-${lang}-${width}`);
      await first.locator('.card-title').click();
      await explorer.getByText(words.employer).click();
      await explorer.getByText(words.isNot).waitFor();
      await explorer.getByText(words.quality).click();
      await drawn(page);
      await assertFits(page);
      await screenshot(page, `places-certificate-${lang}-${width}`);
    });

    scenario(`the plan is changed, undone and asked about, ${lang}, ${width} px`, { lang, width }, async ({ page, explorer }) => {
      await becomeQiqige(explorer, words);
      await tab(explorer, words.plan).click();
      await explorer.getByText(words.proven).waitFor();
      const board = () => explorer.locator('.board').innerText();
      const before = await board();

      // Another budget that changes nothing, hours that leave no plan, and back.
      await explorer.getByText(words.whatIf).click();
      const hours = explorer.getByRole('slider', { name: words.hours });
      await hours.fill('0');
      await explorer.getByText(words.noPlan).waitFor();
      await explorer.getByRole('button', { name: words.undo }).click();
      await explorer.getByText(words.proven).waitFor();
      assert.equal(await board(), before, 'undone');
      await explorer.getByRole('button', { name: words.redo }).click();
      await explorer.getByText(words.noPlan).waitFor();
      await explorer.getByRole('button', { name: words.undo }).click();
      await explorer.getByText(words.proven).waitFor();
      assert.ok(await explorer.getByRole('button', { name: words.redo }).isEnabled());

      // An item is kept, then left out: the plan goes around it.
      const certificate = explorer.locator('.item.certificate').first();
      await certificate.getByText(words.more).click();
      await certificate.getByRole('button', { name: words.pin }).click();
      await explorer.getByText(words.proven).waitFor();
      await certificate.getByRole('button', { name: words.unpin }).waitFor();
      await page.waitForFunction(() => document.querySelector('pathway-explorer').shadowRoot.activeElement?.matches('.item.certificate summary'));
      const name = await certificate.locator('bdi').first().innerText();
      await certificate.getByRole('button', { name: words.leaveOut }).click();
      await explorer.getByText(words.proven).waitFor();
      await page.waitForFunction(
        ([tag, name]) => !document.querySelector(tag).shadowRoot.querySelector('.board').innerText.includes(name),
        ['pathway-explorer', name],
      );
      await explorer.getByRole('button', { name: words.undo }).click();
      await explorer.getByRole('button', { name: words.undo }).click();
      await page.waitForFunction(
        ([tag, board]) => document.querySelector(tag).shadowRoot.querySelector('.board')?.innerText === board,
        ['pathway-explorer', before],
      );

      // What if. With more hours there is a plan that survives a failure.
      await explorer.getByRole('slider', { name: words.hours }).fill('12');
      await explorer.locator('[aria-busy]').waitFor({ state: 'detached' });
      await explorer.getByText(words.proven).waitFor();
      await explorer.getByText(words.leftOut).click();
      await explorer.getByRole('button', { name: words.take }).first().waitFor();
      await explorer.getByText(words.failing).click();
      await explorer.getByText(words.harmless).waitFor();
      await explorer.getByRole('button', { name: words.survive }).click();
      await explorer.getByText(words.survives).waitFor();
      await assertFits(page);
      await screenshot(page, `places-plan-${lang}-${width}`);

      const calendar = await downloaded(page, () => explorer.getByRole('button', { name: words.calendar }).click());
      assert.match(calendar, /^BEGIN:VCALENDAR\r\n/);
      const unfolded = calendar.replaceAll('\r\n ', '');
      assert.ok(unfolded.includes(`SUMMARY:${words.exam}`), unfolded);
      assert.match(unfolded, /DTSTART;VALUE=DATE:\d{8}\r\n/);
      const table = await downloaded(page, () => explorer.getByRole('button', { name: words.table }).click());
      assert.ok(table.split('\r\n').length > 10 && table.includes(name), table);
    });

    scenario(`levels, comparisons, interests and what is near, ${lang}, ${width} px`, { lang, width }, async ({ page, explorer }) => {
      await explorer.getByRole('button', { name: words.unsure }).click();
      for (const place of [0, 6, 12, 18, 24]) {
        await explorer.getByRole('radio', { name: words.like, exact: true }).nth(place).check();
      }
      for (const place of [1, 2, 3]) {
        await explorer.getByRole('radio', { name: words.dislike, exact: true }).nth(place).check();
      }
      await explorer.getByText(words.answered).waitFor();
      await explorer.getByRole('heading', { name: words.fits }).waitFor();
      assert.ok(await explorer.getByText(words.strong).count());
      await assertFits(page);
      await screenshot(page, `places-interests-${lang}-${width}`);

      await becomeQiqige(explorer, words);
      await tab(explorer, words.find).click();
      await explorer.getByRole('button', { name: words.near }).click();
      await explorer.getByRole('heading', { name: words.nearTitle }).waitFor();
      assert.ok((await explorer.locator('.near').count()) >= 12);
      assert.match(await explorer.locator('.near').last().innerText(), words.lacks);
      await assertFits(page);

      await tab(explorer, words.compare).click();
      await explorer.getByText(words.nothing).waitFor();
      for (const place of [0, 1]) {
        await tab(explorer, words.goal).click();
        await explorer.getByText(words.ranked).waitFor();
        await explorer.locator('.leads .card-title').nth(place).click();
        await explorer.getByRole('button', { name: words.add }).click();
      }
      await explorer.getByRole('heading', { name: words.side }).waitFor();
      for (const part of [words.differs, words.same]) await explorer.getByRole('rowheader', { name: part, exact: true }).waitFor();
      await explorer.getByRole('heading', { name: words.shared }).waitFor();
      await assertFits(page);
      await assertWordsWhole(explorer.locator('.compare'));
      await screenshot(page, `places-compare-${lang}-${width}`);
      await explorer.getByRole('button', { name: words.out }).first().click();
      assert.equal(await explorer.locator('.compare thead th').count(), 1);

      await tab(explorer, words.ladder).click();
      await explorer.getByRole('heading', { name: words.levels }).waitFor();
      await explorer.getByRole('heading', { name: words.mine }).waitFor();
      await explorer.getByText(words.asks).first().click();
      await explorer.getByText(words.comparable).first().click();
      await drawn(page);
      const shown = () => explorer.locator('.level .link').count();
      const all = await shown();
      await explorer.getByRole('list', { name: words.kinds }).getByRole('button', { name: words.certificate }).click();
      assert.ok((await shown()) < all, 'certificates are left out');
      await explorer.getByText(words.circles).click();
      await drawn(page);
      // A table on a desk, a list on a phone.
      const sheet = explorer.locator(width < 640 ? '.narrow-only' : '.wide-only');
      const held = (await sheet.locator('summary').allInnerTexts()).filter((said) => /[1-9]\d* 条|[1-9]\d* records? here/.test(said));
      assert.equal(held.length, 8, 'the cells of which the data has something say how much');
      assert.equal(await sheet.isVisible(), true);
      assert.equal(await explorer.locator(width < 640 ? '.wide-only' : '.narrow-only').isVisible(), false);
      await assertFits(page);
      await screenshot(page, `places-ladder-${lang}-${width}`);
      const framework = explorer.getByRole('list', { name: words.frameworks, exact: true }).getByRole('button').nth(1);
      await framework.click();
      assert.equal(await framework.getAttribute('aria-pressed'), 'true');
    });
  }

  scenario(`thirty likes say nothing of the jobs, and lead to all of them, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await explorer.getByRole('button', { name: words.unsure }).click();
    const likes = explorer.getByRole('radio', { name: words.like, exact: true });
    await likes.nth(29).waitFor();
    const count = await likes.count();
    for (let place = 0; place < count; place += 1) {
      assert.equal(await explorer.getByText(words.even).count(), 0);
      await likes.nth(place).check();
    }
    await explorer.getByText(words.even).waitFor();
    await screenshot(page, `places-even-${lang}`);
    await explorer.getByRole('button', { name: words.browse }).click();
    await explorer.getByRole('heading', { name: words.jobs }).waitFor();
  });

  scenario(`competitions are compared by what they have; no region is listed twice, ${lang}`, { lang, width: 360 }, async ({ page, explorer }) => {
    await becomeQiqige(explorer, words);
    const regions = await explorer.getByLabel(words.region, { exact: true }).locator('option').allInnerTexts();
    assert.equal(new Set(regions).size, regions.length, regions.join());
    for (const place of [0, 1, 2]) {
      await tab(explorer, words.goal).click();
      await explorer.locator('.cards.leads').last().locator('.card-title').nth(place).click();
      await explorer.getByRole('button', { name: words.add }).click();
    }
    for (const row of [words.tier, words.heldBy, words.work, words.some]) await explorer.getByRole('rowheader', { name: row, exact: true }).waitFor();
    await assertFits(page);
    await assertWordsWhole(explorer.locator('.compare'));
    await screenshot(page, `places-competitions-${lang}`);
  });

  for (const [width, dark] of [[360, false], [1280, true]]) {
    const options = { lang, width, dark, policy: 'none' };
    scenario(`axe-core finds nothing in the places around, ${lang}, ${width} px${dark ? ', dark' : ''}`, options, async ({ page, explorer }) => {
      const look = async () => {
        await unfold(page);
        await assertAccessible(page, 'pathway-explorer');
      };
      await explorer.getByRole('button', { name: words.unsure }).click();
      await explorer.getByRole('radio', { name: words.like, exact: true }).first().check();
      await explorer.getByRole('radio', { name: words.dislike, exact: true }).nth(1).check();
      await look();
      await becomeQiqige(explorer, words);
      await tab(explorer, words.find).click();
      await explorer.getByRole('button', { name: words.near }).click();
      await look();
      await tab(explorer, words.ladder).click();
      await look();
      await tab(explorer, words.goal).click();
      await explorer.getByText(words.ranked).waitFor();
      await explorer.locator('.leads .card-title').first().click();
      await look();
      await explorer.getByRole('button', { name: words.add }).click();
      await look();
      await tab(explorer, words.plan).click();
      await explorer.getByText(words.proven).waitFor();
      await look();
    });
  }
}
