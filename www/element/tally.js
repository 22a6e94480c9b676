// How many visitors a booth had: one number on the device and nothing else, which staff read and clear at `#staff`.

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
  let dialog = null;
  const close = () => {
    dialog?.remove();
    dialog = null;
    if (location.hash !== STAFF) return;
    try {
      history.replaceState(history.state, '', location.pathname + location.search);
    } catch {
      // A page in a sandbox may not touch its address.
    }
  };
  const look = () => {
    if (location.hash !== STAFF || dialog) return;
    dialog = panel(language, close);
    root.append(dialog);
    dialog.showModal();
  };
  window.addEventListener('hashchange', look, { signal });
  signal.addEventListener('abort', () => {
    dialog?.remove();
    dialog = null;
  });
  look();
}

function panel(language, close) {
  const words = language.toLowerCase().startsWith('zh') ? WORDS.zh : WORDS.en;
  const dialog = document.createElement('dialog');
  dialog.setAttribute('part', 'dialog');
  dialog.setAttribute('aria-labelledby', 'tally');
  dialog.lang = words === WORDS.zh ? 'zh-Hans' : 'en';
  const title = document.createElement('h2');
  title.id = 'tally';
  title.textContent = words.title;
  const number = document.createElement('p');
  number.className = 'tally';
  number.textContent = String(visitors());
  const clear = button(words.clear, () => {
    remember(0);
    number.textContent = '0';
  });
  dialog.addEventListener('close', close);
  dialog.append(title, number, clear, button(words.close, () => dialog.close()));
  return dialog;
}

function button(label, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', act);
  return button;
}
