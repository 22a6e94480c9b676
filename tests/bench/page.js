// `cargo xtask bench page`: Lighthouse on the demo portal of the release, and on the same page without the widget.
// What is compared is the difference; the times belong to this machine. Writes docs/bench/page.md.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { KINDS, POLICIES } from '../browser/harness/server.js';

const RELEASE = fileURLToPath(new URL('../../release', import.meta.url));
const REPORT = fileURLToPath(new URL('../../docs/bench/page.md', import.meta.url));
const RUNS = 3;

const page = readFileSync(join(RELEASE, 'demo/en.html'), 'utf8');
const plain = page.replace(/<script[^>]*loader\.js[^]*?<\/script>/, '').replace(/<pathway-explorer[^]*<\/pathway-explorer>/, '');
if (plain.includes('loader.js') || plain.includes('<pathway-explorer')) throw new Error('the page without the widget still has it');
const split = page.replace('../loader.js', '../split/loader.js');
if (split === page) throw new Error('the page does not name its loader as expected');
const MADE = { '/demo/plain.html': plain, '/demo/split.html': split };

const packed = new Map();
/** A file as a good server sends it. */
function file(path) {
  if (!packed.has(path)) {
    const bytes = path in MADE ? Buffer.from(MADE[path]) : readFileSync(join(RELEASE, path));
    packed.set(path, brotliCompressSync(bytes));
  }
  return packed.get(path);
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  try {
    const body = file(pathname);
    response.writeHead(200, { 'Content-Type': KINDS[extname(pathname)], 'Content-Encoding': 'br', 'Content-Security-Policy': POLICIES.strict, 'Cache-Control': 'no-cache' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
// Squeezing takes longer than sending: it is done before.
const builds = ['', 'split'].flatMap((folder) => readdirSync(join(RELEASE, folder)).filter((name) => /^(loader|pathway-explorer).*\.(js|wasm)$/.test(name)).map((name) => `/${join(folder, name)}`));
for (const path of ['/demo/en.html', '/demo/packs/sample.json', ...builds]) file(path);

const port = 9333 + (process.pid % 500);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: [`--remote-debugging-port=${port}`, '--disable-background-networking', '--disable-component-update', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});

const AUDITS = { 'first-contentful-paint': 'first paint, ms', 'largest-contentful-paint': 'largest paint, ms', 'total-blocking-time': 'blocked, ms', 'cumulative-layout-shift': 'layout shift', 'total-byte-weight': 'bytes' };
const CATEGORIES = { performance: 'performance', accessibility: 'accessibility', 'best-practices': 'best practices' };

async function measure(path) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { lhr } = await lighthouse(origin + path, { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(CATEGORIES) });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    runs.push(lhr);
  }
  const middle = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
  const audits = Object.keys(AUDITS).map((name) => middle(runs.map((run) => run.audits[name].numericValue)));
  const scores = Object.keys(CATEGORIES).map((name) => middle(runs.map((run) => Math.round(run.categories[name].score * 100))));
  const failing = Object.values(runs[0].audits).filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score === 0).map(({ id }) => id);
  return { audits, scores, failing, version: runs[0].lighthouseVersion };
}

const [without, withWidget, withSplit] = [await measure('/demo/plain.html'), await measure('/demo/en.html'), await measure('/demo/split.html')];
await browser.close();
server.close();

const shown = (value) => (value < 10 ? value.toFixed(3).replace(/\.?0+$/, '') || '0' : Math.round(value).toString());
const rows = [...Object.values(AUDITS).map((name, index) => [name, ...[without, withWidget, withSplit].map(({ audits }) => audits[index])]), ...Object.values(CATEGORIES).map((name, index) => [name, ...[without, withWidget, withSplit].map(({ scores }) => scores[index])])];
const table = rows.map(([name, ...values]) => `| ${name} | ${values.map(shown).join(' | ')} |`).join('\n');
const text = `# The demo portal with and without the widget

Written by \`cargo xtask bench page\`: Lighthouse ${withWidget.version} in Chromium ${browser.version()}, its usual phone (slow
4G and a CPU four times slower, simulated), files as brotli, the strictest policy, the middle of ${RUNS} runs. The page is
\`demo/en.html\` of the release; the widget is in view at the start, so the loader fetches all of it.

| | without | in one file | split |
|---|---:|---:|---:|
${table}

What Lighthouse finds wrong with the widget and not without it: ${withWidget.failing.filter((id) => !without.failing.includes(id)).join(', ') || 'nothing'}.
`;
writeFileSync(REPORT, text);
console.log(text);
