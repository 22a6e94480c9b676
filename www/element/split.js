// The build in two files: the module is compiled while it arrives, and the browser keeps it apart from the script.

import start, { Explorer, on_trap, __wbg_reset_state as reset } from './glue.js';
import { define } from './explorer.js';
import { Trouble } from './trouble.js';

const address = new URL('./pathway-explorer.wasm', import.meta.url);

define({ start, Explorer, on_trap, reset }, fetchModule, { script: import.meta.url });

async function fetchModule() {
  const response = await fetch(address).catch((error) => {
    throw new Trouble('network', `${address}: ${error.message}`);
  });
  if (!response.ok) throw new Trouble('network', `${address}: HTTP ${response.status}`);
  // What a server without the file often sends instead. Any other kind is compiled, whatever it is called.
  if (response.headers.get('Content-Type')?.startsWith('text/html')) throw new Trouble('mime', `${address}: text/html`);
  return response;
}
