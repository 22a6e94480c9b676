export { assertAccessible } from './axe.js';
export { drawn, unfold } from './drawn.js';
export { focused, pressOn, tabTo } from './keyboard.js';
export { LARGEST_COPY, makeSite, serveFolder } from './folder.js';
export { browser, open, samplePack, scenario, script } from './scenario.js';
export { screenshot } from './screenshot.js';
export { POLICIES } from './server.js';
export { becomeQiqige, expectFocus, tab } from './visitor.js';
