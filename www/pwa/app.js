// The installable page: it starts the service worker, and offers a newer version without taking away what the student
// is doing.

const KEPT = 'rungs-kept';
const notice = document.getElementById('notice');
const renew = document.getElementById('renew');
const explorer = document.querySelector('pathway-explorer');

document.querySelector('script[integrity]').addEventListener('error', lost);
explorer.addEventListener('pe-error', ({ detail }) => detail.code === 'network' && lost());
explorer.addEventListener('pe-ready', found);
restore();
if ('serviceWorker' in navigator) start();

async function start() {
  const { serviceWorker } = navigator;
  const had = serviceWorker.controller !== null;
  let asked = false;
  serviceWorker.addEventListener('controllerchange', () => {
    // Another window asked for the newer version: this one changes when its own reader wishes.
    if (asked) location.reload();
    else if (had) offer('newer', again);
  });
  let registration;
  try {
    registration = await serviceWorker.register(workerAddress(), { updateViaCache: 'none' });
  } catch (error) {
    // Without it the page works as long as there is a network.
    console.warn('the page cannot be kept for use without a network', error);
    return;
  }
  const take = () => {
    asked = true;
    keep();
    registration.waiting?.postMessage('take over');
  };
  const watch = (worker) => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && serviceWorker.controller) offer('newer', take);
      if (worker.state === 'activated' && !had) notice.textContent = notice.dataset.ready;
    });
  };
  if (registration.waiting && had) offer('newer', take);
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  serviceWorker.controller?.postMessage('opened');
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => {});
  });
}

/** The one address that this page's policy lets become a script. */
function workerAddress() {
  const address = 'sw.js';
  if (!globalThis.trustedTypes) return address;
  const only = (wished) => {
    if (wished !== address) throw new TypeError(wished);
    return wished;
  };
  return trustedTypes.createPolicy('rungs-worker', { createScriptURL: only }).createScriptURL(address);
}

function offer(what, act) {
  notice.textContent = notice.dataset[what];
  renew.hidden = false;
  renew.onclick = act;
}

/** The widget or the pack did not come: a build that has ended gives way to the server's at the next visit. */
function lost() {
  offer('lost', again);
}

function found() {
  if (notice.textContent !== notice.dataset.lost) return;
  notice.textContent = '';
  renew.hidden = true;
}

function again() {
  keep();
  location.reload();
}

/** What the student is doing goes over to the page's next life. */
function keep() {
  try {
    if (typeof explorer.state === 'string') sessionStorage.setItem(KEPT, explorer.state);
  } catch {
    // No storage: then the plan is what the student has kept themselves.
  }
}

function restore() {
  let kept = null;
  try {
    kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
  } catch {
    return;
  }
  if (kept !== null) explorer.addEventListener('pe-ready', () => { explorer.state = kept; }, { once: true });
}
