// Each build under each policy in each engine. What must work works without a violation; what cannot says why. The
// outcome is written to docs/policies.md.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { makeSite, POLICIES, samplePack, script, serveFolder } from '../browser/harness/index.js';
import { startServer } from '../browser/harness/server.js';
import { becomes, listed, startEngines } from './drivers.js';

const REPORT = fileURLToPath(new URL('../../docs/policies.md', import.meta.url));
const BUILDS = {
  'one file': { tag: '<script type="module" src="/pathway-explorer.js" NONCE></script>' },
  classic: { tag: '<script defer src="/pathway-explorer.classic.js" NONCE></script>' },
  split: { tag: '<script type="module" src="/split/pathway-explorer.js" NONCE></script>' },
  loader: { tag: '<script type="module" src="/loader.js" NONCE></script>' },
};
const ALL = Object.keys(BUILDS);
const TRUSTED = "require-trusted-types-for 'script'; trusted-types 'none'";

/**
 * The policies. `works` lists the builds that must work without a violation; all others must end in `otherwise`:
 * `blocked`, where the browser refuses the script itself, or an error code of the element. `gives` means that the
 * page has the pack itself.
 */
const CASES = [
  { name: 'none', policy: null, works: ALL },
  { name: 'the strictest with a pack by address', policy: POLICIES.strict, works: ALL },
  { name: 'the strictest there is, the pack given by the page', policy: `${POLICIES['one-file']}; base-uri 'none'; form-action 'none'`, gives: true, works: ['one file', 'classic', 'loader'], otherwise: 'network' },
  { name: 'no `connect-src`', policy: `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ${TRUSTED}`, works: [], otherwise: 'network' },
  { name: 'a nonce', policy: `default-src 'none'; script-src 'nonce-rungs' 'wasm-unsafe-eval'; connect-src 'self'; ${TRUSTED}`, works: ALL },
  { name: "a nonce and `'strict-dynamic'`", policy: `default-src 'none'; script-src 'nonce-rungs' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'; ${TRUSTED}`, works: ALL },
  { name: "`'unsafe-eval'` instead of `'wasm-unsafe-eval'`", policy: "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'self'", works: ALL },
  { name: "no `'wasm-unsafe-eval'`", policy: "default-src 'none'; script-src 'self'; connect-src 'self'", works: [], otherwise: 'csp-wasm' },
  { name: "no `script-src`", policy: "default-src 'none'; connect-src 'self'", works: [], otherwise: 'blocked' },
  { name: 'cross-origin isolation (COOP, COEP)', policy: POLICIES.strict, headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }, works: ALL },
];

/** Runs in the page, before the widget: it keeps what happens, for whoever asks. */
const WATCH = script(`
  globalThis.seen = { violations: [], ready: 0, error: null, blocked: false };
  addEventListener('securitypolicyviolation', (event) => {
    // Browsers ask for it by themselves.
    if (!event.blockedURI.endsWith('/favicon.ico')) seen.violations.push(event.effectiveDirective + ' ' + event.blockedURI);
  });
  addEventListener('pe-ready', () => { seen.ready += 1; });
  addEventListener('pe-error', (event) => { seen.error = event.detail.code; });
  addEventListener('error', (event) => { if (event.target instanceof HTMLScriptElement) seen.blocked = true; }, true);
`);
const SHOWN = "(document.querySelector('pathway-explorer')?.shadowRoot?.textContent ?? '').includes('Industrial robot system operator')";

// Before the tests, whose time does not include compiling the tool.
const singleFile = pathToFileURL(makeSite(samplePack(), { lang: 'en', single: true })).href;
const installable = makeSite(samplePack(), { lang: 'en' });
const engines = await startEngines();
const server = await startServer();
server.routes.set('/watch.js', WATCH);
server.routes.set('/favicon.ico', { status: 204 });
server.routes.set('/pack.json', { headers: { 'Content-Type': 'application/json' }, body: samplePack() });
server.routes.set('/give.js', script(`document.querySelector('pathway-explorer').pack = ${JSON.stringify(samplePack())};`));
const rows = [];
after(async () => {
  server.close();
  for (const engine of engines) await engine.end?.();
  if (rows.length > 0) writeFileSync(REPORT, report());
});

/** What one build does under one policy: `works`, `blocked` or an error code, and the violations. */
async function outcome(engine, entry, build, number) {
  const path = `/case-${number}.html`;
  const watched = entry.policy === null || /script-src/.test(entry.policy);
  server.routes.set(path, {
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...(entry.policy ? { 'Content-Security-Policy': entry.policy } : {}), ...entry.headers },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><script src="/watch.js" NONCE></script>
      ${BUILDS[build].tag}<pathway-explorer ${entry.gives ? '' : 'src="/pack.json"'}></pathway-explorer>
      ${entry.gives ? '<script src="/give.js" NONCE></script>' : ''}`.replaceAll('NONCE', 'nonce="rungs"'),
  });
  const page = await engine.open(server.origin + path);
  try {
    // Where no script may run, nothing tells; the element that stays undefined does.
    if (!watched) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { said: (await page.ask("customElements.get('pathway-explorer') === undefined")) ? 'blocked' : 'defined', violations: null };
    }
    const ended = await becomes(page, `seen.error !== null || seen.blocked || (seen.ready > 0 && ${SHOWN}) || (seen.violations.some((one) => one.startsWith('script-src')) && customElements.get('pathway-explorer') === undefined)`, 25);
    const { violations, ready, error } = await page.ask('seen');
    const said = !ended ? 'nothing' : ready > 0 && error === null ? 'works' : error ?? 'blocked';
    return { said, violations };
  } finally {
    await page.close();
  }
}

for (const engine of engines) {
  test(`policies in ${engine.name}`, { timeout: 900_000 }, async (running) => {
    if (engine.missing) return running.skip(engine.missing);
    for (const [number, entry] of CASES.entries()) {
      for (const build of ALL) {
        const { said, violations } = await outcome(engine, entry, build, number);
        rows.push({ engine: engine.name, entry, build, said, violations });
        const where = `${engine.name}, ${entry.name}, ${build}: ${JSON.stringify(violations)}`;
        assert.equal(said, entry.works.includes(build) ? 'works' : entry.otherwise, where);
        if (said === 'works') assert.deepEqual(violations, [], where);
      }
    }
  });

  test(`one file from the file system in ${engine.name}`, { timeout: 120_000 }, async (running) => {
    if (engine.missing) return running.skip(engine.missing);
    const page = await engine.open(singleFile);
    try {
      assert.ok(await becomes(page, SHOWN), 'the widget shows the pack');
      await page.ask("void (globalThis.refused = null, addEventListener('securitypolicyviolation', (event) => { refused = event.effectiveDirective; }), fetch('http://127.0.0.1:9/').catch(() => {}))");
      assert.ok(await becomes(page, "globalThis.refused === 'connect-src'", 5), 'its own policy forbids every request');
    } finally {
      await page.close();
    }
  });
}

for (const engine of engines) {
  test(`the installable page opens without a network in ${engine.name}`, { timeout: 120_000 }, async (running) => {
    if (engine.missing) return running.skip(engine.missing);
    const site = await serveFolder(installable);
    const page = await engine.open(`${site.origin}/`);
    try {
      assert.ok(await becomes(page, SHOWN), 'the first visit');
      await page.ask('void navigator.serviceWorker.ready.then(() => { globalThis.kept = true; })');
      assert.ok(await becomes(page, 'globalThis.kept === true'), 'it is kept');
      site.refuse = () => true;
      await page.ask('void setTimeout(() => location.reload())');
      assert.ok(await becomes(page, `globalThis.kept === undefined && ${SHOWN}`), 'the second visit');
    } finally {
      await page.close();
      site.close();
    }
  });
}

/** The outcome as a page of docs. */
function report() {
  const there = engines.filter(({ missing }) => !missing);
  const cell = (entry, build) => {
    const found = there.map(({ name }) => rows.find((row) => row.engine === name && row.entry === entry && row.build === build));
    const texts = found.map((row) => (row ? `${row.said}${row.violations === null ? '' : `, ${row.violations.length}`}` : '–'));
    return new Set(texts).size === 1 ? texts[0] : texts.map((text, index) => `${there[index].name}: ${text}`).join('<br>');
  };
  const lines = CASES.map((entry) => `| ${entry.name} | ${ALL.map((build) => cell(entry, build)).join(' | ')} |`);
  const policies = CASES.map(({ name, policy, headers }) => `- ${name}: ${policy ? `\`${policy}\`` : 'no header'}${headers ? `, with ${Object.entries(headers).map(([key, value]) => `\`${key}: ${value}\``).join(' and ')}` : ''}`);
  return `# What works under which policy

Written by \`cargo xtask test --only engines\`; do not edit. A cell says what a build does and how many violations the
browser reports; where engines differ, each is named. *blocked*: the browser refuses the script, and what the page's
author has put into the element stays; *csp-wasm*, *network*: the element says so in its place, with the line to change.

Engines: ${listed(engines)}.

| policy | ${ALL.join(' | ')} |
|---|${ALL.map(() => '---|').join('')}
${lines.join('\n')}

The policies:

${policies.join('\n')}
`;
}
