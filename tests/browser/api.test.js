// The element as the page's own scripts see it: attributes, properties, methods, events, states, form, slots, parts.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import * as api from '../../www/element/api.js';
import { files } from '../../xtask/api.js';
import { drawn, samplePack, scenario, screenshot } from './harness/index.js';

const JOB = 'robot-operator';
const OTHER = JSON.parse(samplePack()).jobs.find(({ id }) => id !== JOB).id;
const PROGRAMMES = JSON.parse(samplePack()).programmes.map(({ id }) => id);
const [PROGRAMME] = PROGRAMMES;
const COURSES = JSON.parse(samplePack()).courses.slice(0, 3).map(({ id }) => id);
const EVENTS = api.EVENTS.map(({ name }) => name);

test('what is made of the description is up to date (node xtask/api.js)', async () => {
  for (const [path, content] of files()) {
    assert.equal(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8'), content, path);
  }
});

scenario('the element has what is described, and nothing else', {}, async ({ page }) => {
  const found = await page.evaluate(() => {
    const element = customElements.get('pathway-explorer');
    const of = (target) => Object.entries(Object.getOwnPropertyDescriptors(target));
    const fields = of(element.prototype).filter(([, one]) => one.get).map(([name, one]) => [name, Boolean(one.set)]);
    const methods = of(element.prototype).filter(([, one]) => typeof one.value === 'function').map(([name]) => name);
    const statics = of(element).filter(([, one]) => typeof one.value === 'function').map(([name]) => name);
    return { attributes: element.observedAttributes, fields, methods, statics };
  });
  const names = (list) => list.map(({ name }) => name).sort();
  assert.deepEqual([...found.attributes].sort(), names(api.ATTRIBUTES));
  const property = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const described = [
    ...api.PROPERTIES.map(({ name, set }) => [name, Boolean(set)]),
    ...api.ATTRIBUTES.filter(({ name }) => !['lang', 'nonce'].includes(name)).map(({ name }) => [property(name), true]),
  ];
  assert.deepEqual(found.fields.sort(), described.sort());
  // The browser calls these, and the module that has broken.
  const callbacks = /^constructor$|Callback$|^onBroken$/;
  assert.deepEqual(found.methods.filter((name) => !callbacks.test(name)).sort(), names(api.METHODS.filter((one) => !one.static)));
  assert.deepEqual(found.statics.sort(), names(api.METHODS.filter((one) => one.static)));
});

scenario('every part and slot that is described is there somewhere', { lang: 'en' }, async ({ page, explorer }) => {
  const parts = new Set(['dialog', 'notice']);
  const slots = new Set(['empty']);
  const look = async () => {
    await drawn(page);
    const found = await explorer.evaluate((element) => {
      const all = [...element.shadowRoot.querySelectorAll('*')];
      return [all.flatMap((one) => [...one.part]), all.filter((one) => one.localName === 'slot').map((one) => one.name)];
    });
    for (const part of found[0]) parts.add(part);
    for (const slot of found[1]) slots.add(slot);
  };
  await explorer.evaluate((element) => (element.view = 'me'));
  await explorer.getByText('Try it as an example student').click();
  await look();
  await explorer.getByRole('button', { name: /Use: Qiqige/ }).click();
  for (const view of ['find', 'goal', 'plan', 'compare', 'ladder']) {
    await explorer.evaluate((element, to) => (element.view = to), view);
    if (view === 'plan') await explorer.getByRole('button', { name: 'Copy' }).waitFor();
    if (view === 'goal') await explorer.locator('[part~=chart]').waitFor();
    if (view === 'compare') {
      await explorer.evaluate((element, ids) => element.compare(ids), COURSES);
      await explorer.locator('[part~=table]').waitFor();
    }
    await look();
  }
  assert.deepEqual([...parts].sort(), api.PARTS.map(([name]) => name).sort());
  assert.deepEqual([...slots].sort(), api.SLOTS.map(([name]) => name).sort());
});

/** Every event is heard by some test. */
const everHeard = new Set();
after(() => assert.deepEqual(EVENTS.filter((name) => !everHeard.has(name)), [], 'events that no test has heard'));

/** Notes every event from the start: `heard` has their names and details. */
function listen(names) {
  globalThis.heard = [];
  for (const name of names) {
    addEventListener(name, (event) => {
      const { detail, cancelable, composed, bubbles } = event;
      globalThis.heard.push({ name, detail, cancelable, composed, bubbles, frozen: Object.isFrozen(detail) });
    });
  }
}
const listening = (options = {}) => ({ ...options, before: `(${listen})(${JSON.stringify(EVENTS)})` });
const heard = (page, name) => page.evaluate((wanted) => globalThis.heard.filter((one) => one.name === wanted), name);
/** Waits for an event and gives the details of the last one. */
async function hear(page, name, count = 1) {
  await page.waitForFunction(([wanted, least]) => globalThis.heard.filter((one) => one.name === wanted).length >= least, [name, count]);
  everHeard.add(name);
  return (await heard(page, name)).at(-1).detail;
}

const sha = (hash, text) => `${hash}-${createHash(hash).update(text).digest('base64')}`;

scenario('what a page is told when a pack is shown', listening(), async ({ page, explorer }) => {
  const pack = JSON.parse(samplePack());
  const { id, version } = pack.pack?.[0] ?? pack.pack;
  const loaded = await hear(page, 'pe-packload');
  assert.deepEqual({ ...loaded, count: null }, { id, version, hash: sha('sha256', samplePack()), count: null });
  assert.ok(loaded.count > 100);
  const own = await explorer.evaluate((element) => element.version);
  assert.deepEqual(await hear(page, 'pe-ready'), { version: own });
  assert.equal(own, await page.evaluate(() => customElements.get('pathway-explorer').version));
  const { height } = await hear(page, 'pe-resize');
  const real = await explorer.evaluate((element) => Math.round(element.getBoundingClientRect().height));
  assert.ok(Math.abs(height - real) < 2000 && height > 200, `${height} of ${real}`);
  for (const { name, bubbles, composed, cancelable, frozen } of await page.evaluate(() => globalThis.heard)) {
    assert.deepEqual([bubbles, composed, cancelable, frozen], [true, true, false, true], name);
  }
  assert.equal((await heard(page, 'pe-ready')).length, 1);
});

scenario('selecting, comparing, clearing', listening({ lang: 'en' }), async ({ page, explorer }) => {
  assert.equal(await explorer.evaluate((element, id) => element.select(id), JOB), true);
  await explorer.getByRole('heading', { name: 'Industrial robot system operator' }).first().waitFor();
  assert.deepEqual(await hear(page, 'pe-select'), { id: JOB, ids: [JOB] });
  assert.deepEqual(await hear(page, 'pe-change'), { view: 'goal', goal: JOB, programme: '', region: '' });
  assert.deepEqual(await explorer.evaluate((element) => [element.selection, Object.isFrozen(element.selection), element.value]), [[JOB], true, JOB]);

  assert.equal(await explorer.evaluate((element) => element.select('no such id')), false);
  assert.equal(await explorer.evaluate((element, ids) => element.compare(ids), [...COURSES, 'nothing', OTHER]), 3);
  assert.deepEqual(await hear(page, 'pe-select', 2), { id: COURSES[0], ids: COURSES });
  assert.equal((await hear(page, 'pe-change', 2)).view, 'compare');

  await explorer.evaluate((element) => element.clear());
  assert.deepEqual(await hear(page, 'pe-change', 3), { view: 'find', goal: '', programme: '', region: '' });
  assert.deepEqual(await explorer.evaluate((element) => [element.selection, element.value]), [[], '']);
});

scenario('attributes are heeded, whenever they change', listening({ lang: 'en', attributes: `goal="${JOB}" view="plan"` }), async ({ page, explorer }) => {
  const place = () => explorer.locator('[aria-current]').first().innerText();
  assert.equal(await place(), 'Plan');
  await explorer.evaluate((element, id) => {
    element.goal = id;
    element.programme = 'nothing';
  }, OTHER);
  assert.equal((await hear(page, 'pe-change')).goal, OTHER);
  await explorer.evaluate((element, id) => element.setAttribute('programme', id), PROGRAMME);
  assert.equal((await hear(page, 'pe-change', 2)).programme, PROGRAMME);
  for (const view of ['find', 'goal', 'ladder', 'plan', 'compare', 'me']) {
    await explorer.evaluate((element, to) => (element.view = to), view);
    await page.waitForFunction((to) => globalThis.heard.at(-1).detail?.view === to || globalThis.heard.some((one) => one.detail?.view === to), view);
  }
  await explorer.evaluate((element) => (element.headingLevel = 4));
  await page.waitForFunction(() => document.querySelector('pathway-explorer').shadowRoot.querySelector('h2')?.ariaLevel === '4');
  await explorer.locator('h3[aria-level="5"]').first().waitFor();
  await explorer.evaluate((element) => (element.headingLevel = null));
  await explorer.locator('h2:not([aria-level])').waitFor();
  for (const theme of ['dark', 'contrast', 'light']) {
    await explorer.evaluate((element, name) => (element.theme = name), theme);
    await explorer.locator(`.explorer[data-theme="${theme}"]`).waitFor();
  }
});

const CONFUSED = `<pathway-explorer src="/pack.json" class="x" id="y" data-z="1" aria-busy="false" theme="neon" colour="red" kiosk></pathway-explorer>`;
scenario('what an element does not know is said once', { body: CONFUSED, ready: false }, async ({ page, explorer, whenReady }) => {
  const said = [];
  page.on('console', (message) => message.type() === 'warning' && said.push(message.text()));
  await whenReady();
  await explorer.evaluate((element) => document.body.append(element));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  const warned = said.filter((text) => text.includes('pathway-explorer'));
  // The page may have been quicker than this listener; then there is nothing to hear.
  if (warned.length === 0) {
    await explorer.evaluate((element) => document.body.append(element.cloneNode()));
    await whenReady(2);
    warned.push(...said.filter((text) => text.includes('pathway-explorer')));
  }
  assert.equal(warned.length, 1, warned.join('\n'));
  assert.match(warned[0], /bad-attr.*theme="neon", colour="red", kiosk=""/);
  assert.doesNotMatch(warned[0], /class|data-z|aria-busy/);
});

scenario('packs are handed over, pinned and exchanged', listening(), async ({ page, explorer, server }) => {
  const pack = samplePack();
  const gzip = gzipSync(pack);
  server.routes.set('/small.gz', { body: gzip });
  const load = (source, options) =>
    explorer.evaluate((element, [address, wanted]) => element.loadPack(address, wanted).then(() => 'shown', ({ code, name }) => code ?? name), [source, options]);
  assert.equal(await load('/small.gz', { integrity: sha('sha256', gzip) }), 'shown');
  assert.equal(await load('/pack.json', { integrity: `${sha('sha256', 'other')} ${sha('sha384', pack)}` }), 'shown', 'the strongest counts');
  assert.equal(await load('/pack.json', { integrity: sha('sha512', 'other') }), 'integrity');
  assert.match((await hear(page, 'pe-error')).message, /sha512-/);
  assert.equal(await load('/pack.json', { integrity: 'md5-x' }), 'bad-attr');
  assert.equal(await load('/pack.json', {}), 'shown');

  server.routes.set('/never.json', () => {});
  const aborted = await explorer.evaluate(async (element) => {
    const stop = new AbortController();
    const loading = element.loadPack('/never.json', { signal: stop.signal });
    const during = element.status;
    stop.abort();
    const end = await loading.then(() => 'shown', ({ name }) => name);
    return [during, end, element.status, element.select('nothing')];
  });
  assert.deepEqual(aborted, ['loading', 'AbortError', 'ready', false], 'what was shown stays');

  const given = await explorer.evaluate(async (element, text) => {
    const kinds = [text, new TextEncoder().encode(text), new TextEncoder().encode(text).buffer, JSON.parse(text)];
    const ends = [];
    for (const kind of kinds) {
      element.pack = kind;
      await element.ready();
      ends.push([element.status, element.pack.constructor.name]);
    }
    element.pack = null;
    await element.ready();
    return [...ends, [element.status, element.pack]];
  }, pack);
  assert.deepEqual(given, [...Array(4).fill(['ready', 'Uint8Array']), ['ready', null]]);
});

scenario('a signal that comes after the pack changes nothing', listening({ attributes: 'goal="nothing"' }), async ({ page, explorer, server }) => {
  const other = JSON.parse(samplePack());
  other.pack.version = 'the other';
  server.routes.set('/other.json', { body: JSON.stringify(other) });
  const load = (source) => explorer.evaluate((element, address) => {
    globalThis.stop = new AbortController();
    return element.loadPack(address, { signal: globalThis.stop.signal }).then(() => 'shown', ({ code, name }) => code ?? name);
  }, source);
  const after = () => explorer.evaluate(async (element) => {
    globalThis.stop.abort();
    await new Promise((resolve) => setTimeout(resolve));
    return [element.status, element.error, element.matches(':state(ready)'), await element.ready().then(() => 'ready', ({ message }) => message)];
  });
  const version = async (count) => (await hear(page, 'pe-packload', count)).version;
  assert.equal(await load('/other.json'), 'shown');
  assert.equal(await version(2), 'the other');
  assert.deepEqual(await after(), ['ready', null, true, 'ready']);
  await explorer.evaluate((element) => element.reload());
  assert.equal(await version(3), 'the other', 'and is what is fetched again');
  await page.evaluate(async () => {
    const element = document.querySelector('pathway-explorer');
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    document.querySelector('main').append(element);
  });
  assert.equal(await version(4), 'the other', 'and what a return shows');

  // Where nothing was shown before.
  server.routes.set('/bad.json', { body: '{' });
  await explorer.evaluate((element) => (element.src = '/bad.json'));
  await page.waitForFunction(() => document.querySelector('pathway-explorer').status === 'error');
  assert.equal(await load('/other.json'), 'shown');
  assert.deepEqual(await after(), ['ready', null, true, 'ready']);
  // A failure is over, too: nothing is tried again.
  await explorer.evaluate((element) => (element.src = '/bad.json?again'));
  await page.waitForFunction(() => document.querySelector('pathway-explorer').status === 'error');
  assert.equal(await load('/bad.json?third'), 'pack-invalid');
  server.asked.length = 0;
  assert.equal((await after())[0], 'error');
  assert.deepEqual(server.asked, []);
});

scenario('what is shown stays when another pack cannot be had', listening({ lang: 'en', attributes: `goal="${JOB}"`, expected: [/404/] }), async ({ page, explorer, server }) => {
  const heading = explorer.getByRole('heading', { name: 'Industrial robot system operator' }).first();
  await heading.waitFor();
  server.routes.set('/syntax.json', { body: '{' });
  server.routes.set('/empty.json', { body: '{"format": "rungs-pack/1"}' });
  const stays = async () => {
    await explorer.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    assert.ok(await heading.isVisible());
    assert.equal(await explorer.getByRole('alert').count(), 0);
    assert.deepEqual(await explorer.evaluate(async (element) => [element.status, element.error, element.value, await element.ready()]), ['ready', null, JOB, undefined]);
  };
  let errors = 0;
  for (const [source, code] of [['/nosuch.json', 'network'], ['/syntax.json', 'pack-invalid'], ['/empty.json', 'pack-invalid']]) {
    assert.equal(await explorer.evaluate((element, address) => element.loadPack(address).then(() => 'shown', (error) => error.code), source), code);
    assert.equal((await hear(page, 'pe-error', (errors += 1))).code, code);
    await stays();
  }
  const pack = server.routes.get('/pack.json');
  server.routes.delete('/pack.json');
  await explorer.evaluate((element) => element.reload());
  assert.equal((await hear(page, 'pe-error', (errors += 1))).code, 'network');
  await stays();
  server.routes.set('/pack.json', pack);
  await explorer.evaluate((element) => element.reload());
  await hear(page, 'pe-ready', 2);
  // What the page says in an attribute or a property holds: what was there before is not what it names.
  await explorer.evaluate((element) => (element.src = '/nosuch.json'));
  await hear(page, 'pe-error', (errors += 1));
  await explorer.getByRole('alert').waitFor();
  assert.equal(await heading.count(), 0);
});

const PINNED = (integrity) => `<pathway-explorer src="/pack.json" pack-integrity="${integrity}"></pathway-explorer>`;
scenario('a pack that is not the pinned one is refused', { body: PINNED(sha('sha256', 'another')), ready: false, lang: 'en' }, async ({ page, explorer, whenReady }) => {
  await page.waitForFunction(() => globalThis.peErrors.some(({ code }) => code === 'integrity'));
  await explorer.getByText(/not the one that this page expects/).waitFor();
  // However it is asked for.
  for (const [source, options] of [[undefined], [null], [''], [undefined, { integrity: sha('sha256', samplePack()) }]]) {
    const end = explorer.evaluate((element, [address, more]) => element.loadPack(address, more).then(() => 'shown', ({ code }) => code), [source, options]);
    assert.equal(await end, 'integrity', `${source}`);
  }
  await explorer.evaluate((element) => {
    element.pack = null;
    element.reload();
  });
  assert.equal(await explorer.evaluate((element) => element.ready().then(() => 'shown', ({ code }) => code)), 'integrity');
  await explorer.evaluate((element, hash) => (element.packIntegrity = hash), sha('sha384', samplePack()));
  await whenReady();
  // What the page has in its hands, it need not pin.
  await explorer.evaluate((element, text) => (element.pack = text), samplePack().replace('{', '{ '));
  await whenReady(2);
});

for (const [lang, said] of [['zh-Hans', /pack-integrity 属性.*sha256-/], ['en', /hash of no known kind \(the pack-integrity attribute\)/]]) {
  scenario(`what is wrong with a hash of no known kind (${lang})`, { body: PINNED('md5-xyz'), ready: false, lang }, async ({ page, explorer }) => {
    await page.waitForFunction(() => globalThis.peErrors.some(({ code, path }) => code === 'bad-attr' && path === 'pack-integrity'));
    const panel = await explorer.getByRole('alert').innerText();
    assert.match(panel, said);
    assert.match(panel, /md5-xyz/);
  });
}

scenario('what the visitor decided can be taken and given back', listening({ lang: 'en' }), async ({ page, explorer }) => {
  await explorer.evaluate((element, [job, ids]) => {
    element.select(job);
    element.compare(ids);
  }, [JOB, COURSES]);
  await hear(page, 'pe-select');
  const text = await explorer.evaluate((element) => element.state);
  assert.equal(JSON.parse(await explorer.evaluate((element) => element.exportState())).goal, JOB);
  assert.match(await explorer.evaluate((element) => element.exportState('code')), /robot-operator/);
  assert.equal(await explorer.evaluate((element) => element.exportState('nonsense')), null);

  await explorer.evaluate((element) => element.reset());
  await page.waitForFunction(() => globalThis.peReady === 2);
  assert.equal(await explorer.evaluate((element) => element.value), '');
  for (const bad of ['', 'x', 'rungs-state/1 another\nfind\n\n\n{}', text.replace('{', '[')]) {
    await explorer.evaluate((element, wrong) => (element.state = wrong), bad);
  }
  assert.equal(await explorer.evaluate((element) => element.value), '', 'nothing of a broken state is taken');
  await explorer.evaluate((element, good) => (element.state = good), text);
  await page.waitForFunction((job) => document.querySelector('pathway-explorer').value === job, JOB);
  assert.equal(await explorer.evaluate((element) => element.state), text);
});

scenario('a return finds what was left', { lang: 'en', body: '<pathway-explorer id="one" src="/pack.json"></pathway-explorer>' }, async ({ page, explorer, whenReady }) => {
  await explorer.evaluate((element, id) => element.select(id), JOB);
  await page.waitForFunction((id) => document.querySelector('pathway-explorer').value === id, JOB);
  await page.evaluate(async () => {
    const element = document.querySelector('pathway-explorer');
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    document.querySelector('main').append(element);
  });
  await whenReady(2);
  assert.equal(await explorer.evaluate((element) => element.value), JOB);
  await explorer.getByRole('heading', { name: 'Industrial robot system operator' }).first().waitFor();
});

const FORM = `
  <form id="f" action="/sent">
    <fieldset id="set"><pathway-explorer name="goal" required src="/pack.json"></pathway-explorer></fieldset>
    <button>Send</button>
  </form>`;
scenario('in a form', { body: FORM, lang: 'en', policy: 'none' }, async ({ page, explorer, whenReady }) => {
  await page.evaluate(() => {
    globalThis.submits = 0;
    document.querySelector('#f').addEventListener('submit', (event) => {
      event.preventDefault();
      globalThis.submits += 1;
    });
  });
  const sent = () => page.evaluate(() => new FormData(document.querySelector('#f')).get('goal'));
  // Enter in our search field is ours.
  await explorer.getByRole('searchbox').fill('robot');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => globalThis.submits), 0);
  await page.getByRole('button', { name: 'Send' }).click();
  assert.equal(await page.evaluate(() => globalThis.submits), 0, 'a goal is required');
  assert.deepEqual(await explorer.evaluate((element) => [element.checkValidity(), element.validity.valueMissing, element.validationMessage !== '']), [false, true, true]);
  assert.equal(await sent(), null);

  await explorer.evaluate((element, id) => element.select(id), JOB);
  await page.waitForFunction(() => document.querySelector('pathway-explorer').checkValidity());
  assert.equal(await sent(), JOB);
  await page.getByRole('button', { name: 'Send' }).click();
  assert.equal(await page.evaluate(() => globalThis.submits), 1);

  await page.evaluate(() => (document.querySelector('#set').disabled = true));
  assert.equal(await explorer.evaluate((element) => element.shadowRoot.querySelector('[part~=base]').inert), true);
  assert.equal(await sent(), null);
  await page.evaluate(() => (document.querySelector('#set').disabled = false));
  assert.equal(await explorer.evaluate((element) => element.shadowRoot.querySelector('[part~=base]').inert), false);
  await page.evaluate(() => document.querySelector('#f').reset());
  await whenReady(2);
  assert.equal(await sent(), null);
});

scenario('states, role and label', { lang: 'en' }, async ({ page, explorer, server }) => {
  const matches = (state) => explorer.evaluate((element, name) => element.matches(`:state(${name})`), state);
  assert.deepEqual([await matches('ready'), await matches('loading'), await matches('error')], [true, false, false]);
  const cdp = await page.context().newCDPSession(page);
  const regions = async () => {
    const { nodes } = await cdp.send('Accessibility.getFullAXTree');
    return nodes.filter(({ role }) => role?.value === 'region').map(({ name }) => name.value);
  };
  assert.deepEqual(await regions(), ['Pathways']);
  await explorer.evaluate((element) => (element.label = 'Your way'));
  assert.deepEqual(await regions(), ['Your way']);
  server.routes.set('/bad.json', { body: '[' });
  await explorer.evaluate((element) => (element.src = '/bad.json'));
  await page.waitForFunction(() => document.querySelector('pathway-explorer').matches(':state(error):not(:state(ready))'));
  await explorer.evaluate((element) => element.toggleAttribute('booth', true));
  assert.equal(await matches('booth'), true);
});

const SLOTS = `<pathway-explorer src="/pack.json"><p>Fallback</p><span slot="title">Our pathways</span>
  <p slot="help">Ask room 12</p><p slot="footer">The school</p><p slot="empty">Ask us for other jobs</p><p slot="privacy">Our promise</p></pathway-explorer>`;
scenario('what the page puts into the slots', { body: SLOTS, lang: 'en' }, async ({ page, explorer }) => {
  await explorer.getByRole('heading', { name: 'Our pathways' }).waitFor();
  for (const text of ['Ask room 12', 'The school']) assert.ok(await page.getByText(text).isVisible(), text);
  for (const text of ['Fallback', 'Ask us for other jobs', 'Our promise']) assert.equal(await page.getByText(text).isVisible(), false, text);
  await explorer.getByRole('searchbox').fill('qqqqqqqq');
  await page.getByText('Ask us for other jobs').waitFor();
  await explorer.evaluate((element) => (element.view = 'me'));
  await page.getByText('Our promise').waitFor();
});

scenario('a page decides about links and paper', listening({ lang: 'en', attributes: `goal="${JOB}"` }), async ({ page, explorer }) => {
  await page.evaluate(() => {
    globalThis.printed = 0;
    globalThis.print = () => (globalThis.printed += 1);
    globalThis.stop = true;
    for (const name of ['pe-navigate', 'pe-print']) addEventListener(name, (event) => globalThis.stop && event.preventDefault());
  });
  await explorer.evaluate((element) => element.print());
  assert.equal(await page.evaluate(() => globalThis.printed), 0);
  await explorer.getByText('About this data').click();
  const link = explorer.locator('footer a[href]').first();
  const href = await link.getAttribute('href');
  await link.click();
  assert.deepEqual((await hear(page, 'pe-navigate')).href, href);
  assert.equal(page.context().pages().length, 1, 'nothing was opened');
  for (const { name, cancelable } of await page.evaluate(() => globalThis.heard)) {
    assert.equal(cancelable, ['pe-navigate', 'pe-print'].includes(name), name);
  }
  await hear(page, 'pe-print');
  await page.evaluate(() => (globalThis.stop = false));
  await explorer.evaluate((element) => element.print());
  assert.equal(await page.evaluate(() => globalThis.printed), 1);
});

scenario('links lead where the page allows', { lang: 'en', attributes: 'allow-links="none"' }, async ({ page, explorer }) => {
  await explorer.getByText('About this data').click();
  await drawn(page);
  assert.ok(await explorer.locator('.foot details li, .foot details p').count());
  assert.equal(await explorer.locator('a[href]').count(), 0);
});

/** The plan of the example student, as an adviser would hand it over. */
async function showPlan(explorer) {
  await explorer.evaluate((element) => (element.view = 'me'));
  await explorer.getByText('Try it as an example student').click();
  await explorer.getByRole('button', { name: /Use: Qiqige/ }).click();
  await explorer.evaluate((element) => (element.view = 'plan'));
  await explorer.getByText(/[Pp]roven best/).first().waitFor();
}

scenario('whoever may only look changes nothing but the job', { lang: 'en' }, async ({ page, explorer }) => {
  await showPlan(explorer);
  await explorer.evaluate((element) => (element.readonly = true));
  const before = await explorer.evaluate((element) => element.exportState('json'));
  await explorer.getByText('What if…?', { exact: true }).click();
  const slider = explorer.getByRole('slider').first();
  const stood = await slider.inputValue();
  await slider.focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await explorer.getByText('This is only to be looked at').waitFor();
  assert.equal(await explorer.evaluate((element) => element.exportState('json')), before);
  await drawn(page);
  assert.equal(await explorer.getByRole('slider').first().inputValue(), stood, 'what was moved stands where it stood');

  await explorer.getByRole('button', { name: 'Undo', exact: true }).click();
  await drawn(page);
  assert.equal(await explorer.evaluate((element) => element.exportState('json')), before, 'nothing is taken back either');
  // The page may still say who asks.
  await explorer.evaluate((element, programme) => (element.programme = programme), PROGRAMMES[1]);
  assert.match(await explorer.evaluate((element) => element.exportState('json')), new RegExp(`"${PROGRAMMES[1]}"`));

  assert.equal(await explorer.evaluate((element, job) => element.select(job), OTHER), true);
  assert.match(await explorer.evaluate((element) => element.value), new RegExp(`^${OTHER}`));
  // The page itself may still put another plan there.
  const state = await explorer.evaluate((element) => element.state);
  await explorer.evaluate((element) => element.reset());
  await explorer.evaluate((element, state) => (element.state = state), state);
  assert.match(await explorer.evaluate((element) => element.value), new RegExp(`^${OTHER}`));
  await explorer.evaluate((element) => (element.readonly = false));
});

for (const [share, link, picture] of [['qr', 1, 1], ['link', 1, 0], ['none', 0, 0]]) {
  scenario(`a plan is passed on as the page says: ${share}`, { lang: 'en', attributes: `share="${share}"` }, async ({ explorer }) => {
    await showPlan(explorer);
    await explorer.getByRole('button', { name: 'Print' }).waitFor();
    assert.equal(await explorer.getByRole('button', { name: 'Copy' }).count(), link);
    assert.equal(await explorer.locator('[part~=qr]').count(), picture);
  });
}

scenario('nothing is printed where the page says so', { lang: 'en', attributes: 'allow-print="no"' }, async ({ explorer }) => {
  await showPlan(explorer);
  await explorer.getByRole('button', { name: 'Copy' }).waitFor();
  assert.equal(await explorer.getByRole('button', { name: 'Print' }).count(), 0);
});

scenario('sharing is told to the page', listening({ lang: 'en' }), async ({ page, explorer }) => {
  await explorer.evaluate((element) => (element.view = 'me'));
  await explorer.getByText('Try it as an example student').click();
  await explorer.getByRole('button', { name: /Use: Qiqige/ }).click();
  await explorer.evaluate((element) => (element.view = 'plan'));
  await explorer.getByRole('button', { name: 'Copy' }).click();
  const link = await explorer.evaluate((element) => element.exportState('link'));
  assert.deepEqual(await hear(page, 'pe-share'), { url: link });
  assert.match(link, /^https:/);
});

scenario('the parts that a page can style', { lang: 'en', head: '<link rel="stylesheet" href="/host.css">', expected: [/404/] }, async ({ page, explorer, server }) => {
  server.routes.set('/host.css', { headers: { 'Content-Type': 'text/css' }, body: 'pathway-explorer::part(card) { border-top-width: 7px; }' });
  await page.reload();
  await page.waitForFunction(() => globalThis.peReady > 0);
  const width = () => explorer.locator('[part~=card]').first().evaluate((card) => getComputedStyle(card).borderTopWidth);
  assert.equal(await width(), '7px');
});

for (const [lang, words] of Object.entries({
  'zh-Hans': { asks: '您还在吗？', stay: '我还在' },
  en: { asks: 'Are you still there?', stay: "I'm still here" },
})) {
  const booth = listening({ lang, width: 360, attributes: 'booth idle-seconds="1" persist="local" hash-key="rungs"' });
  scenario(`40: a booth that was left shows nothing of who was there, ${lang}`, booth, async ({ page, explorer }) => {
    const traces = () => page.evaluate(() => [Object.keys(localStorage).filter((key) => key !== 'pathway-explorer/visitors'), sessionStorage.length, location.hash, history.length]);
    const before = await traces();
    await page.waitForTimeout(1500);
    assert.equal(await explorer.getByRole('alertdialog').count(), 0, 'nobody has come yet');
    await explorer.evaluate((element, id) => element.select(id), JOB);
    await explorer.evaluate((element, ids) => element.compare(ids), COURSES);
    await explorer.locator('.tab').first().click();
    await explorer.getByRole('searchbox').fill('robot');
    const dialog = explorer.getByRole('alertdialog', { name: words.asks });
    await dialog.waitFor();
    await screenshot(page, `booth-${lang}`);
    // By keyboard: the focus is on the button.
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await explorer.evaluate((element) => element.value), JOB, 'whoever stays loses nothing');

    await dialog.waitFor();
    const { length } = await heard(page, 'pe-ready');
    await page.waitForFunction(() => globalThis.heard.some(({ name }) => name === 'pe-idle'), null, { timeout: 30_000 });
    everHeard.add('pe-idle');
    await hear(page, 'pe-ready', length + 1);
    assert.equal(await explorer.evaluate((element) => element.value), '');
    assert.equal(await explorer.locator('.attract').count(), 1, 'it waits for the next one');
    assert.equal(await explorer.getByRole('searchbox').count(), 0);
    assert.doesNotMatch(await explorer.evaluate((element) => element.state), new RegExp(`${JOB}|${COURSES[0]}`));
    assert.deepEqual(await traces(), before);
    assert.equal(await explorer.locator('a[href]').count(), 0);
    const small = await explorer.evaluate((element) =>
      [...element.shadowRoot.querySelectorAll('button')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44 && !one.closest('.card')).map((one) => `${one.className} ${one.textContent}`),
    );
    assert.deepEqual(small, [], 'targets of 44 px');
  });
}

scenario('the doctor finds nothing on a good page', { lang: 'en' }, async ({ explorer }) => {
  const report = await explorer.evaluate((element) => element.constructor.doctor());
  assert.deepEqual([report.ok, report.findings], [true, []]);
});

const SICK = { lang: 'en', policy: 'no-wasm', ready: false, expected: [/wasm|WebAssembly|404/i] };
scenario('the doctor names each thing and the line to change', SICK, async ({ page, explorer }) => {
  await page.waitForFunction(() => globalThis.peErrors.length > 0);
  const report = await explorer.evaluate((element) => element.constructor.doctor({ pack: '/none.json' }));
  assert.equal(report.ok, false);
  const codes = Object.fromEntries(report.findings.map(({ code, fix }) => [code, fix]));
  assert.match(codes['csp-wasm'], /script-src 'self' 'wasm-unsafe-eval'/);
  assert.ok(codes.network);
  const chinese = await explorer.evaluate((element) => element.constructor.doctor({ lang: 'zh' }));
  assert.match(chinese.findings.find(({ code }) => code === 'csp-wasm').message, /安全策略/);
});

scenario('favourites are told, and sent by a form after the goal', listening({ lang: 'en', attributes: `goal="${JOB}"` }), async ({ page, explorer }) => {
  await explorer.getByRole('button', { name: 'Add to favourites' }).first().click();
  assert.deepEqual(await hear(page, 'pe-favourites'), { ids: [JOB] });
  assert.equal(await explorer.evaluate((element) => element.value), `${JOB} ${JOB}`);
});
