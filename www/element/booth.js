// A device that strangers use one after the other: when nobody is there any more, everything of the last one goes.

import { dialog } from './dialog.js';
import { countVisitor, watchStaff } from './tally.js';

const WORDS = {
  zh: { title: '您还在吗？', lead: '20 秒内没有操作，页面将清空并重新开始。', stay: '我还在' },
  en: { title: 'Are you still there?', lead: 'In 20 seconds this is cleared and starts again.', stay: "I'm still here" },
};
const GRACE = 20_000;
/** The least and the most of `idle-seconds`: a browser's timer that is set to longer ends at once. */
export const LEAST = 1;
const MOST = 2_000_000;
const USUAL = 60;
const ARRIVALS = ['pointerdown', 'keydown'];
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'input', 'touchmove'];

/**
 * Watches `element` until `signal` aborts. When nobody has touched it for `idle-seconds`, it asks; when nobody answers,
 * it calls `leave`. Before anybody has come, there is nothing to clear.
 */
export function watchBooth(element, root, language, signal, leave) {
  let timer;
  let asked = null;
  const wait = (time, then) => {
    clearTimeout(timer);
    timer = setTimeout(then, time);
  };
  const alive = () => {
    close();
    const seconds = Number(element.getAttribute('idle-seconds'));
    wait(1000 * (seconds >= LEAST ? Math.min(seconds, MOST) : USUAL), ask);
  };
  const close = () => {
    asked?.remove();
    asked = null;
  };
  const ask = () => {
    asked = question(language, alive);
    root.append(asked);
    asked.showModal();
    wait(GRACE, () => {
      close();
      leave();
    });
  };
  let isHere = false;
  const arrive = () => {
    if (!isHere) countVisitor();
    isHere = true;
  };
  for (const sign of ARRIVALS) element.addEventListener(sign, arrive, { signal, passive: true });
  watchStaff(root, language, signal);
  for (const sign of SIGNS_OF_LIFE) element.addEventListener(sign, alive, { signal, passive: true });
  for (const trace of ['contextmenu', 'dragstart']) element.addEventListener(trace, (event) => event.preventDefault(), { signal });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    close();
  });
}

function question(language, stay) {
  const { window, text, words, button } = dialog('still-there', WORDS, language);
  window.setAttribute('role', 'alertdialog');
  window.setAttribute('aria-describedby', 'cleared-soon');
  text.id = 'cleared-soon';
  text.textContent = words.lead;
  button(words.stay, stay);
  window.addEventListener('cancel', stay);
  return window;
}
