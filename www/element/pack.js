// Fetches a pack, and says in one code what went wrong.

import { Trouble } from './trouble.js';

const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_SILENCE = 30_000;

/** Gives the bytes behind `source`, an address as it stands in the `src` attribute. */
export async function fetchPack(source, base, signal) {
  const address = parse(source, base);
  const silence = new AbortController();
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), LONGEST_SILENCE);
  };
  try {
    heard();
    const response = await fetch(address, { signal: either(signal, silence.signal) });
    if (!response.ok) throw new Trouble('network', `${address}: HTTP ${response.status}`);
    return await read(response, address, heard);
  } catch (error) {
    if (error instanceof Trouble || signal.aborted) throw error;
    if (silence.signal.aborted) throw new Trouble('network', `${address}: no answer`);
    // The browser does not tell a refusal to strangers from a broken line.
    throw new Trouble(address.origin === location.origin ? 'network' : 'cors', `${address}: ${error.message}`);
  } finally {
    clearTimeout(timer);
  }
}

function parse(source, base) {
  let address;
  try {
    address = new URL(source, base);
  } catch {
    throw new Trouble('bad-attr', `src: ${source}`);
  }
  if (!['http:', 'https:'].includes(address.protocol)) throw new Trouble('bad-attr', `src: ${source}`);
  return address;
}

async function read(response, address, heard) {
  const parts = [];
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    heard();
    length += value.length;
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new Trouble('pack-too-large', `${address}: ${MOST_BYTES} bytes at most`);
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
