// Fetches a pack, checks that it is the one that the page means, and says in one code what went wrong.

import { asTrouble, Trouble } from './trouble.js';

const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_SILENCE = 30_000;
const SLICE = 4096;
/** The strongest first. */
const HASHES = ['sha512', 'sha384', 'sha256'];

/** Gives the bytes behind `source`, an address as it stands in the `src` attribute. */
export async function fetchPack(source, base, signal) {
  const address = parse(source, base);
  const silence = new AbortController();
  // The browser does not tell a refusal to strangers from a broken line, before there is an answer. In a frame with a
  // sandbox the page is a stranger to its own site, whatever its address says.
  let code = address.origin === origin ? 'network' : 'cors';
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), LONGEST_SILENCE);
  };
  try {
    heard();
    const response = await fetch(address, { signal: either(signal, silence.signal) });
    code = 'network';
    if (!response.ok) throw new Trouble('network', `${address}: HTTP ${response.status}`);
    return await read(response.body, address, heard);
  } catch (error) {
    if (error instanceof Trouble || signal.aborted) throw error;
    if (silence.signal.aborted) throw new Trouble('network', `${address}: no answer`);
    throw new Trouble(code, `${address}: ${error.message}`);
  } finally {
    clearTimeout(timer);
  }
}

/** A copy of what a page hands over: text, bytes or a plain object. */
export function copied(pack) {
  if (pack === null || pack === undefined) return null;
  if (pack instanceof ArrayBuffer) return new Uint8Array(pack.slice(0));
  if (ArrayBuffer.isView(pack)) return new Uint8Array(pack.buffer, pack.byteOffset, pack.byteLength).slice();
  let text;
  try {
    text = typeof pack === 'string' ? pack : JSON.stringify(pack);
  } catch (error) {
    throw new Trouble('pack-invalid', String(error?.message ?? error));
  }
  return new TextEncoder().encode(text);
}

/** What a compiled pack begins with; `cli/src/compiled.rs` says what follows. */
const COMPILED = [0x52, 0x55, 0x4e, 0x47, 0x53, 0];
const COMPILED_VERSION = 1;

/** The bytes of a pack that came compiled or squeezed by gzip, or as they are. */
export async function unpacked(bytes) {
  if (!COMPILED.every((byte, at) => bytes[at] === byte)) return gunzipped(bytes);
  if (bytes.length < 16) throw new Trouble('pack-damaged', `${bytes.length} bytes`);
  const head = new DataView(bytes.buffer, bytes.byteOffset, 16);
  const version = head.getUint16(6);
  if (version !== COMPILED_VERSION) throw new Trouble('pack-version', `.rungs ${version}`);
  const length = Number(head.getBigUint64(8, true));
  if (length > MOST_BYTES) throw new Trouble('pack-too-large', `${length} bytes; ${MOST_BYTES} at most`);
  const document = await gunzipped(bytes.subarray(16));
  if (document.length !== length) throw new Trouble('pack-damaged', `${document.length} bytes in place of ${length}`);
  return document;
}

async function gunzipped(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await read(sliced(bytes).pipeThrough(new DecompressionStream('gzip')), 'gzip', () => {});
  } catch (error) {
    throw asTrouble(error, 'pack-damaged');
  }
}

/** Bytes in slices: some browsers unpack at once whatever they are given, and a thousandfold may come of it. */
function sliced(bytes) {
  let at = 0;
  return new ReadableStream({
    pull(stream) {
      const from = at;
      at += SLICE;
      if (from < bytes.length) stream.enqueue(bytes.subarray(from, at));
      else stream.close();
    },
  });
}

/** The SHA-256 of bytes as `integrity` attributes write it; null where the page is not served safely. */
export async function fingerprint(bytes) {
  return globalThis.crypto?.subtle ? `sha256-${await digest('sha256', bytes)}` : null;
}

/** Throws unless one of the strongest hashes in `integrity` is that of `bytes`. */
export async function verify(bytes, integrity) {
  const wanted = integrity.trim().split(/\s+/);
  const hash = HASHES.find((hash) => wanted.some((one) => one.startsWith(`${hash}-`)));
  if (!hash) throw new Trouble('bad-attr', `${integrity}: none of sha256-…, sha384-…, sha512-…`, 'pack-integrity');
  if (!globalThis.crypto?.subtle) throw new Trouble('integrity', 'only a page served over https can check a hash');
  const found = `${hash}-${await digest(hash, bytes)}`;
  if (!wanted.includes(found)) throw new Trouble('integrity', `${found} in place of ${integrity}`);
}

async function digest(hash, bytes) {
  const sum = await crypto.subtle.digest(`SHA-${hash.slice(3)}`, bytes);
  return btoa(String.fromCharCode(...new Uint8Array(sum)));
}

function parse(source, base) {
  let address;
  try {
    address = new URL(source, base);
  } catch {
    throw new Trouble('bad-attr', source, 'src');
  }
  if (!['http:', 'https:'].includes(address.protocol)) throw new Trouble('bad-attr', source, 'src');
  return address;
}

async function read(stream, from, heard) {
  const parts = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    heard();
    length += value.length;
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new Trouble('pack-too-large', `${from}: ${MOST_BYTES} bytes at most`);
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A signal that aborts when either does. */
function either(first, second) {
  const both = new AbortController();
  for (const signal of [first, second]) {
    if (signal.aborted) both.abort();
    signal.addEventListener('abort', () => both.abort(), { once: true, signal: both.signal });
  }
  return both.signal;
}
