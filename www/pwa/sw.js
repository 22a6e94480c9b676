// Keeps one build of the page for use without a network.
//
// A build is a list of files with their digests. What is served comes from this list or not at all: a file that was
// lost or damaged is fetched again and must have the same bytes. Every file but the page itself has its digest in its
// name, so a page never gets another build's files, whichever worker answers it.

const BUILD = '@BUILD@';
const FILES = new Map(@FILES@);

const SCOPE = self.registration.scope;
const OURS = `rungs ${SCOPE} `;
const CACHE = OURS + BUILD;
const PAGE = './';

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(sweep(0)));

self.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(self.skipWaiting());
  if (event.data === 'opened') event.waitUntil(sweep(1));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== 'GET' || path === null) return;
  if (FILES.has(path)) event.respondWith(serve(path, request));
  // An older page that is still open asks for its own files.
  else if (/\.[0-9a-f]{12}\./.test(path)) event.respondWith(older(request));
});

/** The path in this page's folder, or null for what lies elsewhere. */
function pathOf(url) {
  const [address] = url.split(/[?#]/);
  if (!address.startsWith(SCOPE)) return null;
  const path = address.slice(SCOPE.length);
  return path === '' || path === 'index.html' ? PAGE : path;
}

/** All files or none. */
async function install() {
  // An attempt that was cut short may have left something.
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  try {
    await Promise.all([...FILES.keys()].map(async (path) => cache.put(address(path), await download(path))));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Fetches a file of this build; a `RangeError` if the server has other bytes by now. */
async function download(path) {
  const response = await fetch(address(path), { cache: 'reload' });
  if (!response.ok || !(await isWhole(response.clone(), path))) throw new RangeError(`${path}: not of build ${BUILD}`);
  return response;
}

async function isWhole(response, path) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  return btoa(String.fromCharCode(...digest)) === FILES.get(path);
}

async function serve(path, request) {
  if (ended) return passOn(request);
  const cache = await caches.open(CACHE);
  const kept = await cache.match(address(path));
  if (kept && (await isWhole(kept.clone(), path))) return kept;
  try {
    const fresh = await download(path);
    await cache.put(address(path), fresh.clone());
    return fresh;
  } catch (error) {
    await cache.delete(address(path));
    // The server has moved on: this build can no longer be mended, so it goes, and the next visit starts afresh.
    if (error instanceof RangeError) {
      ended ??= end();
      return passOn(request);
    }
    return path === PAGE ? apology() : Response.error();
  }
}

/** Ends this build, once: what is registered after that is another's. Its files go first, so no later page has them. */
let ended;
async function end() {
  await caches.delete(CACHE);
  await self.registration.unregister();
}

/** What the server has, once this build has ended. */
async function passOn(request) {
  await ended;
  return fetch(request);
}

async function older(request) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(OURS)) continue;
    const kept = await (await caches.open(name)).match(request);
    if (kept) return kept;
  }
  return fetch(request);
}

/** Deletes the builds that no page can be of any more: when no more pages than `own` are open, and none is to come. */
async function sweep(own) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length > own || self.registration.waiting || self.registration.installing) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
}

function address(path) {
  return new URL(path, SCOPE).href;
}

function apology() {
  const text = '离线文件不完整，请联网后重新打开本页。\nThe files kept for use without a network are not complete. Open this page again with a network.\n';
  return new Response(text, { status: 503, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
