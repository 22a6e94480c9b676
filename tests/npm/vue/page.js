import { createApp, h, ref } from 'vue';
import 'pathway-explorer';

const ready = ref(0);
const lang = ref('en');

createApp(() => h('main', [
  h('h1', 'Vue'),
  h('button', { onClick: () => (lang.value = 'zh-Hans') }, 'language'),
  h('output', `ready ${ready.value}`),
  h('pathway-explorer', { src: '/pack.json', lang: lang.value, 'onPe-ready': () => (ready.value += 1) }),
])).mount('#app');
