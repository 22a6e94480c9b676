// The one WebAssembly module that all elements of a page share.

import { Trouble } from './trouble.js';
import { turn } from './turn.js';

/** The smallest module there is: only a page's policy can refuse it. */
export const MINIMAL = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/**
 * Wraps what wasm-bindgen made, `glue`, by names: a bundler's object of all names breaks where a page has extended
 * `Object.prototype`. `fetchModule` gives the module's bytes or a response with them.
 * The module is fetched and started when the first element asks for it.
 */
export function shareModule(glue, fetchModule) {
  const users = new Set();
  let started = null;
  let broken = false;

  glue.on_trap(declareBroken);

  /** After a panic the module's memory cannot be trusted: every element lets go of it. */
  function declareBroken(error) {
    if (broken) return;
    broken = true;
    console.error('<pathway-explorer>', error);
    const victims = [...users];
    users.clear();
    // Later, since whoever panicked is still on the stack.
    queueMicrotask(() => {
      for (const victim of victims) victim.onBroken(new Trouble('panic', error.message));
    });
  }

  async function start() {
    if (typeof WebAssembly !== 'object') throw new Trouble('no-wasm');
    try {
      // WebKit compiles what it will not let run.
      new WebAssembly.Instance(new WebAssembly.Module(MINIMAL));
    } catch (error) {
      throw new Trouble('csp-wasm', error.message);
    }
    await turn();
    const module = await fetchModule();
    await turn();
    try {
      await glue.start({ module_or_path: module });
    } catch (error) {
      throw new Trouble('bad-module', error.message);
    }
    await turn();
  }

  return {
    users,
    declareBroken,
    /** Waits for a module that can be used: the running one, or a fresh one after a panic. */
    async ready() {
      started ??= start();
      try {
        await started;
      } catch (trouble) {
        started = null;
        throw trouble;
      }
      if (broken) {
        try {
          glue.reset();
        } catch (error) {
          throw new Trouble('bad-module', error.message);
        }
        broken = false;
      }
      return glue;
    },
  };
}
