// Takes the offline page back: put this in the place of sw.js and leave it there. Each visitor's browser fetches it at
// the next visit, deletes what the page has kept for use without a network, and from then on asks the server again.

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const ours = `rungs ${self.registration.scope} `;
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(ours)).map((name) => caches.delete(name)));
    await self.registration.unregister();
  })());
});
