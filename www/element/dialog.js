// The one kind of window that the element opens over itself: a title, a text, buttons.

/** `{ id, zh, en }`: `id` makes the ids in it, `zh` and `en` hold its words; gives the words as well. */
export function dialog(id, { zh, en }, language) {
  const isChinese = language.toLowerCase().startsWith('zh');
  const words = isChinese ? zh : en;
  const window = document.createElement('dialog');
  window.setAttribute('part', 'dialog');
  window.setAttribute('aria-labelledby', id);
  window.lang = isChinese ? 'zh-Hans' : 'en';
  const title = document.createElement('h2');
  title.id = id;
  title.textContent = words.title;
  const text = document.createElement('p');
  window.append(title, text);
  const button = (label, act) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', act);
    window.append(button);
  };
  return { window, text, words, button };
}
