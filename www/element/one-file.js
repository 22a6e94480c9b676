// The build that is one file: the module lies inside it, compressed, so a page needs to allow no request for it.

import * as glue from './glue.js';
import packed from './widget.wasm.gz';
import { define } from './explorer.js';

define(glue, async () => {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).arrayBuffer();
});
