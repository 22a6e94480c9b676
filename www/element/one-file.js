// The build that is one file: the module lies inside it, so a page needs to allow no request for it.

import * as glue from './glue.js';
import text from './widget.wasm.txt';
import { define } from './explorer.js';

// A module knows its address, a classic script while it runs; what stands inside a page has none.
const here = document.currentScript ? document.currentScript.src : import.meta.url;
const classic = here ? new URL('./pathway-explorer.classic.js', here) : null;

define(glue, fetchModule, classic);

async function fetchModule() {
  // A character a byte: the host's own compression makes it small.
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}
