// The build that is one file: the module lies inside it, so a page needs to allow no request for it.

import start, { Explorer, on_trap, __wbg_reset_state as reset } from './glue.js';
import text from './widget.wasm.txt';
import { define } from './explorer.js';

// A module knows its address, and a classic script its own while it runs; what stands inside a page has none. Where
// there is no page at all, as on a server, importing this does nothing.
const tag = globalThis.document?.currentScript;
const script = (tag ? tag.src : import.meta.url) || null;
const beside = () => new URL('./pathway-explorer.classic.js', import.meta.url);
const classic = tag || !script ? script : beside();

define({ start, Explorer, on_trap, reset }, fetchModule, { script, classic });

async function fetchModule() {
  // A character a byte, as `xtask/src/bundle.rs` wrote it: the host's own compression makes it small.
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    bytes[index] = code === 0x7b ? 0 : code;
  }
  return bytes;
}
