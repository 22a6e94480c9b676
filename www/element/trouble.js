// What can go wrong, and what whoever runs the page can change about it.

/** The line to change or the step to take, by code. Without one, the message says all that there is to say. */
const HINTS = {
  'csp-wasm': "Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'",
  mime: 'the address of the .wasm file answers with a page: put the file there, with Content-Type: application/wasm',
  'bad-module': 'upload the file again, in binary mode',
  network: 'check that the address opens in a browser',
  cors: 'Access-Control-Allow-Origin: * on the answer with the pack',
  integrity: 'set pack-integrity to the hash that pe-packload reports for the pack that you trust',
  'pack-invalid': 'rungs check names every mistake and how to mend it',
  'pack-damaged': 'build the pack again, and upload it in binary mode',
  'pack-version': 'use a newer pathway-explorer.js, or build the pack with the older rungs',
  'pack-too-large': '64 MB is the most, unpacked too',
  'storage-denied': 'persist="none" promises nothing that the browser does not allow',
};
/** After these the element goes on, by itself or with a button. */
const RECOVERABLE = ['network', 'panic', 'storage-denied'];

/** Something that keeps an explorer from its page: a code for programs and a message for people who help. */
export class Trouble extends Error {
  /** `path` is the place in the pack, or the attribute, where there is one. */
  constructor(code, message = '', path = undefined) {
    super(message);
    this.name = 'Trouble';
    this.code = code;
    this.hint = HINTS[code] ?? '';
    this.recoverable = RECOVERABLE.includes(code);
    if (path) this.path = path;
  }

  /** What the page is told. */
  facts() {
    const { code, message, hint, recoverable, path } = this;
    return path ? { code, message, hint, recoverable, path } : { code, message, hint, recoverable };
  }
}

/** Whatever was thrown, as a trouble; `code` for what has none. */
export function asTrouble(error, code) {
  return error instanceof Trouble ? error : new Trouble(code, String(error?.message ?? error));
}
