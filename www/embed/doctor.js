// What keeps the explorer from working on this server. Each check asks for one thing and gives a finding: whether it is
// well, what was seen, and the line to change. The element's own findings come last, if it can be loaded at all.

const LINES = {
  wasm: "script-src 'self' 'wasm-unsafe-eval'",
  type: (ending) => ({ js: 'text/javascript', json: 'application/json', wasm: 'application/wasm' })[ending],
};

const WORDS = {
  zh: {
    browser: ['浏览器够新', '浏览器太旧：缺少 {detail}。请换用较新的浏览器。'],
    wasm: ['安全策略允许 WebAssembly', '安全策略不允许 WebAssembly。请在 Content-Security-Policy 中写：'],
    found: ['{name} 可以取得', '{name} 无法取得（{detail}）。请确认文件已上传，且 connect-src 和 script-src 允许它：'],
    type: ['{name} 的类型正确', '{name} 的类型是 {detail}。请设置服务器：'],
    whole: ['{name} 与发布时完全一致', '{name} 与发布时不同：可能被优化插件或 CDN 改写，请对它关闭“压缩”“合并”“延迟加载脚本”。应为：'],
    pack: ['数据包可以读取', '数据包无法读取（{detail}）。若在别的网站上，那里需要发送：'],
    element: ['组件可以运行', '组件无法运行：{detail}'],
    sum: ['没有发现问题。', '发现 {count} 个问题。', '正在检查……'],
  },
  en: {
    browser: ['The browser is new enough', 'The browser is too old: it lacks {detail}. Use a newer one.'],
    wasm: ['The policy allows WebAssembly', 'The policy does not allow WebAssembly. Write in Content-Security-Policy:'],
    found: ['{name} is there', '{name} cannot be fetched ({detail}). Is it uploaded, and do connect-src and script-src allow it?'],
    type: ['{name} has the right type', '{name} comes as {detail}. Set on the server:'],
    whole: ['{name} is as it was released', '{name} is not as it was released: a plugin or a CDN has rewritten it. Turn off minifying, combining and deferring for it. It should be:'],
    pack: ['The pack can be read', 'The pack cannot be read ({detail}). If it is on another site, that one must send:'],
    element: ['The widget runs', 'The widget does not run: {detail}'],
    sum: ['Nothing is wrong.', 'Problems found: {count}.', 'Checking …'],
  },
};

const languages = [['zh', 'zh-Hans'], ['en', 'en']];
const list = document.getElementById('findings');
const sum = document.getElementById('sum');

document.getElementById('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  check();
});
check();

async function check() {
  list.replaceChildren();
  say(sum, 'sum', 2, {});
  let bad = 0;
  const show = (finding) => {
    if (!finding.well) bad += 1;
    list.append(item(finding));
  };
  show(browser());
  show(wasm());
  for (const name of ['pathway-explorer.js', 'loader.js']) (await script(name)).forEach(show);
  for (const finding of await release()) show(finding);
  show(await pack(document.getElementById('pack').value));
  for (const finding of await element()) show(finding);
  say(sum, 'sum', bad === 0 ? 0 : 1, { count: bad });
}

function browser() {
  const needed = {
    'custom elements': globalThis.customElements,
    WebAssembly: globalThis.WebAssembly,
    'constructable style sheets': globalThis.document?.adoptedStyleSheets,
    'container queries': CSS.supports('container-type: inline-size'),
  };
  const missing = Object.keys(needed).filter((name) => !needed[name]);
  return { code: 'browser', well: missing.length === 0, detail: missing.join(', ') };
}

function wasm() {
  try {
    // The smallest module there is: only a policy can refuse it. WebKit compiles what it will not let run.
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    return { code: 'wasm', well: true };
  } catch (error) {
    return { code: 'wasm', well: false, detail: error.message, line: LINES.wasm };
  }
}

/** Whether a file is there and comes as what it is. */
async function script(name) {
  const { response, problem } = await get(name);
  if (!response) return [{ code: 'found', well: false, name, detail: problem, line: "script-src 'self'; connect-src 'self'" }];
  const type = response.headers.get('Content-Type') ?? '–';
  const isScript = /^(text|application)\/(x-)?(java|ecma)script\b/i.test(type);
  return [
    { code: 'found', well: true, name },
    { code: 'type', well: isScript, name, detail: type, line: `${name}  Content-Type: ${LINES.type('js')}` },
  ];
}

/** Whether the files of the release have come through unchanged. */
async function release() {
  const { response, problem } = await get('sri.json');
  if (!response) return [{ code: 'found', well: false, name: 'sri.json', detail: problem, line: "connect-src 'self'" }];
  let wanted;
  try {
    wanted = Object.entries(await response.json());
  } catch (error) {
    return [{ code: 'whole', well: false, name: 'sri.json', detail: error.message, line: 'application/json' }];
  }
  return Promise.all(wanted.map(async ([name, integrity]) => {
    try {
      const { ok } = await fetch(name, { integrity: String(integrity), cache: 'no-store' });
      return { code: 'whole', well: ok, name, line: integrity };
    } catch {
      return { code: 'whole', well: false, name, line: integrity };
    }
  }));
}

async function pack(address) {
  const { response, problem } = await get(address);
  const line = `Access-Control-Allow-Origin: ${location.origin}`;
  if (!response) return { code: 'pack', well: false, detail: problem, line };
  try {
    const { format } = await response.json();
    return { code: 'pack', well: format === 'rungs-pack/1', detail: `format: ${format}`, line: '"format": "rungs-pack/1"' };
  } catch (error) {
    return { code: 'pack', well: false, detail: error.message, line: 'Content-Type: application/json; charset=utf-8' };
  }
}

async function element() {
  try {
    await import('./pathway-explorer.js');
    const explorer = await customElements.whenDefined('pathway-explorer');
    const { findings } = await explorer.doctor();
    const fatal = findings.filter((finding) => finding.fatal);
    if (fatal.length === 0) return [{ code: 'element', well: true }];
    return fatal.map(({ message, detail, fix }) => ({ code: 'element', well: false, detail: `${message} ${detail}`, line: fix }));
  } catch (error) {
    return [{ code: 'element', well: false, detail: error.message }];
  }
}

async function get(address) {
  try {
    const response = await fetch(address, { cache: 'no-store' });
    return response.ok ? { response } : { problem: `HTTP ${response.status}` };
  } catch (error) {
    return { problem: error.message };
  }
}

function item(finding) {
  const entry = document.createElement('li');
  entry.className = finding.well ? 'good' : 'bad';
  const title = document.createElement('strong');
  title.append(finding.well ? '✓ ' : '✗ ');
  entry.append(title);
  say(title, finding.code, finding.well ? 0 : 1, finding, true);
  if (!finding.well && finding.line) {
    const line = document.createElement('pre');
    line.append(finding.line);
    entry.append(line);
  }
  return entry;
}

/** Says something in both languages. */
function say(place, code, which, values, keep = false) {
  const parts = languages.map(([language, tag]) => {
    const part = document.createElement('span');
    part.lang = tag;
    part.append(WORDS[language][code][which].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ''), ' ');
    return part;
  });
  if (keep) place.append(...parts);
  else place.replaceChildren(...parts);
}
