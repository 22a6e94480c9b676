// A career fair: the minute from what one likes to a slip to take along, and nothing of it for the next visitor.

import assert from 'node:assert/strict';
import { drawn, scenario, screenshot } from './harness/index.js';

const WORDS = {
  'zh-Hans': {
    title: '一分钟，找到通往一份工作的路', start: '开始', jobs: '看看适合的岗位', first: '第一张证书', plan: '看完整的计划', print: '打印',
    over: '结束并清除', look: '我自己看看', find: '查找', scan: '扫码在手机上打开', source: '来源', clear: '清零', close: '关闭', qr: '二维码',
    study: '你学什么专业？', none: '都不是，或还没定', assumed: /都从第 1 学期算起/, say: '选择专业，看完整的计划', mechatronics: /^机电一体化技术 460301/, robots: /^工业机器人系统操作员/, noPlan: /没有(包含它的)?可行的计划/, fee: '费用', taught: /^这些专业的课程讲授/, proven: /已证明最佳/,
  },
  en: {
    title: 'One minute to the way into a job', start: 'Start', jobs: 'See the jobs that fit', first: 'The first certificate', plan: 'See the whole plan', print: 'Print',
    over: 'Finish and clear', look: 'Let me look around', find: 'Find', scan: 'Scan to open it on your phone', source: 'Source', clear: 'Set to zero', close: 'Close', qr: 'QR code',
    study: 'What do you study?', none: 'None of these, or not yet', assumed: /counts from term 1 on\. Say/, say: 'Choose a programme to see a whole plan', mechatronics: /^Mechatronics Technology 460301/, robots: /^Industrial robot system operator/, noPlan: /no plan (with it )?fits/i, fee: 'Fee', taught: /^Programmes whose courses teach/, proven: /Proven best/,
  },
};
const attributes = 'booth';
const tap = (explorer, name) => explorer.getByRole('button', { name, exact: true }).click();

async function minute(explorer, words, { choice = 0, job, study } = {}) {
  await tap(explorer, words.start);
  await explorer.locator('.choose').nth(choice).click();
  await tap(explorer, words.jobs);
  await (job ? explorer.getByRole('button', { name: job }) : explorer.locator('.choose').first()).click();
  await explorer.getByRole('heading', { name: words.study }).waitFor();
  await (study ? explorer.getByRole('button', { name: study }) : explorer.locator('.choose').first()).click();
  await explorer.getByRole('heading', { name: words.first }).waitFor();
}

/** All that a visitor could leave behind: in the element, storage, the address, fields. */
function traces() {
  const element = document.querySelector('pathway-explorer');
  const shown = element.shadowRoot.textContent;
  const fields = [...element.shadowRoot.querySelectorAll('input')].filter((field) => field.type !== 'radio' && field.type !== 'checkbox').map((field) => field.value);
  const stored = [localStorage, sessionStorage].flatMap((store) => Object.keys(store).map((key) => `${key}=${store[key]}`));
  return { shown, fields: fields.filter(Boolean), stored, hash: location.hash, history: history.length, state: JSON.stringify(history.state), value: element.value, own: element.state };
}

for (const [lang, words] of Object.entries(WORDS)) {
  for (const [width, touch] of [[360, true], [1280, false]]) {
    scenario(`the minute of a booth, ${lang}, ${width} px`, { lang, width, touch, attributes, booth: true }, async ({ page, explorer }) => {
      await explorer.getByRole('heading', { name: words.title }).waitFor();
      const before = await page.evaluate(traces);
      await minute(explorer, words);
      const job = await explorer.locator('h3.big').innerText();
      // The certificate has a name and a reason; the ladder is a picture with its list.
      await explorer.locator('section.block', { hasText: words.first }).locator('.reasons li').first().waitFor();
      assert.ok((await explorer.locator('svg.ladder, .ladder svg, svg').count()) > 0);
      for (const box of await explorer.locator('button:visible, summary:visible').all()) {
        const { height } = await box.boundingBox();
        assert.ok(height >= 43.5, `${await box.innerText()}: ${height} px`);
      }
      await page.evaluate(() => {
        globalThis.printed = 0;
        globalThis.print = () => (globalThis.printed += 1);
      });
      await tap(explorer, words.print);
      await page.waitForFunction(() => globalThis.printed === 1);

      // No link leads out; addresses are there to be scanned.
      assert.equal(await explorer.locator('a[href]').count(), 0);
      await explorer.locator('details.source > summary').first().click();
      await drawn(page);
      const scan = explorer.getByText(words.scan).first();
      if (await scan.count()) {
        await scan.click();
        await explorer.locator('details.source svg.qr').first().waitFor();
      }

      await tap(explorer, words.over);
      await explorer.getByRole('heading', { name: words.title }).waitFor();
      const after = await page.evaluate(traces);
      assert.deepEqual({ ...after, stored: [] }, { ...before, stored: [] }, 'nothing is left');
      assert.ok(!after.shown.includes(job));
      assert.deepEqual(after.stored, ['pathway-explorer/visitors=1'], 'one number is');
    });
  }

  for (const width of [360, 1080]) {
    scenario(`a visitor of a booth who studies a programme ends at a plan, ${lang}, ${width} px`, { lang, width, attributes }, async ({ page, explorer }) => {
      await minute(explorer, words, { job: words.robots, study: words.mechatronics });
      await explorer.locator('section.block', { hasText: words.first }).locator('.reasons li').first().waitFor();
      await explorer.getByText(words.assumed).waitFor();
      assert.equal(await explorer.getByText(words.noPlan).count(), 0);
      await screenshot(page, `booth-student-${lang}-${width}`);
      // What is printed below the picture leads where the picture does.
      const address = await explorer.locator('.address').innerText();
      assert.match(address, /#rungs=1~grobot-operator~p460301~c[0-9a-f]{4}$/);
      await tap(explorer, words.plan);
      await explorer.getByText(words.proven).waitFor();
      await explorer.getByText(words.assumed).waitFor();
    });

    scenario(`a visitor of a booth who studies nothing yet is told of no plan, ${lang}, ${width} px`, { lang, width, attributes }, async ({ page, explorer }) => {
      await minute(explorer, words, { job: words.robots, study: words.none });
      const first = explorer.locator('section.block', { hasText: words.first });
      await first.locator('.card-title').waitFor();
      await first.getByText(words.fee, { exact: true }).waitFor();
      await first.getByText(words.taught).waitFor();
      assert.equal(await explorer.getByText(words.noPlan).count(), 0);
      assert.equal(await explorer.getByRole('button', { name: words.plan, exact: true }).count(), 0);
      await screenshot(page, `booth-nothing-yet-${lang}-${width}`);
      const address = await explorer.locator('.address').innerText();
      assert.match(address, /#rungs=1~grobot-operator~c[0-9a-f]{4}$/);
      // Whoever changes their mind gets a plan.
      await tap(explorer, words.say);
      await explorer.getByRole('button', { name: words.mechatronics }).click();
      await explorer.getByRole('button', { name: words.plan, exact: true }).waitFor();
    });

  }

  scenario(`a booth whose page names the programme does not ask for it, ${lang}`, { lang, attributes: 'booth programme="460301"' }, async ({ explorer }) => {
    await tap(explorer, words.start);
    await explorer.locator('.choose').first().click();
    await tap(explorer, words.jobs);
    await explorer.locator('.choose').first().click();
    await explorer.getByRole('heading', { name: words.first }).waitFor();
  });

  scenario(`a visitor of a booth looks around and is forgotten, ${lang}`, { lang, attributes }, async ({ page, explorer }) => {
    await tap(explorer, words.look);
    await explorer.getByRole('searchbox').fill('robot');
    await explorer.locator('.card-title').first().click();
    await tap(explorer, words.over);
    await explorer.getByRole('heading', { name: words.title }).waitFor();
    const { fields, stored, own } = await page.evaluate(traces);
    assert.deepEqual(fields, []);
    assert.deepEqual(stored, ['pathway-explorer/visitors=1']);
    assert.ok(!own.includes('robot'), own);

    // Staff read the number and set it to zero.
    await page.evaluate(() => (location.hash = '#staff'));
    assert.equal(await explorer.locator('.tally').innerText(), '1');
    await tap(explorer, words.clear);
    assert.equal(await explorer.locator('.tally').innerText(), '0');
    await tap(explorer, words.close);
    await page.waitForFunction(() => location.hash === '');
    assert.deepEqual((await page.evaluate(traces)).stored, []);
  });
}

const VISITORS = Number(process.env.RUNGS_VISITORS ?? 60);
/** Runs in the page before anything else: keeps hold of the module's memory. */
function holdMemory() {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    globalThis.wasmMemory = (made.instance ?? made).exports.memory;
    return made;
  };
}

scenario(`${VISITORS} visitors leave no weight`, { lang: 'en', attributes, before: holdMemory, timeout: 60_000 + 1000 * VISITORS }, async ({ page, explorer }) => {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.enable');
  await client.send('Performance.enable');
  const weigh = async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { metrics } = await client.send('Performance.getMetrics');
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    const module = await page.evaluate(() => globalThis.wasmMemory.buffer.byteLength);
    return { heap: of('JSHeapUsedSize'), module, nodes: of('Nodes'), listeners: of('JSEventListeners') };
  };
  const visit = async (choice) => {
    await minute(explorer, WORDS.en, { choice: choice % 6 });
    await tap(explorer, WORDS.en.over);
    await explorer.getByRole('heading', { name: WORDS.en.title }).waitFor();
  };
  for (let n = 0; n < 20; n += 1) await visit(n);
  const first = await weigh();
  for (let n = 0; n < VISITORS; n += 1) await visit(n);
  const last = await weigh();
  const grown = { heap: last.heap - first.heap, module: last.module - first.module, nodes: last.nodes - first.nodes, listeners: last.listeners - first.listeners };
  console.log(`# after ${VISITORS} visitors: ${JSON.stringify({ first, grown })}`);
  assert.ok(grown.heap < 1_000_000 + 100 * VISITORS, `the heap grew by ${grown.heap} bytes`);
  // It never shrinks, and how many answers are under way at once, and so its highest point, is chance: what each of the
  // visitors left, were it a plan or a learner, would be more.
  assert.ok(grown.module <= 1024 * 1024, `the module's memory grew by ${grown.module} bytes`);
  assert.ok(grown.nodes < 500, `${grown.nodes} nodes stay`);
  assert.ok(grown.listeners < 100, `${grown.listeners} listeners stay`);
});
