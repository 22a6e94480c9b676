// The custom element. It owns the shadow root, the handle into the module and the fetching of the pack; what is
// shown inside is the module's. The counterpart is `web/src/boundary.rs`.

import { css, version } from './made.js';
import { shareModule } from './core.js';
import { canSave, offlinePage } from './offline.js';
import { fetchPack } from './pack.js';
import { panel } from './panel.js';
import { Trouble } from './trouble.js';

const TAG = 'pathway-explorer';
/** What the module is told of. */
const OPTIONS = ['lang', 'theme', 'view', 'goal', 'programme', 'region', 'persist'];

/**
 * Defines the element on top of wasm-bindgen's `glue`, unless the page already has one. `classic` is the address of
 * the classic build, where there is one, to be saved along with a pack.
 */
export function define(glue, fetchModule, classic = null) {
  if (typeof customElements === 'undefined') return;
  const key = Symbol.for('pathway-explorer/v1');
  const first = globalThis[key];
  if (first || customElements.get(TAG)) {
    if (first?.version !== version) {
      console.warn(`<${TAG}> ${version} was loaded where ${first?.version ?? 'another one'} already runs; that one stays.`);
    }
    return;
  }
  const element = makeClass(shareModule(glue, fetchModule), classic);
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

function makeClass(core, classic) {
  return class PathwayExplorer extends HTMLElement {
    static version = version;
    static observedAttributes = ['src', ...OPTIONS];

    #root = this.attachShadow({ mode: 'open' });
    /** Shows what the page's author put inside, until there is something better. */
    #fallback = document.createElement('slot');
    /** The handle into the module, or null: a freed handle must never be used again. */
    #explorer = null;
    #shown = null;
    /** Ends what is under way for this element. */
    #run = null;
    #fetching = null;
    #pack = null;
    #status = 'idle';
    #error = null;

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet()];
      this.#root.append(this.#fallback);
      // A button inside asks for it; the event goes no further than this root.
      this.#root.addEventListener('pe-save-offline', () => this.#saveOffline(), true);
    }

    /** `idle`, `loading`, `ready` or `error`. */
    get status() {
      return this.#status;
    }

    /** `{ code, detail }` while the status is `error`, else null. */
    get error() {
      return this.#error;
    }

    /** The pack as text, bytes or a plain object, for pages that have it without a request. Takes the place of `src`. */
    get pack() {
      return this.#pack;
    }

    set pack(pack) {
      this.#pack = pack;
      if (this.#explorer) this.#load();
    }

    /** Fetches the pack again. */
    reload() {
      if (this.#explorer) this.#load();
      else if (this.isConnected) this.#start();
    }

    connectedCallback() {
      // What was set before this class was known hides our properties.
      if (Object.hasOwn(this, 'pack')) {
        const { pack } = this;
        delete this.pack;
        this.pack = pack;
      }
      if (!this.#run) this.#start();
    }

    /** Its presence tells `moveBefore` that nothing needs to be torn down. */
    connectedMoveCallback() {}

    disconnectedCallback() {
      // A move takes the element out and puts it back at once.
      queueMicrotask(() => {
        if (!this.isConnected) this.#stop();
      });
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.#explorer) return;
      if (name === 'src') this.#load();
      else this.#call((explorer) => explorer.set_option(name, option(this, name)));
    }

    /** The module has panicked: what it drew is dead, and so is the handle. */
    onBroken(trouble) {
      this.#explorer = null;
      this.#stop();
      this.#give(trouble);
    }

    async #start() {
      this.#stop();
      const run = (this.#run = new AbortController());
      this.#status = 'loading';
      let glue;
      try {
        glue = await core.ready();
      } catch (error) {
        if (!run.signal.aborted) this.#give(error instanceof Trouble ? error : new Trouble('bad-module', String(error)));
        return;
      }
      if (run.signal.aborted) return;
      this.#shown = document.createElement('div');
      this.#shown.setAttribute('part', 'base');
      // A browser that translates pages swaps text nodes, after which what they say can never change again.
      this.#shown.translate = false;
      this.#root.append(this.#shown);
      core.users.add(this);
      const code = takeCode(this.getAttribute('hash-key'));
      try {
        this.#explorer = new glue.Explorer(this.#shown);
        for (const name of OPTIONS) this.#explorer.set_option(name, option(this, name));
        this.#explorer.set_option('code', code);
        if (classic && canSave()) this.#explorer.set_option('offline', 'possible');
      } catch (error) {
        core.declareBroken(error);
        return;
      }
      this.#fallback.hidden = true;
      await this.#load();
    }

    #stop() {
      this.#run?.abort();
      this.#run = null;
      this.#fetching?.abort();
      core.users.delete(this);
      const explorer = this.#explorer;
      this.#explorer = null;
      try {
        explorer?.free();
      } catch (error) {
        core.declareBroken(error);
      }
      this.#shown?.remove();
      this.#shown = null;
      this.#fallback.hidden = false;
      this.#status = 'idle';
      this.#error = null;
    }

    async #load() {
      this.#fetching?.abort();
      const fetching = (this.#fetching = new AbortController());
      this.#status = 'loading';
      this.#error = null;
      try {
        const bytes = await this.#bytes(fetching.signal);
        if (fetching.signal.aborted) return;
        this.#call((explorer) => {
          try {
            explorer.load(bytes);
          } catch (error) {
            if (isTrap(error)) throw error;
            throw new Trouble('pack-invalid', error.message);
          }
          this.#status = 'ready';
          this.#emit('pe-ready', { version });
        });
      } catch (error) {
        if (fetching.signal.aborted) return;
        const trouble = error instanceof Trouble ? error : new Trouble('bad-attr', String(error));
        this.#call((explorer) => explorer.fail(trouble.code, trouble.detail));
        this.#report(trouble);
      }
    }

    async #bytes(signal) {
      const pack = this.#pack;
      if (pack === null || pack === undefined) {
        const source = this.getAttribute('src');
        if (!source) throw new Trouble('bad-attr', 'src');
        return fetchPack(source, this.baseURI, signal);
      }
      if (pack instanceof Uint8Array) return pack;
      if (pack instanceof ArrayBuffer) return new Uint8Array(pack);
      return new TextEncoder().encode(typeof pack === 'string' ? pack : JSON.stringify(pack));
    }

    /** Hands the visitor a file with the widget and the pack inside. */
    async #saveOffline() {
      let said = 'failed';
      try {
        const response = await fetch(classic);
        if (!response.ok) throw new Error(`${classic}: HTTP ${response.status}`);
        const pack = await this.#bytes(new AbortController().signal);
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
      if (!this.#explorer) return;
      try {
        work(this.#explorer);
      } catch (error) {
        if (isTrap(error)) core.declareBroken(error);
        else if (error instanceof Trouble) this.#report(error);
        else console.warn(`<${TAG}>`, error.message);
      }
    }

    /** Shows a panel in place of the explorer, and what the page's author put inside along with it. */
    #give(trouble) {
      this.#shown?.remove();
      this.#shown = panel(trouble, language(this), () => this.#start());
      this.#root.prepend(this.#shown);
      this.#fallback.hidden = false;
      this.#report(trouble);
    }

    #report({ code, detail }) {
      this.#status = 'error';
      this.#error = Object.freeze({ code, detail });
      this.#emit('pe-error', { code, detail });
    }

    #emit(name, detail) {
      queueMicrotask(() => {
        this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail: Object.freeze(detail) }));
      });
    }
  };
}

/** Whether the module itself has failed, as against refused something. */
function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError;
}

/**
 * Takes the share code out of the page's address, if the page has given us a key there. All else in the fragment is
 * the page's and stays.
 */
function takeCode(key) {
  if (!key) return undefined;
  const parts = location.hash.slice(1).split('&');
  const own = parts.findIndex((part) => part.startsWith(`${key}=`));
  if (own < 0) return undefined;
  const [part] = parts.splice(own, 1);
  const rest = parts.join('&');
  try {
    history.replaceState(history.state, '', rest ? `#${rest}` : location.pathname + location.search);
  } catch {
    // A page in a sandbox may not touch its address; then the code stays in it.
  }
  return part.slice(key.length + 1);
}

/** What the element wishes, as the module takes it. */
function option(element, name) {
  return name === 'lang' ? language(element) : element.getAttribute(name) ?? undefined;
}

/** The element's own `lang`, else the nearest one around it, else the browser's. */
function language(element) {
  for (let node = element; node; node = node.parentElement ?? node.getRootNode().host) {
    const tag = node.getAttribute('lang');
    if (tag) return tag;
  }
  return navigator.language || 'zh';
}
