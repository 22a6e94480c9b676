// The npm package of the release: packed, imported on a server, compiled against, and used from pages built with Vite.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { browser, POLICIES, serveFolder } from './harness/index.js';

const PACKAGE = fileURLToPath(new URL('../../release/npm', import.meta.url));
const PAGES = fileURLToPath(new URL('../npm', import.meta.url));
const SAMPLE = fileURLToPath(new URL('../../dist/packs/sample.json', import.meta.url));
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const skip = existsSync(join(PACKAGE, 'package.json')) ? false : 'there is no release/: cargo xtask dist makes it';
const run = (program, words, folder) => execFileSync(program, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** The package as npm packs it. */
function pack(...more) {
  const [packed] = Object.values(JSON.parse(run(NPM, ['pack', '--json', ...more], PACKAGE)));
  return packed;
}

/** Unpacks the package into a project's node_modules, as npm would. */
function install(project) {
  const folder = mkdtempSync(join(tmpdir(), 'rungs-npm-'));
  const { filename } = pack('--pack-destination', folder);
  const place = join(project, 'node_modules/pathway-explorer');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  run('tar', ['xzf', join(folder, filename), '--strip-components=1', '-C', place], folder);
}

/** Installs what the pages are made with; says why, if that cannot be. */
function installTools() {
  try {
    if (!['vite', 'typescript'].every((name) => existsSync(join(PAGES, 'node_modules', name)))) run(NPM, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], PAGES);
    return null;
  } catch (error) {
    return `npm cannot install Vite, TypeScript, React and Vue here: ${error.stderr?.split('\n')[0]}`;
  }
}

test('the package holds what it names, and nothing else', { skip }, () => {
  const names = pack('--dry-run').files.map(({ path }) => path).sort();
  const { exports, version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json')));
  assert.match(version, /^\d+\.\d+\.\d+/);
  const targets = Object.values(exports).flatMap((target) => (typeof target === 'string' ? target : Object.values(target)));
  for (const target of targets) assert.ok(names.includes(target.replace('./', '')), target);
  const wanted = ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'custom-elements.json', 'loader.js', 'pathway-explorer.d.ts', 'package.json', 'pathway-explorer.classic.js', 'pathway-explorer.js', 'split/pathway-explorer.js', 'split/pathway-explorer.wasm'];
  assert.deepEqual(names, wanted.sort());
});

test('on a server, importing it does nothing', { skip }, () => {
  const project = mkdtempSync(join(tmpdir(), 'rungs-server-'));
  install(project);
  const script = `
    for (const name of ['pathway-explorer', 'pathway-explorer/split', 'pathway-explorer/loader']) await import(name);
    console.log('customElements' in globalThis, 'document' in globalThis);`;
  assert.equal(run('node', ['--input-type=module', '--eval', script], project).trim(), 'false false');
});

test('a script with types compiles against it, and a wrong one does not', { skip, timeout: 240_000 }, (running) => {
  const missing = installTools();
  if (missing) return running.skip(missing);
  const project = mkdtempSync(join(tmpdir(), 'rungs-typed-'));
  cpSync(join(PAGES, 'typed'), project, { recursive: true });
  install(project);
  const compile = () => run('node', [join(PAGES, 'node_modules/typescript/bin/tsc'), '--project', project], project);
  assert.equal(compile(), '');
  appendFileSync(join(project, 'consumer.ts'), '\nmade.pack = 7;\n');
  assert.throws(compile, ({ stdout }) => /consumer\.ts.*TS2322/.test(stdout));
});

test('pages built with Vite use it from React and from Vue', { skip, timeout: 240_000 }, async (running) => {
  const missing = installTools();
  if (missing) return running.skip(missing);
  install(PAGES);
  const out = mkdtempSync(join(tmpdir(), 'rungs-vite-'));
  run('node', ['build.js', out], PAGES);
  copyFileSync(SAMPLE, join(out, 'pack.json'));
  // Vue has a policy of its own for trusted types; the widget needs none.
  const policy = POLICIES.strict.replace("trusted-types 'none'", 'trusted-types vue');
  const server = await serveFolder(out, { headers: { 'Content-Security-Policy': policy } });
  const context = await (await browser()).newContext();
  try {
    for (const name of ['react', 'vue']) {
      const page = await context.newPage();
      const troubles = [];
      page.on('pageerror', (error) => troubles.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
      await page.goto(`${server.origin}/${name}/`);
      await page.getByText('ready 1').waitFor();
      const explorer = page.locator('pathway-explorer');
      await explorer.getByRole('button', { name: 'Industrial robot system operator' }).first().waitFor();
      await page.getByRole('button', { name: 'language', exact: true }).click();
      await explorer.getByRole('button', { name: '工业机器人系统操作员' }).first().waitFor();
      assert.deepEqual(troubles, [], name);
    }
  } finally {
    await context.close();
    server.close();
  }
});
