// Cases 1 to 16: the element in a page, its coming and going.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { samplePack, script } from '../../browser/harness/index.js';

const HERE = 'src="/pack.json"';
const JOB = 'robot-operator';
const widget = () => readFileSync(new URL('../../../dist/pathway-explorer.js', import.meta.url), 'utf8');
/** The module under another version's name. */
function otherVersion(version) {
  const text = widget().replaceAll(`"${version}"`, '"9.9.9"');
  assert.ok(text.includes('"9.9.9"'));
  return script(text);
}

const TWICE = `<script type="module" src="/pathway-explorer.js"></script>
  <script type="module" src="/pathway-explorer.js?again"></script><script defer src="/pathway-explorer.classic.js"></script>
  <script defer src="/pathway-explorer.classic.js"></script>`;

/** Notes what is listened for at the window and the document, and what of it is let go. */
function countListeners() {
  globalThis.listeners = new Set();
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const key = (target, name, act, options) => `${target === window ? 'window' : 'document'} ${name} ${Boolean(options?.capture ?? options)} ${(act.number ??= Math.random())}`;
  const isCounted = (target, act) => (target === window || target === document || target === undefined) && act;
  EventTarget.prototype.addEventListener = function (name, act, options) {
    if (isCounted(this, act)) {
      const one = key(this ?? window, name, act, options);
      listeners.add(one);
      options?.signal?.addEventListener('abort', () => listeners.delete(one));
    }
    return add.call(this ?? window, name, act, options);
  };
  EventTarget.prototype.removeEventListener = function (name, act, options) {
    if (isCounted(this, act)) listeners.delete(key(this ?? window, name, act, options));
    return remove.call(this ?? window, name, act, options);
  };
  // Without this the browser's garbage collector would free what we forget, at some time or other.
  delete globalThis.FinalizationRegistry;
}
/** Adds an explorer, waits until it is ready and removes it, so many times. */
async function comeAndGo(times) {
  for (let time = 0; time < times; time += 1) {
    const element = document.createElement('pathway-explorer');
    element.src = '/pack.json';
    document.querySelector('main').append(element);
    await element.ready();
    element.remove();
    await pause(0);
  }
  return { memory: seen.memories.map(({ buffer }) => buffer.byteLength), listeners: listeners.size };
}

/** Makes the browser's own functions fail inside the module: the one way to make it panic from outside. */
function breakable() {
  globalThis.breakNext = false;
  for (const [prototype, name] of [[Document.prototype, 'createElement'], [Node.prototype, 'cloneNode']]) {
    const whole = prototype[name];
    prototype[name] = function (...given) {
      if (!globalThis.breakNext) return whole.apply(this, given);
      globalThis.breakNext = false;
      throw new Error('the page broke this');
    };
  }
}

/** What old libraries and careless portals do to the browser's own objects. */
function patched() {
  Array.prototype.last = function () {
    return this[this.length - 1];
  };
  Object.prototype.extra = 'yes';
  Array.prototype.toJSON = function () {
    return `[${this.map((one) => JSON.stringify(one)).join(',')}]`;
  };
  const { define } = CustomElementRegistry.prototype;
  CustomElementRegistry.prototype.define = function (...given) {
    return define.apply(this, given);
  };
  const { then } = Promise.prototype;
  Promise.prototype.then = function (...given) {
    return then.apply(this, given);
  };
}

const FORM = `<form id="f" action="/sent"><fieldset id="set"><pathway-explorer name="goal" ${HERE}></pathway-explorer></fieldset><button>Send</button></form>`;
const INSIDE = `<pathway-explorer ${HERE}><p>What the school wrote</p><a id="list" href="/list.html">A plain list</a></pathway-explorer>`;
const LIST = { '/list.html': { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>List</title><p>The list' } };

export default [
  {
    number: 1,
    does: 'the module and the classic script, each loaded twice',
    page: { build: 'none', head: TWICE },
    async body({ ask, until }) {
      await until(() => document.readyState === 'complete');
      await ask(() => pause(200));
      assert.deepEqual(await ask(() => [seen.ready, seen.memories.length, explorer().status]), [1, 1, 'ready']);
    },
  },
  {
    number: 2,
    does: 'another version loaded after the first',
    async body({ ask, until, server, whenReady }) {
      const version = await ask(() => explorer().version);
      server.routes.set('/other.js', otherVersion(version));
      await ask(() => void import('/other.js?ver=9.9.9'));
      await until(() => seen.warnings.length > 0);
      assert.match(await ask(() => seen.warnings.join('\n')), /duplicate-version: 9\.9\.9 .* stays/);
      await ask(() => {
        const second = document.createElement('pathway-explorer');
        second.src = '/pack.json';
        document.querySelector('main').append(second);
      });
      await whenReady(2);
      assert.deepEqual(await ask((job) => [...document.querySelectorAll('pathway-explorer')].map((one) => [one.version, one.select(job)]), JOB), [[version, true], [version, true]]);
    },
  },
  {
    number: 3,
    does: 'attributes and properties set before the script has come',
    page: { build: 'none', body: '<pathway-explorer lang="en" goal="nothing" theme="dark"></pathway-explorer>', ready: false },
    async body({ ask, whenReady }) {
      await ask((pack, job) => {
        Object.assign(explorer(), { pack, view: 'ladder', goal: job, headingLevel: 3, lang: 'zh-Hans' });
        import('/pathway-explorer.js');
      }, samplePack(), JOB);
      await whenReady();
      const found = await ask(() => [explorer().getAttribute('view'), explorer().value, inside('[aria-current]').textContent, inside('.explorer').dataset.theme, inside('.explorer').lang, inside('h2').ariaLevel, explorer().pack instanceof Uint8Array, Object.keys(explorer())]);
      assert.deepEqual(found, ['ladder', JOB, '阶梯', 'dark', 'zh-Hans', '3', true, []]);
    },
  },
  ...[
    [4, 'append', 'moved with append', undefined],
    [5, 'moveBefore', 'moved with moveBefore', { needs: () => Boolean(Element.prototype.moveBefore), why: 'the engine has no `moveBefore`' }],
  ].map(([number, way, does, without]) => ({
    number,
    does,
    without,
    async body({ ask, server }) {
      const before = server.asked.length;
      const found = await ask(async (how, job) => {
        const element = explorer();
        element.select(job);
        await pause(50);
        const base = inside('[part=base]');
        const said = [];
        for (const name of ['pe-ready', 'pe-packload', 'pe-change', 'pe-select', 'pe-error']) element.addEventListener(name, () => said.push(name));
        const home = document.createElement('section');
        document.body.append(home);
        if (how === 'append') home.append(element);
        else home.moveBefore(element, null);
        await pause(100);
        return [element.parentElement === home, inside('[part=base]') === base, element.status, element.value, said, seen.ready];
      }, way, JOB);
      assert.deepEqual(found, [true, true, 'ready', JOB, [], 1]);
      assert.equal(server.asked.length, before);
    },
  })),
  {
    number: 6,
    does: 'taken out for a while and put back',
    async body({ ask, until, whenReady, server }) {
      await ask((job) => {
        explorer().select(job);
        explorer().view = 'ladder';
      }, JOB);
      await until((job) => explorer().value === job && explorer().state.includes('ladder'), JOB);
      const before = await ask(async () => {
        globalThis.kept = explorer();
        const { state } = kept;
        kept.remove();
        await pause(300);
        return [state, kept.status, kept.shadowRoot.querySelector('[part=base]') === null, kept.state === state];
      });
      assert.deepEqual(before.slice(1), ['idle', true, true]);
      const asked = server.asked.length;
      await ask(() => document.querySelector('main').append(kept));
      await whenReady(2);
      assert.deepEqual(await ask(() => [explorer().state, explorer().value, inside('[aria-current]').textContent]), [before[0], JOB, 'Ladder']);
      assert.deepEqual(server.asked.slice(asked), ['/pack.json']);
    },
  },
  {
    number: 7,
    does: 'twenty on a page, one of which is used',
    page: { body: `<pathway-explorer ${HERE}></pathway-explorer>`.repeat(20), ready: false },
    async body({ ask, whenReady }) {
      await whenReady(20);
      const [memories, values] = await ask(async (job) => {
        const all = [...document.querySelectorAll('pathway-explorer')];
        all[3].select(job);
        await pause(100);
        return [seen.memories.length, all.map(({ value }) => value).filter(Boolean)];
      }, JOB);
      assert.equal(memories, 1);
      assert.deepEqual(values, [JOB]);
    },
  },
  {
    number: 7,
    does: 'the script heap of nineteen more: at most 1.5 MB each',
    only: { engines: ['Chromium'], why: 'only Chromium lets a test collect garbage and weigh the heap' },
    async body({ ask, playwright, whenReady }) {
      const client = await playwright.context().newCDPSession(playwright);
      await client.send('Performance.enable');
      const weigh = async () => {
        await client.send('HeapProfiler.collectGarbage');
        const { metrics } = await client.send('Performance.getMetrics');
        return metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
      };
      const one = await weigh();
      await ask(() => {
        for (let count = 1; count < 20; count += 1) document.querySelector('main').append(explorer().cloneNode());
      });
      await whenReady(20);
      const each = ((await weigh()) - one) / 19;
      assert.ok(each <= 1_500_000, `${each} bytes each`);
    },
  },
  {
    number: 8,
    does: "five hundred come and go: the module's memory, listeners at window and document",
    page: { before: countListeners, build: 'split' },
    async body({ ask }) {
      const before = await ask(comeAndGo, 100);
      let after;
      for (let round = 0; round < 4; round += 1) after = await ask(comeAndGo, 100);
      assert.equal(after.memory.length, 1, 'one module for all');
      assert.ok(after.memory[0] - before.memory[0] <= 65_536, `memory grew: ${before.memory} to ${after.memory}`);
      assert.equal(after.listeners, before.listeners);
      assert.ok(before.listeners > 0, 'they are counted');
    },
  },
  {
    number: 8,
    does: 'five hundred come and go: nodes and listeners anywhere',
    page: { before: countListeners, build: 'split' },
    only: { engines: ['Chromium'], why: 'only Chromium counts nodes and listeners for a test' },
    async body({ ask, playwright }) {
      const client = await playwright.context().newCDPSession(playwright);
      await client.send('Performance.enable');
      const weigh = async () => {
        await client.send('HeapProfiler.collectGarbage');
        const { metrics } = await client.send('Performance.getMetrics');
        const of = (wanted) => metrics.find(({ name }) => name === wanted).value;
        return { nodes: of('Nodes'), listeners: of('JSEventListeners') };
      };
      await ask(comeAndGo, 100);
      const before = await weigh();
      for (let round = 0; round < 4; round += 1) await ask(comeAndGo, 100);
      const after = await weigh();
      // The counted listeners hold one function each; what else stays would be hundreds.
      assert.ok(after.nodes - before.nodes < 100, `nodes: ${before.nodes} to ${after.nodes}`);
      assert.ok(after.listeners - before.listeners < 20, `listeners: ${before.listeners} to ${after.listeners}`);
    },
  },
  {
    number: 9,
    does: 'a second one added by a listener of the first, which then goes',
    async body({ ask, until, whenReady }) {
      await ask((job) => {
        const first = explorer();
        first.addEventListener('pe-select', () => {
          const second = document.createElement('pathway-explorer');
          second.src = '/pack.json';
          document.querySelector('main').append(second);
          first.remove();
        }, { once: true });
        first.select(job);
      }, JOB);
      await whenReady(2);
      await ask(() => {
        const field = inside('input[type=search]');
        field.value = 'robot';
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await until(() => button('Industrial robot system operator'));
      await ask(() => button('Industrial robot system operator').click());
      await until((job) => explorer().value === job, JOB);
    },
  },
  {
    number: 10,
    does: '`reset()` within every event',
    async body({ ask, until }) {
      await ask((job, events) => {
        const element = explorer();
        globalThis.heard = [];
        for (const name of events) {
          element.addEventListener(name, () => {
            heard.push(name);
            element.reset();
          }, { once: true });
        }
        element.select(job);
      }, JOB, ['pe-select', 'pe-change', 'pe-ready', 'pe-packload', 'pe-resize']);
      await until(() => heard.includes('pe-packload') && explorer().status === 'ready');
      await ask(() => pause(200));
      assert.deepEqual(await ask(() => [explorer().status, explorer().error]), ['ready', null]);
    },
  },
  {
    number: 11,
    does: 'thrown away at each moment of loading',
    page: { body: '', ready: false, routes: { '/slow.json': () => {} } },
    async body({ ask, until }) {
      await until(() => customElements.get('pathway-explorer'));
      const left = await ask(async () => {
        const gone = [];
        for (const [round, wait] of [0, 1, 5, 10, 20, 40, 80, 160].entries()) {
          const home = document.createElement('section');
          document.querySelector('main').append(home);
          const element = document.createElement('pathway-explorer');
          element.src = round % 2 ? '/slow.json' : '/pack.json';
          home.append(element);
          gone.push(element);
          await pause(wait);
          home.textContent = '';
        }
        await pause(400);
        return gone.map((one) => [one.status, one.shadowRoot.querySelector('[part]') === null]);
      });
      assert.deepEqual(left, Array(8).fill(['idle', true]));
      assert.deepEqual(await ask(() => seen.errors), []);
    },
  },
  {
    number: 12,
    does: 'a panic while one of two is used; then the same again',
    page: { before: breakable, body: `${INSIDE}<pathway-explorer id="second" ${HERE}></pathway-explorer>`, ready: false },
    expected: [/panic|unreachable|the page broke this/i],
    async body({ ask, until, whenReady, assertHostUnharmed }) {
      await whenReady(2);
      await ask((job) => explorer().select(job), JOB);
      await until((job) => explorer().value === job, JOB);
      const break_ = () => {
        globalThis.breakNext = true;
        // The module wants to draw a panel about this pack, and cannot.
        document.querySelector('#second').pack = '{';
      };
      await ask(break_);
      await whenReady(3);
      assert.equal(await ask(() => explorer().value), JOB);
      await until(() => document.querySelector('#second').error?.code === 'pack-invalid');
      assert.deepEqual(await ask(() => seen.errors.map(({ code, recoverable }) => `${code} ${recoverable}`).filter((one) => one.startsWith('panic'))), ['panic true', 'panic true'], 'one for each');
      await assertHostUnharmed();
      // The same again so soon is no accident: now it is the visitor's to say.
      await ask(break_);
      await until(() => seen.errors.filter(({ code }) => code === 'panic').length === 4);
      const found = await ask(() => [...document.querySelectorAll('pathway-explorer')].map((one) => one.shadowRoot.querySelectorAll('[role=alert]').length));
      assert.deepEqual(found, [1, 1]);
      assert.ok(await ask(() => document.querySelector('pathway-explorer p').checkVisibility()), 'what the author put inside is shown');
      await ask(() => button('Try again').click());
      await whenReady(4);
      assert.equal(await ask(() => explorer().status), 'ready');
    },
  },
  {
    number: 13,
    does: 'prototypes, promises and the registry patched',
    page: { before: patched, ready: false },
    async body({ ask, until }) {
      // The answers are texts: lists are written otherwise on such a page.
      await until(() => seen.ready === 1);
      await ask((job) => void explorer().select(job), JOB);
      await until(() => shown().includes('Industrial robot system operator') && inside('[aria-current]').textContent === 'Goal');
      assert.equal(await ask(() => `${seen.errors.length} ${explorer().selection.length}`), '0 1');
    },
  },
  {
    number: 14,
    does: '`* { all: unset !important; display: none !important }` and more of it',
    page: {
      head: '<link rel="stylesheet" href="/attack.css">',
      routes: {
        '/attack.css': {
          headers: { 'Content-Type': 'text/css' },
          body: `*, *::before { all: unset !important; display: none !important; } button { background: red !important; }
            html, body, main, pathway-explorer { display: block !important; }`,
        },
      },
    },
    async body({ ask, until }) {
      await ask((job) => explorer().select(job), JOB);
      await until(() => button('Plan'));
      const found = await ask(() => {
        const tab = button('Plan');
        const { backgroundColor, display } = getComputedStyle(tab);
        const { height } = tab.getBoundingClientRect();
        return [backgroundColor !== 'rgb(255, 0, 0)', display !== 'none', height >= 24, inside('h3').checkVisibility(), inside('h3').getBoundingClientRect().height > 0];
      });
      assert.deepEqual(found, Array(5).fill(true));
    },
  },
  {
    number: 15,
    does: 'Enter in the search field, reset, a disabled fieldset',
    page: { body: FORM, policy: 'none' },
    async body({ ask, until, press, whenReady }) {
      await ask(() => {
        globalThis.submits = 0;
        document.querySelector('#f').addEventListener('submit', (event) => {
          event.preventDefault();
          submits += 1;
        });
        inside('input[type=search]').focus();
      });
      await press('r');
      await until(() => inside('input[type=search]').value === 'r');
      await press('Enter');
      await ask(() => pause(100));
      assert.equal(await ask(() => submits), 0);
      const sent = () => ask(() => new FormData(document.querySelector('#f')).get('goal'));
      await ask((job) => explorer().select(job), JOB);
      await until((job) => explorer().value === job, JOB);
      assert.equal(await sent(), JOB);
      assert.deepEqual(await ask(() => {
        const set = document.querySelector('#set');
        const ends = [];
        for (const disabled of [true, false]) {
          set.disabled = disabled;
          ends.push([inside('[part~=base]').inert, new FormData(document.querySelector('#f')).has('goal')]);
        }
        return ends;
      }), [[true, false], [false, true]]);
      await ask(() => document.querySelector('#f').reset());
      await whenReady(2);
      assert.equal(await sent(), null);
    },
  },
  ...[
    ['no script may run', { policy: "default-src 'none'" }],
    ['the script is not there', { build: 'none', policy: 'strict' }],
  ].map(([does, page]) => ({
    number: 16,
    does,
    page: { ...page, body: INSIDE, ready: false, routes: LIST },
    async body({ ask, until }) {
      assert.deepEqual(await ask(() => [customElements.get('pathway-explorer') === undefined, document.querySelector('pathway-explorer p').checkVisibility(), document.querySelector('#list').checkVisibility()]), [true, true, true]);
      await ask(() => document.querySelector('#list').click());
      await until(() => document.title === 'List');
    },
  })),
];
