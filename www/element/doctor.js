// What on this page keeps the widget from working: for whoever runs the page, with the line to change.

import { MINIMAL } from './core.js';
import { fetchPack, unpacked } from './pack.js';
import { asTrouble } from './trouble.js';

const TAG = 'pathway-explorer';

/** By code: what is wrong, and what to change. */
const WORDS = {
  zh: {
    'no-wasm': ['浏览器没有 WebAssembly。', '请使用近几年的浏览器；微软 Edge 的“增强安全性”会关闭它。'],
    'csp-wasm': ['页面的安全策略不允许 WebAssembly。', "Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'"],
    'old-browser': ['浏览器太旧，缺少所需功能。', '需要 Chrome 111、Firefox 113、Safari 16.4 或更新版本。'],
    'not-loaded': ['组件的脚本没有运行。', '<script type="module" src="loader.js"></script>'],
    rewritten: ['网站的优化插件改写了组件的脚本标签。', '在该插件的排除列表中加入：pathway-explorer'],
    'duplicate-version': ['同一页面载入了两个版本，先到的那个在用。', '删去其中一个 <script> 标签。'],
    'script-mime': ['脚本文件的类型不对。', 'Content-Type: text/javascript'],
    'no-element': ['页面上没有 <pathway-explorer>。', '<pathway-explorer src="pack.json"></pathway-explorer>'],
    network: ['数据文件没有下载成功。', '在浏览器中打开该地址检查。'],
    cors: ['数据文件所在的网站不允许本页面读取。', 'Access-Control-Allow-Origin: *'],
    'pack-invalid': ['数据文件无法读取。', 'rungs check 会指出每一处错误。'],
    'pack-damaged': ['数据文件不完整或已损坏。', '重新生成数据文件，并以二进制方式上传。'],
    'pack-version': ['数据文件来自更新的版本。', '更新 pathway-explorer.js。'],
    'pack-too-large': ['数据文件超过 64 MB。', '把数据分成几份。'],
    integrity: ['数据文件与 pack-integrity 不一致。', 'pack-integrity="…"：写入 pe-packload 报告的值。'],
    'bad-attr src': ['元素没有给出有效的数据地址。', 'src="pack.json"'],
    'bad-attr pack-integrity': ['pack-integrity 不是可识别的校验值。', 'pack-integrity="sha256-…"：写入 pe-packload 报告的值。'],
    'storage-denied': ['浏览器不允许本页面保存内容；其他功能不受影响。', '内嵌框架请改为同源，或写 persist="none"。'],
    insecure: ['页面不是通过 https 打开的：不能核对数据、不能复制链接、不能保存离线版。', '通过 https 提供页面。'],
  },
  en: {
    'no-wasm': ['This browser has no WebAssembly.', "Use a browser of the last years; Microsoft Edge's enhanced security turns it off."],
    'csp-wasm': ["The page's policy forbids WebAssembly.", "Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'"],
    'old-browser': ['This browser is too old for the widget.', 'It takes Chrome 111, Firefox 113, Safari 16.4 or newer.'],
    'not-loaded': ["The widget's script has not run.", '<script type="module" src="loader.js"></script>'],
    rewritten: ["The site's optimiser has rewritten the widget's script tag.", 'Exclude this in the optimiser: pathway-explorer'],
    'duplicate-version': ['The page loads two versions; the first one runs.', 'Remove one of the two <script> tags.'],
    'script-mime': ['The script is served as something else.', 'Content-Type: text/javascript'],
    'no-element': ['There is no <pathway-explorer> on this page.', '<pathway-explorer src="pack.json"></pathway-explorer>'],
    network: ['The pack could not be downloaded.', 'Open its address in the browser.'],
    cors: ['The site with the pack does not let this page read it.', 'Access-Control-Allow-Origin: *'],
    'pack-invalid': ['The pack cannot be read.', 'rungs check names every mistake.'],
    'pack-damaged': ['The pack is cut off or damaged.', 'Build it again, and upload it in binary mode.'],
    'pack-version': ['The pack is of a newer version.', 'Update pathway-explorer.js.'],
    'pack-too-large': ['The pack is over 64 MB.', 'Split the data into several packs.'],
    integrity: ['The pack is not the one that pack-integrity names.', 'pack-integrity="…", with what pe-packload reports.'],
    'bad-attr src': ['The element has no valid address of a pack.', 'src="pack.json"'],
    'bad-attr pack-integrity': ['pack-integrity is no hash of a known kind.', 'pack-integrity="sha256-…", with what pe-packload reports.'],
    'storage-denied': ['The browser does not let this page keep anything; all else works.', 'Embed from the same origin, or write persist="none".'],
    insecure: ['The page is not served over https: no pinned packs, no copying, no offline copy.', 'Serve the page over https.'],
  },
};
/** With these alone the widget works. */
const HINDERS_NOTHING = ['storage-denied', 'insecure', 'duplicate-version', 'no-element'];

/**
 * Examines the page. `script` is the widget's own address, `version` its version, `pack` another pack to try.
 * Gives `{ ok, version, findings }`, each finding with `code`, `message`, `fix`, `detail` and whether it is `fatal`.
 */
export async function examine({ script = null, version = '', pack = null, lang = document.documentElement.lang } = {}) {
  const words = (lang || navigator.language).toLowerCase().startsWith('zh') ? WORDS.zh : WORDS.en;
  const findings = [];
  const find = (code, detail = '', path = '') => {
    if (findings.some((one) => one.code === code && one.detail === detail)) return;
    const [message, fix] = words[`${code} ${path}`] ?? words[code] ?? [code, ''];
    findings.push(Object.freeze({ code, message, fix, detail, fatal: !HINDERS_NOTHING.includes(code) }));
  };

  if (typeof WebAssembly !== 'object') find('no-wasm');
  else {
    try {
      // WebKit compiles what it will not let run.
      new WebAssembly.Instance(new WebAssembly.Module(MINIMAL));
    } catch (error) {
      find('csp-wasm', error.message);
    }
  }
  const missing = Object.entries({
    'constructable style sheets': 'adoptedStyleSheets' in document,
    'container queries': CSS.supports('container-type', 'inline-size'),
    'form-associated elements': 'attachInternals' in HTMLElement.prototype,
    DecompressionStream: 'DecompressionStream' in globalThis,
  }).filter(([, there]) => !there);
  if (missing.length > 0) find('old-browser', missing.map(([name]) => name).join(', '));
  if (!globalThis.isSecureContext) find('insecure', location.origin);
  try {
    if (!globalThis.localStorage) find('storage-denied');
  } catch (error) {
    find('storage-denied', error.message);
  }

  const running = customElements.get(TAG);
  if (!running) find('not-loaded');
  else if (version && running.version !== version) find('duplicate-version', `${running.version}, ${version}`);
  for (const tag of document.querySelectorAll('script[src*="pathway-explorer"], script[data-src*="pathway-explorer"]')) {
    if (!tag.src || !['', 'module', 'text/javascript', 'application/javascript'].includes(tag.type)) find('rewritten', tag.type);
  }
  if (script) {
    const kind = await fetch(script, { method: 'HEAD' }).then((answer) => answer.headers.get('Content-Type') ?? '', () => null);
    if (kind !== null && !/javascript/.test(kind)) find('script-mime', `${script}: ${kind}`);
  }

  const elements = [...document.querySelectorAll(TAG)];
  if (elements.length === 0 && !pack) find('no-element');
  for (const { error } of elements) if (error) find(error.code, error.message, error.path);
  const sources = pack ? [pack] : elements.filter((one) => !one.error && one.status !== 'ready').map((one) => one.getAttribute('src'));
  for (const source of sources.filter(Boolean)) {
    try {
      const bytes = await unpacked(await fetchPack(source, document.baseURI, new AbortController().signal));
      JSON.parse(new TextDecoder().decode(bytes));
    } catch (error) {
      const { code, message, path } = asTrouble(error, 'pack-invalid');
      find(code, message, path);
    }
  }
  return Object.freeze({ ok: !findings.some(({ fatal }) => fatal), version, findings: Object.freeze(findings) });
}
