// Cases 35 to 40: messages, frames, storage, fragments, the installable page, the booth.

import assert from 'node:assert/strict';
import { makeSite, samplePack, script, serveFolder } from '../../browser/harness/index.js';
import { acting } from '../stage.js';

const JOB = 'robot-operator';
const PACK = JSON.parse(samplePack()).pack.id;
const KEY = `rungs/1/${PACK}`;
const html = (body) => ({ headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: `<!doctype html><meta charset="utf-8"><title>Inside</title>${body}` });

/** A frame that is what it says, and passes on what the test wants said: by its port, or to the page around it. */
const CHILD = script(`
  const greet = () => parent.postMessage({ rungs: 'frame/1' }, '*');
  const above = window.opener ?? parent;
  let port = null;
  const heard = [];
  greet();
  addEventListener('message', ({ data, ports }) => {
    if (data.rungs === 'host/1' && !port) greet();
    if (data.rungs === 'port/1') [port] = ports;
    if ('say' in data) port?.postMessage(data.say);
    if ('shout' in data) above.postMessage(data.shout, '*');
    if ('steal' in data) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => heard.push(event.data);
      parent.frames[data.steal].postMessage({ rungs: 'port/1' }, '*', [port2]);
    }
    if ('tell' in data) above.postMessage({ told: data.tell, hasPort: Boolean(port), heard: heard.length }, '*');
  });`);
const FRAMES = {
  policy: 'none',
  build: 'none',
  ready: false,
  routes: { '/frame.html': html('<script src="/child.js"></script>'), '/other.html': html('<script src="/child.js"></script>'), '/child.js': CHILD },
};
const HOST = '<script defer src="/frame-host.js"></script>';

/** Asks a frame or another window whether it was given a port, and what it heard. Runs in the page. */
const told = (target) => `new Promise((resolve) => {
  addEventListener('message', ({ data }) => { if (data.told) resolve(data); });
  ${target}.postMessage({ tell: 'x' }, '*');
})`;
const ask = (stage, target) => stage.ask(`async () => ${told(target)}`);

/** Makes the grace of a booth, 20 seconds, a second and a half; its wishes last as they are. */
function hasty() {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (act, time, ...given) => setTimeout(act, time === 20_000 ? 1500 : time, ...given);
  globalThis.copied = [];
  if (navigator.clipboard) navigator.clipboard.writeText = async (text) => void copied.push(text);
  globalThis.print = () => {};
  globalThis.heard = [];
  for (const name of ['pe-idle', 'pe-share']) addEventListener(name, () => heard.push(name));
  /** All that a visitor could leave behind. */
  globalThis.traces = () => {
    const root = explorer().shadowRoot;
    const fields = [...root.querySelectorAll('input, textarea, select')].filter(({ type }) => !['radio', 'checkbox'].includes(type));
    return {
      shown: root.textContent,
      fields: fields.map(({ value }) => value).filter(Boolean),
      autofilled: fields.filter(({ type, autocomplete }) => ['text', 'search'].includes(type) && autocomplete !== 'off').length,
      local: Object.keys(localStorage).filter((key) => key !== 'pathway-explorer/visitors'),
      session: sessionStorage.length,
      hash: location.hash,
      history: history.length,
      entry: history.state,
      value: explorer().value,
      state: explorer().state,
      copied: copied.length,
      title: document.title,
    };
  };
}
const BOOTH = { attributes: 'booth idle-seconds="1" persist="local" hash-key="rungs"', before: hasty };
/** What a visitor does before they go; each ends on another screen. Run in the page. */
const VISITS = {
  'the welcome, touched': () => inside('.explorer').click(),
  'a search': () => {
    const field = inside('input[type=search]');
    field.value = 'robot';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  },
  'the goal': () => explorer().select('robot-operator'),
  'the ladder': () => button('Ladder').click(),
  'the plan, with its code to scan': async () => {
    button('Plan').click();
    await pause(300);
    for (const one of explorer().shadowRoot.querySelectorAll('details')) one.open = true;
  },
  'a comparison': () => explorer().compare(['plc', 'sensors']),
  'what is mine, a name typed': () => {
    button('Me').click();
    for (const field of explorer().shadowRoot.querySelectorAll('input[type=text], textarea')) {
      field.value = 'Qiqige';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  },
  'paper': () => {
    dispatchEvent(new Event('beforeprint'));
    explorer().print();
    dispatchEvent(new Event('afterprint'));
  },
  "the staff's window": () => (location.hash = '#staff'),
};

const sites = new Map();
/** The first and the second version of an installable page. */
function site(version) {
  if (!sites.has(version)) sites.set(version, makeSite(samplePack().replaceAll('sample data', version === 1 ? 'sample data' : 'second edition'), { lang: 'en' }));
  return sites.get(version);
}
const TITLES = { 1: 'sample data', 2: 'second edition' };
/** A case with the installable page: `open()` is a window, all of one reader. */
const visited = (does, body) => ({
  number: 39,
  does,
  async alone(engine) {
    const server = await serveFolder(site(1));
    const windows = [];
    const shows = (page, version) => page.until((title) => document.querySelector('h1')?.textContent.includes(title) && document.querySelector('pathway-explorer')?.shadowRoot?.textContent.includes('Industrial robot system operator'), TITLES[version]);
    const installed = (page) => page.ask(async () => void (await navigator.serviceWorker.ready));
    const open = async () => {
      const page = acting(windows.length === 0 ? await engine.open(`${server.origin}/`) : await windows[0].beside(`${server.origin}/`));
      windows.push(page);
      return page;
    };
    const reload = async (page) => {
      await page.ask(() => {
        globalThis.isOld = true;
        setTimeout(() => location.reload());
      });
      await page.until(() => !globalThis.isOld && document.readyState === 'complete');
    };
    try {
      await body({ server, open, shows, installed, reload });
    } finally {
      for (const page of windows.reverse()) await page.close().catch(() => {});
      server.close();
    }
  },
});
const update = (page) => page.ask(async () => void (await (await navigator.serviceWorker.ready).update()));
const packOf = (page) => page.ask(() => document.querySelector('pathway-explorer').getAttribute('src'));
const spoil = (page, how, paths) => page.ask(async (act, wanted) => {
  const [name] = await caches.keys();
  const cache = await caches.open(name);
  for (const path of wanted) {
    const address = new URL(path, location.origin);
    if (act === 'delete') await cache.delete(address);
    else await cache.put(address, new Response('damaged', { headers: { 'Content-Type': 'text/html' } }));
  }
}, how, paths);
const renew = (page) => page.ask(() => document.querySelector('#renew').click());
const offered = (page) => page.until(() => !document.querySelector('#renew').hidden);

export default [
  {
    number: 35,
    does: 'heights that are none, events that are not told, the right shape from a sibling, the page itself, the frame past its port',
    page: { ...FRAMES, body: `<iframe title="a" src="/frame.html" height="200"></iframe><iframe title="b" src="/other.html" height="200"></iframe>${HOST}` },
    async body(stage) {
      const { until } = stage;
      await until(async () => {
        frames[0].postMessage({ say: { t: 'h', v: 500 } }, '*');
        await pause(200);
        return document.querySelector('iframe').clientHeight === 500;
      });
      const heights = await stage.ask(async () => {
        const found = [];
        for (const v of [1e9, -1, Number.NaN, '900', 1.5, null, {}, [700], Number.POSITIVE_INFINITY, undefined, 700]) {
          frames[0].postMessage({ say: { t: 'h', v } }, '*');
          await pause(250);
          found.push(document.querySelector('iframe').clientHeight);
        }
        return found;
      });
      assert.deepEqual(heights, [20000, ...Array(9).fill(120), 700]);
      assert.equal((await ask(stage, 'frames[1]')).hasPort, false, 'a frame that is not ours gets no port');
      const heard = await stage.ask(async () => {
        const events = [];
        for (const name of ['pe-select', 'click', 'pe-print', 'pe-navigate', 'pe-idle']) addEventListener(name, (event) => events.push(`${event.type} ${event.target.title}`));
        for (const shout of [{ rungs: 'frame/1', t: 'h', v: 333 }, { t: 'h', v: 333 }, { t: 'e', n: 'pe-select', d: {} }]) {
          frames[1].postMessage({ shout }, '*');
          frames[0].postMessage({ shout }, '*');
          postMessage(shout, '*');
        }
        for (const say of [null, 7, 'x', [], { t: 'e' }, { t: 'e', n: '__proto__' }, { t: 'e', n: 'click' }, { t: 'e', n: 'pe-print' }, { t: 'e', n: 'pe-select', d: { id: 'x' } }]) frames[0].postMessage({ say }, '*');
        await pause(400);
        return [events, document.querySelector('iframe').clientHeight];
      });
      assert.deepEqual(heard, [['pe-select a'], 700]);
    },
  },
  {
    number: 35,
    does: 'the greeting from a frame without an origin',
    page: { ...FRAMES, body: `<iframe title="a" src="/frame.html" sandbox="allow-scripts" height="200"></iframe><iframe title="b" src="/other.html" sandbox="allow-scripts"></iframe><iframe title="c" src="/frame.html" height="200"></iframe>${HOST}` },
    async body(stage) {
      await stage.until(async () => {
        const asking = frames[2];
        return new Promise((resolve) => {
          addEventListener('message', ({ data, source }) => data.told && source === asking && resolve(data.hasPort), { once: true });
          asking.postMessage({ tell: 'x' }, '*');
        });
      });
      // What was loaded into a sandbox is taken at its word only while the page says that it is one.
      assert.equal((await ask(stage, 'frames[1]')).hasPort, false, 'a frame without an origin that is not ours');
    },
  },
  {
    number: 35,
    does: 'the greeting from another window',
    without: {
      needs: () => {
        const other = open('about:blank', 'other', 'popup,width=200,height=200');
        other?.close();
        return Boolean(other);
      },
      why: 'the engine opens no window for a test',
    },
    page: { ...FRAMES, body: `<iframe title="a" src="/frame.html" height="200"></iframe>${HOST}` },
    async body(stage) {
      const height = await stage.ask(async () => {
        globalThis.other = open('/other.html', 'other', 'popup,width=200,height=200');
        await pause(800);
        for (const shout of [{ rungs: 'frame/1' }, { t: 'h', v: 333 }]) other.postMessage({ shout }, '*');
        await pause(300);
        return document.querySelector('iframe').clientHeight;
      });
      assert.equal(height, 200);
      assert.equal((await ask(stage, 'other')).hasPort, false);
      await stage.ask(() => other.close());
    },
  },
  {
    number: 35,
    does: 'a sandbox that the page has meanwhile taken away',
    page: { ...FRAMES, body: `<iframe title="a" src="/frame.html" sandbox="allow-scripts"></iframe>`, head: '' },
    async body(stage) {
      await stage.ask(async () => {
        await pause(200);
        document.querySelector('iframe').sandbox.add('allow-same-origin');
        await new Promise((resolve) => {
          const late = document.createElement('script');
          late.src = '/frame-host.js';
          late.onload = resolve;
          document.head.append(late);
        });
        await pause(200);
        frames[0].postMessage({ shout: { rungs: 'frame/1' } }, '*');
        await pause(200);
      });
      assert.equal((await ask(stage, 'frames[0]')).hasPort, false);
    },
  },
  {
    number: 35,
    does: 'a sibling that hands the explorer a port',
    page: {
      ...FRAMES,
      body: '<iframe title="a" src="/real.html"></iframe><iframe title="b" src="/other.html"></iframe>',
      routes: { ...FRAMES.routes, '/real.html': html('<script defer src="/pathway-explorer.classic.js"></script><script defer src="/frame.js"></script><body><pathway-explorer src="/pack.json"></pathway-explorer>') },
    },
    async body(stage) {
      await stage.until(() => frames[0].document?.querySelector('pathway-explorer')?.status === 'ready');
      await stage.ask(async () => {
        frames[1].postMessage({ steal: 0 }, '*');
        await pause(200);
        frames[0].document.querySelector('pathway-explorer').select('robot-operator');
        await pause(300);
      });
      assert.equal((await ask(stage, 'frames[1]')).heard, 0);
      assert.deepEqual(await stage.ask(async () => {
        const { port1, port2 } = new MessageChannel();
        const heard = [];
        port1.onmessage = ({ data }) => heard.push(data.t);
        frames[0].postMessage({ rungs: 'port/1' }, '*', [port2]);
        await pause(300);
        return heard.includes('h') && heard.includes('e');
      }), true, 'the page around it is told');
    },
  },
  {
    number: 36,
    does: 'a frame that asks for 20 px more whenever it has them',
    page: { ...FRAMES, body: `<iframe title="a" src="/frame.html" height="200"></iframe>${HOST}` },
    async body(stage) {
      await stage.until(async () => {
        frames[0].postMessage({ say: { t: 'h', v: 220 } }, '*');
        await pause(150);
        return document.querySelector('iframe').clientHeight === 220;
      });
      await stage.ask(() => frames[0].addEventListener('resize', () => frames[0].postMessage({ say: { t: 'h', v: frames[0].innerHeight + 20 } }, '*')));
      await stage.ask(() => frames[0].postMessage({ say: { t: 'h', v: 240 } }, '*'));
      await stage.until(() => seen.warnings.some((text) => text.includes('without end')));
      const [height, later, warnings] = await stage.ask(async () => {
        const frame = document.querySelector('iframe');
        const stopped = frame.clientHeight;
        await pause(500);
        return [stopped, frame.clientHeight, seen.warnings.length];
      });
      assert.ok(height <= 200 + 20 * 54, `${height} px`);
      assert.deepEqual([later, warnings], [height, 1]);
    },
  },
  ...[
    ['the very getter throws', () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }), true],
    ['the getter gives nothing', () => Object.defineProperty(window, 'localStorage', { get: () => null }), true],
    ['reading throws', () => (Storage.prototype.getItem = () => { throw new DOMException('no', 'SecurityError'); }), false],
    ['it is full', () => (Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }), false],
  ].map(([does, before, isDenied]) => ({
    number: 37,
    does: `storage: ${does}`,
    page: { attributes: 'persist="local"', before },
    async body({ ask, until }) {
      await ask((job) => explorer().select(job), JOB);
      await until(() => shown().includes('does not let this page keep anything'));
      await ask(() => explorer().compare(['plc', 'sensors']));
      const [notices, errors, value, status] = await ask(() => [shown().split('does not let this page keep anything').length - 1, seen.errors.map(({ code }) => code), explorer().value, explorer().status]);
      assert.deepEqual([notices, errors, value, status], [1, isDenied ? ['storage-denied'] : [], JOB, 'ready']);
    },
  })),
  {
    number: 37,
    does: 'storage: what is kept is no JSON, of something else, or too much',
    page: { attributes: 'persist="local"' },
    async body({ ask, until, whenReady }) {
      for (const broken of ['{"format": "rungs-learner/1", ', 'x', '', '[]', '{"format": "other/1"}', `{"x": "${'x'.repeat(1_000_001)}"}`]) {
        const count = await ask((key, text) => {
          localStorage.clear();
          localStorage.setItem(key, text);
          explorer().reset();
          return seen.ready;
        }, KEY, broken);
        await whenReady(count + 1);
        await until(() => shown().includes('was set aside as it is'));
        await ask((job) => explorer().select(job), JOB);
        await until((key) => localStorage.getItem(key)?.includes('robot-operator'), KEY);
        assert.equal(await ask((key) => localStorage.getItem(`${key}/unreadable`), KEY), broken);
      }
    },
  },
  {
    number: 37,
    does: 'storage: broken and full at once',
    page: {
      attributes: 'persist="local"',
      before: `() => {
        localStorage.setItem('${KEY}', '{broken');
        Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
      }`,
    },
    async body({ ask, until }) {
      await until(() => shown().includes('set aside'));
      await ask((job) => explorer().select(job), JOB);
      await until((job) => explorer().value === job, JOB);
      assert.equal(await ask((key) => localStorage.getItem(key), KEY), '{broken', 'it is not lost');
    },
  },
  {
    number: 37,
    does: 'storage: kept by a newer version, before and while the page is open',
    page: { attributes: 'persist="local"', body: '<iframe title="other" src="/other.html" hidden></iframe><pathway-explorer persist="local" src="/pack.json"></pathway-explorer>', policy: 'none', routes: { '/other.html': html('') } },
    async body({ ask, until, whenReady }) {
      const newer = '{"format": "rungs-learner/2", "goal": {"is": "otherwise"}}';
      const kept = () => ask((key) => localStorage.getItem(key), KEY);
      // Another window of the same site writes; it is the others that hear of it.
      await ask((key, text) => frames[0].localStorage.setItem(key, text), KEY, newer);
      await until(() => shown().includes('Another version of this page has kept something'));
      await ask((job) => explorer().select(job), JOB);
      await until((job) => explorer().value === job, JOB);
      assert.equal(await kept(), newer);
      const count = await ask(() => {
        explorer().reset();
        return seen.ready;
      });
      await whenReady(count + 1);
      await until(() => shown().includes('Another version of this page has kept something'));
      await ask((job) => explorer().select(job), JOB);
      await until((job) => explorer().value === job, JOB);
      await ask(() => pause(100));
      assert.equal(await kept(), newer);
      assert.equal(await ask(() => localStorage.length), 1);
    },
  },
  {
    number: 37,
    does: 'storage: another window changes, breaks and erases what is kept',
    page: { body: '<iframe title="other" src="/other.html" hidden></iframe><pathway-explorer persist="local" src="/pack.json"></pathway-explorer>', policy: 'none', routes: { '/other.html': html('') } },
    async body({ ask, until }) {
      const kept = () => ask((key) => localStorage.getItem(key), KEY);
      await ask((job) => explorer().select(job), JOB);
      await until((key) => localStorage.getItem(key)?.includes('robot-operator'), KEY);
      const text = `{"format": "rungs-learner/1", "pack": "${PACK}", "version": "0", "budget": 5}`;
      await ask((key, other) => frames[0].localStorage.setItem(key, other), KEY, text);
      await until(() => shown().includes('Another tab has changed what is kept'));
      await ask(() => explorer().clear());
      await ask(() => pause(100));
      assert.equal(await kept(), text, 'nothing is overwritten');
      await ask((job) => explorer().select(job), JOB);
      await ask(() => button("Keep this tab's").click());
      await until((key) => localStorage.getItem(key)?.includes('robot-operator'), KEY);
      await ask((key) => frames[0].localStorage.setItem(key, '{broken'), KEY);
      await until(() => shown().includes('was set aside as it is'));
      assert.deepEqual(await ask((key) => [localStorage.getItem(key), localStorage.getItem(`${key}/unreadable`)], KEY), [null, '{broken']);
      await ask(() => explorer().clear());
      await ask((job) => explorer().select(job), JOB);
      await until((key) => localStorage.getItem(key)?.includes('robot-operator'), KEY);
      await ask(() => frames[0].localStorage.clear());
      await until(() => shown().includes('was erased in another tab'));
      await ask(() => explorer().clear());
      await ask(() => pause(100));
      assert.equal(await kept(), null, 'and stays erased');
    },
  },
  {
    number: 37,
    does: 'storage: a sandbox, which has none; databases are never asked for',
    page: {
      policy: 'none',
      build: 'none',
      ready: false,
      body: `<iframe title="a" src="/frame.html" sandbox="allow-scripts"></iframe>${HOST}`,
      before: () => {
        globalThis.told = [];
        for (const name of ['pe-ready', 'pe-error']) addEventListener(name, ({ type, target }) => target.localName === 'iframe' && told.push(type));
      },
      routes: { '/packs/sample.json': { headers: { 'Access-Control-Allow-Origin': '*' }, body: samplePack() } },
    },
    async body({ ask, until }) {
      await until(() => told.length > 0);
      await ask(() => pause(300));
      assert.deepEqual(await ask(() => told), ['pe-ready']);
    },
  },
  {
    number: 37,
    does: 'storage: databases that throw are not noticed, since none is used',
    page: {
      attributes: 'persist="local"',
      before: () => {
        globalThis.opened = 0;
        IDBFactory.prototype.open = () => {
          opened += 1;
          throw new DOMException('blocked', 'InvalidStateError');
        };
      },
    },
    async body({ ask, until }) {
      await ask((job) => explorer().select(job), JOB);
      await until((key) => localStorage.getItem(key)?.includes('robot-operator'), KEY);
      assert.deepEqual(await ask(() => [opened, seen.errors]), [0, []]);
    },
  },
  {
    number: 38,
    does: 'fragments of every bad kind, beside one of the page\'s own',
    page: { attributes: 'hash-key="rungs"' },
    async body({ ask, go, until, server }) {
      const ours = ['rungs=', 'rungs=x', `rungs=${'x'.repeat(100_000)}`, `rungs=1~g${'%41'.repeat(30_000)}~c0000`, 'rungs=9~gx~c0000', 'rungs=1~gx~c0000', 'rungs=%E0%A4%A', 'rungs=%', 'rungs=%00', 'rungs=__proto__', 'rungs=1~g__proto__~cffff', 'rungs=1~1~1~1', 'rungs=<script>', 'rungs=\u202E'];
      const others = ['/route/of/another?app=1', 'chapter-2', '__proto__=1', 'constructor', 'rung=1', 'xrungs=1', '!/angular', ':~:text=x', '%', 'rungs'];
      for (const [number, hash] of [...ours, ...others].entries()) {
        await go(`${server.origin}/host.html?${number}#${hash}&page=2`);
        await until(() => globalThis.seen?.ready > 0);
        const [left, value, errors, polluted] = await ask(() => [location.hash, explorer().value, seen.errors.length, ({}).polluted]);
        assert.deepEqual([value, errors, polluted ?? null], ['', 0, null], hash.slice(0, 40));
        if (number < ours.length) assert.equal(left, '#page=2', hash.slice(0, 40));
        // A browser may write what it was given in its own way, and keeps its own directives to itself.
        else if (!hash.includes(':~:')) assert.equal(left, `#${hash}&page=2`);
      }
    },
  },
  {
    number: 38,
    does: 'without a key: nothing in a fragment is taken',
    async body({ ask, go, until, server }) {
      await go(`${server.origin}/host.html?1#rungs=1~gx~c0000`);
      await until(() => globalThis.seen?.ready > 0);
      assert.deepEqual(await ask(() => [location.hash, explorer().value]), ['#rungs=1~gx~c0000', '']);
    },
  },
  visited('the line breaks during the installation', async ({ server, open, shows, installed, reload }) => {
    // The page gets its pack; when the worker asks for it, the line breaks, with other files already there.
    let asked = 0;
    server.refuse = (path, { referer }) => {
      const breaks = path.startsWith('/pack.') && Boolean(referer?.endsWith('/sw.js'));
      if (breaks) asked += 1;
      return breaks;
    };
    const page = await open();
    await shows(page, 1);
    for (let time = 0; asked === 0 && time < 200; time += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(asked > 0, 'the worker has asked');
    await page.until(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return !registration || !(registration.installing || registration.waiting || registration.active);
    });
    assert.deepEqual(await page.ask(() => caches.keys()), [], 'half an installation is none');
    server.refuse = null;
    await reload(page);
    await shows(page, 1);
    await installed(page);
    server.refuse = () => true;
    await reload(page);
    await shows(page, 1);
  }),
  visited('a second version while two windows are open', async ({ server, open, shows, installed, reload }) => {
    const first = await open();
    await shows(first, 1);
    await installed(first);
    await reload(first);
    await shows(first, 1);
    const old = await packOf(first);
    const other = await open();
    await shows(other, 1);
    server.folder = site(2);
    await update(first);
    await offered(first);
    const fetched = (page) => page.ask(async (path) => (await fetch(path)).status, old);
    // The server has only the new files; the open pages, and new windows too, stay with the old ones.
    assert.equal(await fetched(first), 200);
    await reload(other);
    await shows(other, 1);
    assert.equal(await packOf(other), old);
    await renew(first);
    await shows(first, 2);
    assert.notEqual(await packOf(first), old);
    // The other window was not touched, can still ask for its own files, and is told.
    await offered(other);
    await shows(other, 1);
    assert.equal(await fetched(other), 200);
    await renew(other);
    await shows(other, 2);
    server.refuse = () => true;
    await reload(first);
    await shows(first, 2);
  }),
  visited('files that are damaged', async ({ server, open, shows, installed, reload }) => {
    const page = await open();
    await shows(page, 1);
    await installed(page);
    const widget = await page.ask(() => document.querySelector('script[integrity]').getAttribute('src'));
    await spoil(page, 'damage', ['./', widget, await packOf(page)]);
    await reload(page);
    await shows(page, 1);
    // Mended, not only bypassed.
    server.refuse = () => true;
    await reload(page);
    await shows(page, 1);
    // What cannot be mended now is not shown.
    await spoil(page, 'damage', ['./']);
    await reload(page);
    await page.until(() => document.body.textContent.includes('are not complete'));
    server.refuse = null;
    await reload(page);
    await shows(page, 1);
  }),
  visited('files that the browser has thrown away', async ({ server, open, shows, installed, reload }) => {
    const page = await open();
    await shows(page, 1);
    await installed(page);
    const widget = await page.ask(() => document.querySelector('script[integrity]').getAttribute('src'));
    await spoil(page, 'delete', [widget, await packOf(page)]);
    await reload(page);
    await shows(page, 1);
    server.refuse = () => true;
    await reload(page);
    await shows(page, 1);
  }),
  visited('a file is lost that the server no longer has', async ({ server, open, shows, installed, reload }) => {
    const page = await open();
    await shows(page, 1);
    await installed(page);
    server.folder = site(2);
    await spoil(page, 'delete', [await packOf(page)]);
    await reload(page);
    await page.until(async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
    await reload(page);
    await shows(page, 2);
  }),
  ...Object.entries(VISITS).map(([does, visit]) => ({
    number: 40,
    does: `left at ${does}`,
    page: BOOTH,
    async body({ ask, until }) {
      const before = await ask(() => traces());
      await ask(() => inside('[part=base]').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true })));
      if (!/welcome|goal|paper|staff/.test(does)) {
        await ask(() => button('Let me look around').click());
        await until(() => inside('input[type=search]'));
      }
      await ask(visit);
      await until(() => inside('[role=alertdialog]'));
      // It is said once: nothing in the window changes while it stands there.
      const changes = await ask(async () => {
        let count = 0;
        new MutationObserver((all) => (count += all.length)).observe(inside('[role=alertdialog]'), { childList: true, characterData: true, subtree: true, attributes: true });
        await pause(200);
        return [count, inside('[role=alertdialog]').open, inside('#cleared-soon').textContent.length > 10];
      });
      assert.deepEqual(changes, [0, true, true]);
      await until(() => heard.includes('pe-idle') && explorer().status === 'ready' && inside('.attract'));
      const { title, ...left } = await ask(() => traces());
      // The staff's window is the page's own fragment, which stays as long as it is open.
      assert.deepEqual({ ...left, title, history: 0, hash: '' }, { ...before, history: 0, hash: '' });
      if (!does.includes('staff')) assert.deepEqual([left.history, left.hash], [before.history, before.hash], 'no step to go back to');
    },
  })),
  {
    number: 40,
    does: 'asked, and answered by keyboard',
    page: BOOTH,
    async body({ ask, until, press }) {
      await ask((job) => explorer().select(job), JOB);
      await ask(() => inside('[part=base]').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true })));
      for (const key of ['Enter', 'Escape']) {
        await until(() => explorer().shadowRoot.activeElement?.closest('[role=alertdialog]'));
        assert.equal(await ask(() => explorer().shadowRoot.activeElement.textContent), "I'm still here");
        await press(key);
        await until(() => !inside('[role=alertdialog]'));
        assert.deepEqual(await ask(() => [explorer().value, heard]), [JOB, []], 'whoever stays loses nothing');
      }
    },
  },
  {
    number: 40,
    does: 'a storm of touches, a clock that jumps, Back',
    page: BOOTH,
    async body({ ask, until }) {
      await ask((job) => explorer().select(job), JOB);
      const asked = await ask(async () => {
        const base = inside('[part=base]');
        let dialogs = 0;
        for (let round = 0; round < 30; round += 1) {
          for (let touch = 0; touch < 100; touch += 1) base.dispatchEvent(new PointerEvent(touch % 2 ? 'pointerdown' : 'pointermove', { bubbles: true, composed: true, clientX: touch }));
          await pause(50);
          dialogs += inside('[role=alertdialog]') ? 1 : 0;
        }
        return dialogs;
      });
      assert.equal(asked, 0, 'somebody is there');
      await ask(() => {
        const { now } = Date;
        let jump = -86_400_000;
        Date.now = () => now() + (jump *= -1);
      });
      await until(() => inside('[role=alertdialog]'));
      await ask(() => pause(200));
      assert.equal(await ask(() => inside('[role=alertdialog]') !== null), true, 'the clock does not end it');
      await until(() => heard.includes('pe-idle') && explorer().status === 'ready' && inside('.attract'));
      const [before, now] = await ask(async () => {
        const length = history.length;
        const { value } = explorer();
        dispatchEvent(new PopStateEvent('popstate', { state: null }));
        await pause(100);
        return [[length, value], [history.length, explorer().value]];
      });
      assert.deepEqual(now, before);
    },
  },
];
