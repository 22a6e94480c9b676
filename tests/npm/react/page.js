import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'pathway-explorer';

function Page() {
  const [ready, setReady] = useState(0);
  const [lang, setLang] = useState('en');
  return createElement('main', null,
    createElement('h1', null, 'React'),
    createElement('button', { onClick: () => setLang('zh-Hans') }, 'language'),
    createElement('output', null, `ready ${ready}`),
    // React 19 listens for an element's own events and sets its properties.
    createElement('pathway-explorer', { src: '/pack.json', lang, 'onpe-ready': () => setReady((times) => times + 1) }));
}

createRoot(document.getElementById('app')).render(createElement(Page));
