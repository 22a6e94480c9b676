// The custom element. It owns the shadow root, the handle into the module and the fetching of the pack; what is
// shown inside is the module's. The counterpart is `web/src/boundary.rs`. `api.js` describes all of it.

import { takeCode } from './address.js';
import { language, OBSERVED, reflect, takeUp, unknown, wish, WISHES } from './attributes.js';
import { watchBooth } from './booth.js';
import { keepReadable } from './contrast.js';
import { shareModule } from './core.js';
import { examine } from './doctor.js';
import { css, version } from './made.js';
import { canSave, offlinePage } from './offline.js';
import { copied, fetchPack, fingerprint, unpacked, verify } from './pack.js';
import { panel } from './panel.js';
import { asTrouble, Trouble } from './trouble.js';
import { turn } from './turn.js';

const TAG = 'pathway-explorer';
const STATE = 'rungs-state/1 ';
/** An explorer that breaks twice within this time is not started again by itself. */
const CALM = 10_000;
/** Attributes that name something of the pack. */
const NAMES = ['goal', 'programme', 'region'];
const LABELS = { zh: '学习路径', en: 'Pathways' };
const GOAL_MISSING = { zh: '请选择一个目标岗位。', en: 'Please choose a job to aim at.' };

/**
 * Defines the element on top of wasm-bindgen's `glue`, unless the page already has one. `script` is this build's own
 * address; `classic` is that of the classic build, where there is one, to be saved along with a pack.
 */
export function define(glue, fetchModule, { script = null, classic = null }) {
  if (typeof customElements === 'undefined') return;
  const key = Symbol.for('pathway-explorer/v1');
  const first = globalThis[key];
  if (first || customElements.get(TAG)) {
    if (first?.version !== version) {
      console.warn(
        `<${TAG}> duplicate-version: ${version} was loaded where ${first?.version ?? 'another one'} already runs; that one stays.`,
      );
    }
    return;
  }
  const element = makeClass(shareModule(glue, fetchModule), script, classic);
  reflect(element.prototype);
  Object.defineProperty(globalThis, key, { value: Object.freeze({ version, element }) });
  customElements.define(TAG, element);
}

let shared;
/** One sheet for all elements; a constructed one, since strict policies refuse `<style>`. */
function sheet() {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(css);
  }
  return shared;
}

function makeClass(core, script, classic) {
  return class PathwayExplorer extends HTMLElement {
    static version = version;
    static formAssociated = true;
    static observedAttributes = OBSERVED;

    /** Says what on this page keeps the element from working, and the line to change. */
    static doctor(options = {}) {
      return examine({ script, version, ...options });
    }

    #root = this.attachShadow({ mode: 'open' });
    #internals = this.attachInternals();
    /** Shows what the page's author put inside, until there is something better. */
    #fallback = document.createElement('slot');
    /** The handle into the module, or null: a freed handle must never be used again. */
    #explorer = null;
    #shown = null;
    /** Ends what is under way for this element. */
    #run = null;
    #fetching = null;
    /** The pack to show. */
    #wanted = offer();
    /** The one that is shown, to stay with where the wanted one cannot be had; null if the page no longer wants it. */
    #former = null;
    #hash = null;
    #status = 'idle';
    #error = null;
    /** What the module last said, or null while no pack stands there. */
    #facts = null;
    #asked = false;
    /** What the explorer looked like last; what it is to look like again. */
    #state = null;
    #waiting = [];
    #height = null;
    #brokeAt = -CALM;
    #disabled = false;
    #warned = false;

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet()];
      this.#root.append(this.#fallback);
      // What is said inside goes no further than this root.
      const hear = (name, act) => this.#root.addEventListener(name, act, true);
      hear('pe-changed', () => this.#ask());
      hear('pe-save-offline', () => this.#saveOffline());
      hear('pe-print-wanted', () => this.print());
      hear('pe-shared', () => this.#emit('pe-share', { url: this.exportState('link') }));
      hear('pe-again', () => this.reload());
      hear('pe-leave', () => this.reset({ wipe: true }));
      hear('click', (event) => this.#leave(event));
      hear('auxclick', (event) => this.#leave(event));
    }

    get version() {
      return version;
    }

    /** `idle`, `loading`, `ready` or `error`. */
    get status() {
      return this.#status;
    }

    /** `{ code, message, hint, recoverable }` while the status is `error`, else null. */
    get error() {
      return this.#error;
    }

    /** The pack as bytes. It takes text, bytes or a plain object, copies it, and prefers it to `src`. */
    get pack() {
      const { source } = this.#wanted;
      return source instanceof Uint8Array ? source : null;
    }

    set pack(pack) {
      try {
        this.#declare(offer(copied(pack)));
      } catch (error) {
        this.#refuse(asTrouble(error, 'pack-invalid'));
      }
    }

    /** All that the visitor decided, as a text that this property takes back. */
    get state() {
      return this.exportState('state') ?? this.#state ?? '';
    }

    set state(text) {
      if (typeof text !== 'string' || !text.startsWith(STATE)) {
        if (text) console.warn(`<${TAG}> state: this is no text that \`state\` has given`);
        return;
      }
      if (!this.#facts) this.#state = text;
      else if (!this.#call((explorer) => explorer.restore(text))) console.warn(`<${TAG}> state: it is of another pack`);
    }

    /** The goal and the favourites, ids with spaces between: what a form sends. */
    get value() {
      const { goal, favourites } = this.#facts ?? { goal: '', favourites: [] };
      return [goal, ...favourites].filter(Boolean).join(' ');
    }

    /** The ids of what is open: an item, the goal, or what is compared. */
    get selection() {
      return this.#facts?.selection ?? Object.freeze([]);
    }

    get form() {
      return this.#internals.form;
    }

    get validity() {
      return this.#internals.validity;
    }

    get validationMessage() {
      return this.#internals.validationMessage;
    }

    checkValidity() {
      return this.#internals.checkValidity();
    }

    reportValidity() {
      return this.#internals.reportValidity();
    }

    /** Waits until a pack is shown; fails with the trouble that prevents it. */
    ready() {
      if (this.#status === 'ready') return Promise.resolve();
      if (this.#status === 'error') return Promise.reject(failure(this.#error));
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    }

    /**
     * Shows another pack, an address or the pack itself, in place of `src`. What is shown stays until it is there, and
     * where it cannot be had.
     */
    async loadPack(source, { integrity = null, signal = null } = {}) {
      signal?.throwIfAborted();
      const before = this.#wanted;
      const wanted = (this.#wanted = offer(typeof source === 'string' ? source : copied(source), integrity));
      const shown = this.#bring();
      if (!signal) return shown;
      return new Promise((resolve, reject) => {
        const giveUp = () => {
          this.#giveUp(wanted, before);
          reject(signal.reason);
        };
        signal.addEventListener('abort', giveUp, { once: true });
        // What comes later is no longer about this pack.
        shown.finally(() => signal.removeEventListener('abort', giveUp)).then(resolve, reject);
      });
    }

    /** Fetches the pack again. What the visitor decided stays, and what is shown where the pack cannot be had. */
    reload() {
      this.#wanted = { ...this.#wanted, held: null };
      if (this.#explorer) this.#load();
      else if (this.isConnected) this.#start();
    }

    /** Opens an item; false if the pack has none of that id. */
    select(id) {
      return this.#call((explorer) => explorer.select(String(id))) ?? false;
    }

    /** Puts items of one kind side by side; gives how many they are, four at most. */
    compare(ids) {
      return this.#call((explorer) => explorer.compare(Array.from(ids, String).join(' '))) ?? 0;
    }

    /** Selects nothing: no goal, nothing to compare. */
    clear() {
      this.#call((explorer) => explorer.clear());
    }

    /** Starts afresh, as the page wishes it; with `wipe`, what the device keeps is removed as well. */
    reset({ wipe = false } = {}) {
      if (wipe) this.#call((explorer) => explorer.forget());
      this.#state = null;
      if (this.isConnected) this.#start();
    }

    /** The decisions as `json` (what Me exports), `code` or `link` (to share) or `state`; null while there are none. */
    exportState(form = 'json') {
      return this.#call((explorer) => explorer.export(form)) ?? null;
    }

    /** Opens the browser's dialogue for printing, unless the page prevents it. */
    print() {
      if (this.#propose('pe-print', {})) globalThis.print();
    }

    /** Moves the focus to the place that is shown. */
    focus(options) {
      const target = this.#shown?.querySelector('h3[tabindex], button, a[href], input');
      if (target) target.focus(options);
      else super.focus(options);
    }

    connectedCallback() {
      takeUp(this);
      if (this.#run) return;
      this.#internals.role = 'region';
      this.#name();
      if (!this.#warned) {
        this.#warned = true;
        const list = unknown(this);
        if (list.length > 0) console.warn(`<${TAG}> bad-attr: it does not know ${list.join(', ')}`);
      }
      this.#start();
    }

    /** Its presence tells `moveBefore` that nothing needs to be torn down. */
    connectedMoveCallback() {}

    disconnectedCallback() {
      // A move takes the element out and puts it back at once.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#stop();
        this.#wanted.held = null;
        // At a booth, whoever comes next must find nothing.
        if (this.hasAttribute('booth')) this.#state = null;
      });
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.#run) return;
      if (name === 'lang' || name === 'label') this.#name();
      if (name === 'src') this.#declare(offer());
      else if (name === 'pack-integrity') this.#declare({ ...this.#wanted, held: null });
      else if (name === 'required') this.#submit();
      else if (WISHES.includes(name)) {
        // Much is different at a booth, for whoever stands there next.
        if (name === 'booth') this.reset();
        else this.#call((explorer) => explorer.set_option(...wish(this, name)));
        if (NAMES.includes(name) && this.#facts) this.#warnOfNames([name]);
      }
    }

    formResetCallback() {
      this.reset();
    }

    formDisabledCallback(disabled) {
      this.#disabled = disabled;
      if (this.#shown) this.#shown.inert = disabled;
    }

    formStateRestoreCallback(state) {
      if (typeof state === 'string' && state.startsWith(STATE)) this.state = state;
    }

    /** The module has panicked: what it drew is dead, and so is the handle. */
    onBroken(trouble) {
      this.#explorer = null;
      this.#stop();
      this.#give(trouble);
      const again = performance.now() - this.#brokeAt > CALM;
      this.#brokeAt = performance.now();
      if (again) this.#start();
      // What it looked like may be what breaks it.
      else this.#state = null;
    }

    async #start() {
      this.#stop();
      const run = (this.#run = new AbortController());
      this.#become('loading');
      let glue;
      try {
        glue = await core.ready();
      } catch (error) {
        if (!run.signal.aborted) this.#give(asTrouble(error, 'bad-module'));
        return;
      }
      if (run.signal.aborted) return;
      this.#shown = document.createElement('div');
      this.#shown.setAttribute('part', 'base');
      // A browser that translates pages swaps text nodes, after which what they say can never change again.
      this.#shown.translate = false;
      this.#shown.inert = this.#disabled;
      this.#root.append(this.#shown);
      core.users.add(this);
      const code = takeCode(this.getAttribute('hash-key'));
      try {
        this.#explorer = new glue.Explorer(this.#shown);
        for (const name of WISHES) this.#explorer.set_option(...wish(this, name));
        this.#explorer.set_option('code', code);
        if (classic && canSave()) this.#explorer.set_option('offline', 'possible');
      } catch (error) {
        core.declareBroken(error);
        return;
      }
      // A link may be pasted into the address while the page is open.
      globalThis.addEventListener('hashchange', () => {
        const later = takeCode(this.getAttribute('hash-key'));
        if (later !== undefined) this.#call((explorer) => explorer.set_option('code', later));
      }, { signal: run.signal });
      this.#fallback.hidden = true;
      this.#watch(run.signal);
      keepReadable(this.#root, this.#shown.firstElementChild, run.signal, (...said) => this.#debug(...said));
      if (this.hasAttribute('booth')) {
        watchBooth(this, this.#root, language(this), run.signal, () => {
          this.#emit('pe-idle', {});
          this.reset({ wipe: true });
        });
      }
      await this.#load();
    }

    #stop() {
      this.#run?.abort();
      this.#run = null;
      this.#fetching?.abort();
      core.users.delete(this);
      const explorer = this.#explorer;
      this.#explorer = null;
      this.#former = null;
      this.#facts = null;
      try {
        explorer?.free();
      } catch (error) {
        core.declareBroken(error);
      }
      this.#shown?.remove();
      this.#shown = null;
      this.#fallback.hidden = false;
      this.#become('idle');
    }

    /** The page wants this pack and no other, whether or not it can be had. */
    #declare(wanted) {
      this.#wanted = wanted;
      this.#former = null;
      if (this.#explorer) this.#load();
    }

    /** Waits until the wanted pack is shown; fails with the trouble that prevents it. */
    async #bring() {
      if (this.#explorer) {
        const trouble = await this.#load();
        if (trouble) throw failure(trouble.facts());
      } else if (this.isConnected && this.#status !== 'loading') this.#start();
      return this.ready();
    }

    /** The page no longer waits for `wanted`, which it asked for when `before` was to be shown. */
    #giveUp(wanted, before) {
      if (this.#wanted !== wanted || this.#former === wanted) return;
      this.#fetching?.abort();
      if (this.#former) this.#stay();
      else {
        this.#wanted = before;
        if (this.#explorer) this.#load();
      }
    }

    /** Stays with what is shown. */
    #stay() {
      this.#wanted = this.#former;
      this.#become('ready');
      this.#settle((one) => one.resolve());
    }

    /** Shows the wanted pack; gives the trouble that prevents it, or null. */
    async #load() {
      this.#fetching?.abort();
      const { signal } = (this.#fetching = new AbortController());
      const wanted = this.#wanted;
      this.#become('loading');
      // What is wrong with a pack that the module has, the module shows.
      let isHanded = false;
      try {
        const bytes = await this.#bytes(wanted, signal);
        if (signal.aborted) return null;
        let more = this.#call((explorer) => {
          explorer.load(bytes);
          return true;
        });
        isHanded = true;
        while (more) {
          await turn();
          if (signal.aborted) return null;
          more = this.#call((explorer) => takeStep(explorer, this.#state, this.#former !== null));
        }
        // It is drawn in a moment, and then says what stands there.
        if (more === false) {
          this.#former = wanted;
          this.#hash = wanted.held.hash;
          this.#facts = null;
        }
        return null;
      } catch (error) {
        if (signal.aborted) return null;
        const trouble = asTrouble(error, 'bad-attr');
        if (this.#former) {
          this.#stay();
          this.#notify(trouble);
        } else if (isHanded) this.#report(trouble);
        else this.#refuse(trouble);
        return trouble;
      }
    }

    /** The bytes of the document that is behind an offer. */
    async #bytes(wanted, signal) {
      if (wanted.held) return wanted.held.bytes;
      const source = wanted.source ?? this.getAttribute('src');
      if (!source) throw new Trouble('bad-attr', 'there is none', 'src');
      const came = typeof source === 'string' ? await fetchPack(source, this.baseURI, signal) : source;
      // What `src` names is held to the attribute, however it is asked for.
      const pins = [wanted.integrity, wanted.source === null && this.getAttribute('pack-integrity')];
      for (const pin of pins) if (pin) await verify(came, pin);
      wanted.held = { hash: await fingerprint(came), bytes: await unpacked(came) };
      return wanted.held.bytes;
    }

    /** Asks the module, once this turn is over, what has changed. */
    #ask() {
      if (this.#asked) return;
      this.#asked = true;
      queueMicrotask(() => {
        this.#asked = false;
        this.#tell();
      });
    }

    /** Tells the page what the visitor, or the page itself, has changed. */
    #tell() {
      const text = this.#call((explorer) => explorer.facts());
      if (!text) return;
      const before = this.#facts;
      const now = (this.#facts = factsOf(text));
      this.#state = this.#call((explorer) => explorer.export('state')) ?? this.#state;
      this.#submit();
      if (!before) {
        this.#become('ready');
        this.#emit('pe-packload', { id: now.id, version: now.version, hash: this.#hash, count: now.count });
        this.#emit('pe-ready', { version });
        this.#settle((one) => one.resolve());
        this.#warnOfNames(NAMES);
        if (this.getAttribute('persist') === 'local' && !canStore()) this.#notify(new Trouble('storage-denied'));
        return;
      }
      const { view, goal, programme, region, selection, favourites } = now;
      const changed = (...names) => names.some((name) => String(now[name]) !== String(before[name]));
      if (changed('view', 'goal', 'programme', 'region')) this.#emit('pe-change', { view, goal, programme, region });
      if (changed('selection') && selection.length > 0) this.#emit('pe-select', { id: selection[0], ids: selection });
      if (changed('favourites')) this.#emit('pe-favourites', { ids: favourites });
    }

    /** Says which of these attributes name what the pack does not have. */
    #warnOfNames(names) {
      const unknown = this.#call((explorer) => explorer.unknown())?.split(' ') ?? [];
      const list = names.filter((name) => unknown.includes(name)).map((name) => `${name}="${this.getAttribute(name)}"`);
      if (list.length > 0) console.warn(`<${TAG}> bad-attr: the pack does not have ${list.join(', ')}`);
    }

    /** Hands the form what it sends. Browsers keep a form's state: only where the page keeps things anyway. */
    #submit() {
      const { value } = this;
      this.#internals.setFormValue(value || null, this.getAttribute('persist') === 'local' ? this.#state : value);
      const missing = this.hasAttribute('required') && !this.#facts?.goal;
      // A browser shows its message only at something that can take the focus.
      if (missing && !this.hasAttribute('tabindex')) this.tabIndex = -1;
      if (missing) this.#internals.setValidity({ valueMissing: true }, this.#word(GOAL_MISSING));
      else this.#internals.setValidity({});
    }

    /** Says how high the element is whenever that changes. */
    #watch(signal) {
      if (typeof ResizeObserver !== 'function') return;
      const observer = new ResizeObserver(() => {
        const height = Math.round(this.getBoundingClientRect().height);
        if (height === this.#height) return;
        this.#height = height;
        this.#emit('pe-resize', { height });
      });
      observer.observe(this);
      signal.addEventListener('abort', () => observer.disconnect());
    }

    /** A link that leads out: the page may keep its visitors. */
    #leave(event) {
      const link = event.composedPath()[0].closest?.('a[href]');
      if (!link || link.download || (event.type === 'auxclick' && event.button !== 1)) return;
      if (!this.#propose('pe-navigate', { href: link.href })) event.preventDefault();
    }

    /** Hands the visitor a file with the widget and the pack inside. */
    async #saveOffline() {
      let said = 'failed';
      try {
        const response = await fetch(classic);
        if (!response.ok) throw new Error(`${classic}: HTTP ${response.status}`);
        const pack = await this.#bytes(this.#former ?? this.#wanted, new AbortController().signal);
        const page = await offlinePage({ widget: await response.text(), pack, lang: language(this), title: document.title });
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
        link.download = 'pathways.html';
        link.click();
        // Later, since some browsers read it only after this turn.
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
        said = 'possible';
      } catch (error) {
        console.warn(`<${TAG}>`, error);
      }
      this.#call((explorer) => explorer.set_option('offline', said));
    }

    /** Calls into the module, if it is there and still whole. */
    #call(work) {
      if (!this.#explorer) return undefined;
      try {
        return work(this.#explorer);
      } catch (error) {
        if (error instanceof Trouble) throw error;
        if (isTrap(error)) core.declareBroken(error);
        else console.warn(`<${TAG}>`, error.message);
        return undefined;
      }
    }

    /** Shows that a pack cannot be had. */
    #refuse(trouble) {
      const { code, path, message } = trouble;
      this.#call((explorer) => explorer.fail(path ? `${code} ${path}` : code, message));
      this.#report(trouble);
    }

    /** Shows a panel in place of the explorer, and what the page's author put inside along with it. */
    #give(trouble) {
      this.#shown?.remove();
      this.#shown = panel(trouble, language(this), () => this.#start());
      this.#root.prepend(this.#shown);
      this.#fallback.hidden = false;
      this.#report(trouble);
    }

    /** Tells the page that nothing is shown, and why. */
    #report(trouble) {
      this.#former = null;
      this.#facts = null;
      this.#become('error', Object.freeze(trouble.facts()));
      this.#notify(trouble);
      this.#settle((one) => one.reject(failure(this.#error)));
    }

    #notify(trouble) {
      this.#emit('pe-error', trouble.facts());
    }

    #settle(end) {
      for (const one of this.#waiting.splice(0)) end(one);
    }

    #become(status, error = null) {
      this.#status = status;
      this.#error = error;
      for (const one of ['loading', 'ready', 'error']) this.#mark(one, one === status);
      this.#mark('booth', this.hasAttribute('booth'));
      this.#debug(status, error ?? '');
    }

    /** Keeps one of the states that a page's style sheet can ask for, as `:state(ready)`. */
    #mark(state, holds) {
      const { states } = this.#internals;
      for (const name of [state, `--${state}`]) {
        try {
          if (holds) states.add(name);
          else states.delete(name);
          return;
        } catch {
          // Older browsers want two hyphens before a state's name, or have no states.
        }
      }
    }

    #name() {
      this.#internals.ariaLabel = this.getAttribute('label') || this.#word(LABELS);
    }

    #word(words) {
      return language(this).toLowerCase().startsWith('zh') ? words.zh : words.en;
    }

    #emit(name, detail) {
      queueMicrotask(() => this.#dispatch(name, detail, false));
    }

    /** Tells the page what is about to happen; false if the page prevents it. */
    #propose(name, detail) {
      return this.#dispatch(name, detail, true);
    }

    #dispatch(name, detail, cancelable) {
      this.#debug(name, detail);
      return this.dispatchEvent(
        new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail: Object.freeze(detail) }),
      );
    }

    #debug(...said) {
      if (this.hasAttribute('debug')) console.debug(`<${TAG}>`, ...said);
    }
  };
}

/**
 * A pack that may be shown: an address, bytes, or null for what the attribute `src` names then; the hash that it must
 * have; and in time what was `held` of it, its bytes and hash, so that starting afresh needs no network.
 */
function offer(source = null, integrity = null) {
  return { source: source === '' ? null : source, integrity, held: null };
}

/** A trouble's facts as an error that a page can catch. */
function failure(facts) {
  return Object.assign(new Error(facts.message), facts);
}

/**
 * Takes a step with the pack that is on its way, which is to look like `state`; true if another must follow. If the
 * pack cannot be used, that is shown, unless what is shown `stays`.
 */
function takeStep(explorer, state, stays) {
  try {
    explorer.set_option('state', state ?? undefined);
    return explorer.go_on(stays);
  } catch (error) {
    if (isTrap(error)) throw error;
    const [code, path, ...message] = error.message.split('\n');
    throw new Trouble(code || 'pack-invalid', message.join('\n'), path);
  }
}

/** What the module says, a line each. */
function factsOf(text) {
  const [view, goal, programme, region, selection, favourites, count, id, ...version] = text.split('\n');
  const list = (line) => Object.freeze(line ? line.split(' ') : []);
  return {
    view, goal, programme, region, id,
    selection: list(selection),
    favourites: list(favourites),
    count: Number(count),
    version: version.join(' '),
  };
}

/** Whether the browser lets this page keep anything; the very getter may throw. */
function canStore() {
  try {
    return Boolean(globalThis.localStorage);
  } catch {
    return false;
  }
}

/** Whether the module itself has failed, as against refused something. */
function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError;
}
