// How many visitors a booth had: one number on the device and nothing else, which staff read and clear at `#staff`.

import { dialog } from './dialog.js';

const KEY = 'pathway-explorer/visitors';
const STAFF = '#staff';
const WORDS = {
  zh: { title: '本机来访人数', clear: '清零', close: '关闭' },
  en: { title: 'Visitors on this device', clear: 'Set to zero', close: 'Close' },
};

/** What a device counts that keeps nothing. */
let passing = 0;

/** How many there were. */
export function visitors() {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return Number.isSafeInteger(kept) && kept > 0 ? kept : passing;
  } catch {
    return passing;
  }
}

/** Counts one more. */
export function countVisitor() {
  remember(visitors() + 1);
}

function remember(count) {
  passing = count;
  try {
    if (count > 0) localStorage.setItem(KEY, String(count));
    else localStorage.removeItem(KEY);
  } catch {
    // Then it is counted until the page is closed.
  }
}

/** Shows the number in `root` whenever the page's fragment is `#staff`, until `signal` aborts. */
export function watchStaff(root, language, signal) {
  let shown = null;
  const close = () => {
    shown?.remove();
    shown = null;
    if (location.hash !== STAFF) return;
    try {
      history.replaceState(history.state, '', location.pathname + location.search);
    } catch {
      // A page in a sandbox may not touch its address.
    }
  };
  const look = () => {
    if (location.hash !== STAFF || shown) return;
    shown = panel(language, close);
    root.append(shown);
    shown.showModal();
  };
  window.addEventListener('hashchange', look, { signal });
  signal.addEventListener('abort', close);
  look();
}

function panel(language, close) {
  const { window, text, words, button } = dialog('tally', WORDS, language);
  text.className = 'tally';
  text.textContent = String(visitors());
  button(words.clear, () => {
    remember(0);
    text.textContent = '0';
  });
  button(words.close, () => window.close());
  window.addEventListener('close', close);
  return window;
}
