// The element in a host page, whatever it shows: its builds, the policies, its coming and going.

import assert from 'node:assert/strict';
import { samplePack, scenario, screenshot } from './harness/index.js';

const shown = (explorer) => explorer.locator('[part=base]').innerText();
const status = (explorer) => explorer.evaluate((element) => element.status);

for (const build of ['one-file', 'classic', 'split', 'loader']) {
  scenario(`the ${build} build draws the explorer under the strict policy`, { build }, async ({ page, explorer }) => {
    assert.equal(await status(explorer), 'ready');
    assert.ok((await shown(explorer)).trim().length > 0, 'something is shown');
    assert.deepEqual(await page.evaluate(() => globalThis.peErrors), []);
    await screenshot(page, `element-${build}`);
  });
}

for (const build of ['one-file', 'classic']) {
  const options = { build, policy: 'one-file', givePack: true, body: '<pathway-explorer></pathway-explorer>', ready: false };
  scenario(`the ${build} build needs nothing but its script`, options, async ({ explorer, whenReady, requests }) => {
    await whenReady();
    assert.ok((await shown(explorer)).trim().length > 0, 'something is shown');
    assert.deepEqual(requests.filter((url) => /\.wasm|\.json|\.css/.test(url)), []);
  });
}

const INSIDE = '<pathway-explorer src="/pack.json"><p>While you wait</p></pathway-explorer>';

scenario("what the page's author put inside gives way to the explorer", { body: INSIDE, build: 'none', ready: false }, async ({ page, whenReady }) => {
  assert.ok(await page.getByText('While you wait').isVisible());
  await page.evaluate(() => import('/pathway-explorer.js'));
  await whenReady();
  assert.equal(await page.getByText('While you wait').isVisible(), false);
});

const TWO = `
  <pathway-explorer id="one" lang="zh-Hans" src="/pack.json"></pathway-explorer>
  <pathway-explorer id="two" lang="zh-Hans" src="/pack.json"></pathway-explorer>`;

scenario('two explorers go their own ways', { body: TWO, ready: false }, async ({ page, whenReady, requests }) => {
  await whenReady(2);
  const [one, two] = [page.locator('#one'), page.locator('#two')];
  const chinese = await shown(one);
  assert.equal(await shown(two), chinese);

  await two.evaluate((element) => element.setAttribute('lang', 'en'));
  await page.waitForFunction((before) => document.querySelector('#two').shadowRoot.textContent !== before, chinese);
  assert.equal(await shown(one), chinese, 'the first keeps its language');
  assert.notEqual(await shown(two), chinese);

  await one.evaluate((element) => element.remove());
  const english = await shown(two);
  await two.evaluate((element) => element.setAttribute('lang', 'zh-Hans'));
  await page.waitForFunction((before) => document.querySelector('#two').shadowRoot.textContent !== before, english);
  assert.equal(await shown(two), chinese, 'the second lives on without the first');
  assert.equal(requests.filter((url) => url.endsWith('pathway-explorer.js')).length, 1);
});

scenario('a move keeps what is shown, and a return draws it anew', {}, async ({ page, explorer }) => {
  await explorer.evaluate((element) => {
    element.shadowRoot.querySelector('[part=base]').dataset.mark = 'first';
    const home = document.createElement('section');
    document.body.append(home);
    home.append(element);
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  const mark = () => explorer.evaluate((element) => element.shadowRoot.querySelector('[part=base]')?.dataset.mark ?? null);
  assert.equal(await mark(), 'first');
  await explorer.evaluate((element) => {
    if (!document.body.moveBefore) return;
    document.body.moveBefore(element, document.body.firstChild);
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  assert.equal(await mark(), 'first');
  assert.equal(await page.evaluate(() => globalThis.peReady), 1, 'a move loads nothing again');

  await explorer.evaluate((element) => {
    globalThis.kept = element;
    element.remove();
  });
  await page.waitForFunction(() => globalThis.kept.status === 'idle');
  assert.equal(await page.evaluate(() => globalThis.kept.shadowRoot.querySelector('[part=base]')), null);
  await page.evaluate(() => document.querySelector('main').append(globalThis.kept));
  await page.waitForFunction(() => globalThis.peReady === 2);
  assert.equal(await mark(), null);
  assert.equal(await status(explorer), 'ready');
});

scenario('an explorer taken away while it loads leaves nothing behind', { ready: false, body: '' }, async ({ page, server }) => {
  server.routes.set('/slow.json', async (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write(' ');
    setTimeout(() => response.end(samplePack()), 300);
  });
  await page.waitForFunction(() => customElements.get('pathway-explorer'));
  await page.evaluate(async () => {
    globalThis.heard = [];
    globalThis.removed = [];
    for (const wait of [0, 1, 20, 100]) {
      const element = document.createElement('pathway-explorer');
      element.setAttribute('src', '/slow.json');
      // Events of an element that is out of the page reach nobody but the element.
      for (const name of ['pe-ready', 'pe-error']) element.addEventListener(name, () => globalThis.heard.push(name));
      globalThis.removed.push(element);
      document.querySelector('main').append(element);
      await new Promise((resolve) => setTimeout(resolve, wait));
      document.querySelector('main').replaceChildren();
    }
    await new Promise((resolve) => setTimeout(resolve, 600));
  });
  assert.deepEqual(await page.evaluate(() => globalThis.heard), []);
  const left = await page.evaluate(() =>
    globalThis.removed.map((element) => [element.status, element.shadowRoot.querySelector('[part]')?.outerHTML ?? null]),
  );
  assert.deepEqual(left, Array(4).fill(['idle', null]));
});

const TWICE = `
  <script type="module" src="/pathway-explorer.js?ver=1"></script>
  <script type="module" src="/pathway-explorer.js?ver=2"></script>
  <script defer src="/pathway-explorer.classic.js"></script>
  <script defer src="/pathway-explorer.classic.js"></script>`;

scenario('a script that is loaded again changes nothing', { head: TWICE, build: 'none' }, async ({ page, explorer }) => {
  await page.waitForLoadState('load');
  assert.equal(await status(explorer), 'ready');
  assert.equal(await page.evaluate(() => globalThis.peReady), 1);
  assert.equal(await page.evaluate(() => globalThis.peMemories.length), 1, 'one module runs');
});

const FAR = '<div class="far"></div><pathway-explorer src="/pack.json"></pathway-explorer>';
const farSheet = '<link rel="stylesheet" href="/far.css">';

scenario('the loader waits until the reader comes near', { build: 'none', body: '', ready: false }, async ({ page, server, requests, whenReady }) => {
  server.routes.set('/far.css', { headers: { 'Content-Type': 'text/css' }, body: '.far { height: 5000px }' });
  server.routes.set('/far.html', {
    headers: { 'Content-Type': 'text/html' },
    body: `<!doctype html><title>Far</title>${farSheet}<script async src="/loader.js"></script><body>${FAR}`,
  });
  await page.goto(`${server.origin}/far.html`);
  await page.waitForLoadState('networkidle');
  const fetched = () => requests.filter((url) => url.endsWith('/pathway-explorer.js')).length;
  assert.equal(fetched(), 0, 'nothing but the loader at first');
  const room = await page.locator('pathway-explorer').evaluate((element) => element.getBoundingClientRect().height);
  assert.ok(room > 300, `room is kept for it (${room} px)`);

  await page.evaluate(() => scrollTo(0, 4300));
  await whenReady();
  assert.equal(fetched(), 1);
});

for (const [lang, width] of [['zh-Hans', 360], ['en', 1280]]) {
  // As a classic script in the head it runs before the page is drawn at all.
  const options = { build: 'none', head: '<script src="/loader.js"></script>', body: '<pathway-explorer src="/pack.json"></pathway-explorer><p id="after">After</p>', ready: false, lang, width };
  scenario(`nothing that the reader sees jumps when it comes alive, ${lang}, ${width} px`, options, async ({ page, whenReady }) => {
    await page.evaluate(() => {
      globalThis.shifts = 0;
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) globalThis.shifts += value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await whenReady();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    const shifts = await page.evaluate(() => globalThis.shifts);
    // Good is up to 0.1 for a whole page.
    assert.ok(shifts < 0.02, `the layout shifted by ${shifts}`);
    const added = await page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      frame.remove();
      return Object.getOwnPropertyNames(globalThis).filter((name) => !usual.has(name) && !/^\d+$|^pe[A-Z]|^shifts$/.test(name));
    });
    assert.deepEqual(added, [], 'names that the loader leaves in the page');
  });
}

const saving = () => Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
scenario('for a reader who saves data, the loader waits until they are there', { build: 'none', body: '', ready: false, before: saving }, async ({ page, server, requests, whenReady }) => {
  server.routes.set('/far.css', { headers: { 'Content-Type': 'text/css' }, body: '.far { height: 1300px }' });
  server.routes.set('/far.html', {
    headers: { 'Content-Type': 'text/html' },
    body: `<!doctype html><title>Far</title>${farSheet}<script async src="/loader.js"></script><body>${FAR}`,
  });
  await page.goto(`${server.origin}/far.html`);
  await page.waitForLoadState('networkidle');
  assert.equal(requests.filter((url) => url.endsWith('/pathway-explorer.js')).length, 0, 'not at 400 px from the window');
  await page.evaluate(() => scrollTo(0, 900));
  await whenReady();
});

scenario('the page changes the pack, and gives one before the script has come', { build: 'none', ready: false }, async ({ page, explorer, whenReady, server }) => {
  await explorer.evaluate((element, pack) => {
    element.removeAttribute('src');
    element.pack = pack;
  }, samplePack());
  await page.evaluate(() => import('/pathway-explorer.js'));
  await whenReady();
  server.routes.set('/broken.json', { body: '{' });
  await explorer.evaluate((element) => {
    element.pack = null;
    element.setAttribute('src', '/broken.json');
  });
  await page.waitForFunction(() => globalThis.peErrors.some(({ code }) => code === 'pack-invalid'));
  await explorer.evaluate((element) => element.setAttribute('src', '/pack.json'));
  await whenReady(2);
  assert.equal(await status(explorer), 'ready');
  assert.equal(await explorer.evaluate((element) => element.error), null);
});

const MEANT = '<pathway-explorer src="/pack.json" booth goal="astronaut" programme="robot-operator" region="atlantis" idle-seconds="soon"></pathway-explorer>';
scenario('an attribute that names what the pack does not have is told', { build: 'none', body: MEANT, ready: false }, async ({ page, explorer, whenReady }) => {
  const said = [];
  page.on('console', (message) => message.type() === 'warning' && said.push(message.text()));
  await page.evaluate(() => import('/pathway-explorer.js'));
  await whenReady();
  await explorer.evaluate((element) => element.setAttribute('goal', 'robot-operator'));
  await explorer.evaluate((element) => element.setAttribute('region', 'nowhere'));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  assert.deepEqual(said.map((text) => text.replace(/^.*bad-attr: /, '')), [
    'it does not know idle-seconds="soon"',
    'the pack does not have goal="astronaut", programme="robot-operator", region="atlantis"',
    'the pack does not have region="nowhere"',
  ]);
});

for (const seconds of ['2147484', '9999999', '1e99']) {
  scenario(`a booth waits as long as it can where it is to wait ${seconds} seconds`, { attributes: `booth idle-seconds="${seconds}"` }, async ({ page, explorer }) => {
    await page.mouse.click(200, 300);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    assert.equal(await explorer.getByRole('alertdialog').count(), 0);
  });
}
