// A device that strangers use one after the other: when nobody is there any more, everything of the last one goes.

import { countVisitor, watchStaff } from './tally.js';

const WORDS = {
  zh: { title: '您还在吗？', lead: '20 秒内没有操作，页面将清空并重新开始。', stay: '我还在' },
  en: { title: 'Are you still there?', lead: 'In 20 seconds this is cleared and starts again.', stay: "I'm still here" },
};
const GRACE = 20_000;
const LEAST = 1;
const USUAL = 60;
const ARRIVALS = ['pointerdown', 'keydown'];
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'input', 'touchmove'];

/**
 * Watches `element` until `signal` aborts. When nobody has touched it for `idle-seconds`, it asks; when nobody answers,
 * it calls `leave`. Before anybody has come, there is nothing to clear.
 */
export function watchBooth(element, root, language, signal, leave) {
  let timer;
  let dialog = null;
  const wait = (time, then) => {
    clearTimeout(timer);
    timer = setTimeout(then, time);
  };
  const alive = () => {
    close();
    const seconds = Number(element.getAttribute('idle-seconds'));
    wait(1000 * (seconds >= LEAST ? seconds : USUAL), ask);
  };
  const close = () => {
    dialog?.remove();
    dialog = null;
  };
  const ask = () => {
    dialog = question(language, alive);
    root.append(dialog);
    dialog.showModal();
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
  const words = language.toLowerCase().startsWith('zh') ? WORDS.zh : WORDS.en;
  const dialog = document.createElement('dialog');
  dialog.setAttribute('part', 'dialog');
  dialog.setAttribute('role', 'alertdialog');
  dialog.setAttribute('aria-labelledby', 'still-there');
  dialog.setAttribute('aria-describedby', 'cleared-soon');
  dialog.lang = words === WORDS.zh ? 'zh-Hans' : 'en';
  const title = document.createElement('h2');
  title.id = 'still-there';
  title.textContent = words.title;
  const lead = document.createElement('p');
  lead.id = 'cleared-soon';
  lead.textContent = words.lead;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = words.stay;
  button.addEventListener('click', stay);
  dialog.addEventListener('cancel', stay);
  dialog.append(title, lead, button);
  return dialog;
}
