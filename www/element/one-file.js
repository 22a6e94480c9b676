// The build that is one file: the module lies inside it, so a page needs to allow no request for it.

import * as glue from './glue.js';
import text from './widget.wasm.txt';
import { define } from './explorer.js';

define(glue, async () => {
  // A character a byte: the host's own compression makes it small.
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
});
