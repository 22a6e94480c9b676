// What stands in the explorer's place when its module cannot run. What is wrong with a pack, the module says.

const WORDS = {
  zh: {
    title: '学习路径暂时无法显示',
    again: '重试',
    details: '技术信息（供管理员参考）',
    'csp-wasm': '本页面的安全策略不允许运行此组件。请网站管理员在 script-src 中加入 \'wasm-unsafe-eval\'。',
    'no-wasm': '此浏览器不支持 WebAssembly，请换用较新的浏览器。',
    'bad-module': '组件文件不完整或已损坏，请稍后重试；如仍不行，请联系网站管理员。',
    mime: '组件文件的地址给出的是网页，请网站管理员检查 .wasm 文件的位置。',
    network: '组件文件未能下载，请检查网络后重试。',
    panic: '组件内部出错，已停止运行。页面其他内容不受影响。',
  },
  en: {
    title: 'The pathways cannot be shown at the moment',
    again: 'Try again',
    details: 'Technical details, for whoever runs this site',
    'csp-wasm':
      "This page's security policy does not let the widget run. Its administrator can add 'wasm-unsafe-eval' to script-src.",
    'no-wasm': 'This browser has no WebAssembly. Please use a newer one.',
    'bad-module': "The widget's file is incomplete or damaged. Try again later, or tell whoever runs this site.",
    mime: "Where the widget's file should be, there is a page. Whoever runs this site can put the .wasm file there.",
    network: "The widget's file could not be downloaded. Check the connection and try again.",
    panic: 'The widget ran into a fault of its own and has stopped. The rest of the page is not affected.',
  },
};

/** A panel in the reader's language about `trouble`; its button calls `again`. */
export function panel(trouble, language, again) {
  const words = language.toLowerCase().startsWith('zh') ? WORDS.zh : WORDS.en;
  const button = make('button', words.again);
  button.type = 'button';
  button.addEventListener('click', again);
  const details = make('details', '', make('summary', words.details), make('p', `${trouble.code} ${trouble.message}`));
  const explanation = make('p', words[trouble.code] ?? words['bad-module']);
  const notice = make('section', '', make('h2', words.title), explanation, button, details);
  notice.lang = words === WORDS.zh ? 'zh-Hans' : 'en';
  notice.setAttribute('part', 'notice');
  notice.setAttribute('role', 'alert');
  return notice;
}

function make(tag, text, ...children) {
  const element = document.createElement(tag);
  element.append(text, ...children);
  return element;
}
