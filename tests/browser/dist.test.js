// The release that `cargo xtask dist` writes, and that is made here if there is none: what a school puts on its server.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertAccessible, browser, POLICIES, samplePack, screenshot, serveFolder } from './harness/index.js';

const RELEASE = fileURLToPath(new URL('../../release', import.meta.url));
if (!existsSync(join(RELEASE, 'SHA256SUMS'))) {
  execFileSync('cargo', ['xtask', 'dist'], { cwd: dirname(RELEASE), stdio: ['ignore', 'ignore', 'inherit'] });
}
const read = (path) => readFileSync(join(RELEASE, path));
const files = readdirSync(RELEASE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(RELEASE, join(entry.parentPath, entry.name)))
  .sort();
const one = (pattern) => {
  const [found, ...more] = files.filter((path) => pattern.test(path));
  assert.ok(found && more.length === 0, `one file like ${pattern}: ${[found, ...more]}`);
  return found;
};
const ONE_FILE = one(/^pathway-explorer\.[0-9a-f]{12}\.js$/);
const CLASSIC = one(/^pathway-explorer\.classic\.[0-9a-f]{12}\.js$/);

/** A copy of the release to spoil. */
function copy() {
  const folder = join(mkdtempSync(join(tmpdir(), 'rungs-release-')), 'pathway');
  cpSync(RELEASE, folder, { recursive: true });
  return folder;
}

/** A test with a server for `folder`, a host page made of `body`, and an eye on what goes wrong. */
function hosted(name, { folder = () => RELEASE, headers = {}, policy = 'strict', page: html = '', expected, path = '/host.html', context: wishes = {} }, body) {
  test(name, { timeout: 120_000 }, async () => {
    const place = html ? copy() : folder();
    if (html) writeFileSync(join(place, 'host.html'), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${html}`);
    const sent = POLICIES[policy] ? { 'Content-Security-Policy': POLICIES[policy], ...headers } : headers;
    const server = await serveFolder(place, { headers: sent });
    const context = await (await browser()).newContext({ viewport: { width: 1100, height: 800 }, locale: 'en', ...wishes });
    const troubles = [];
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => troubles.push(`uncaught: ${error}`));
      page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
      await page.addInitScript(() => {
        globalThis.peReady = 0;
        addEventListener('pe-ready', () => (globalThis.peReady += 1));
        addEventListener('securitypolicyviolation', (event) => console.error(`violation: ${event.violatedDirective} ${event.blockedURI}`));
      });
      await page.goto(server.origin + path);
      await body({ page, server });
      assert.deepEqual(troubles.filter((trouble) => !expected?.test(trouble)), []);
    } finally {
      await context.close();
      server.close();
    }
  });
}

const shown = (page) => page.waitForFunction(() => globalThis.peReady > 0);
/** A snippet of the release's own README, as a page in the release's folder takes it. */
const snippet = (name) => {
  const blocks = read('README.md').toString().split('```').filter((block) => block.startsWith('html') && block.includes(name));
  assert.equal(blocks.length, 1, `one snippet with ${name}`);
  return blocks[0].replace(/^html/, '').replaceAll('/pathway/', '/');
};
const ELEMENT = '<pathway-explorer src="/demo/packs/sample.json"></pathway-explorer>';

test('every file is listed with its digest, and every script with its integrity', () => {
  const sums = read('SHA256SUMS').toString().trimEnd().split('\n').map((line) => line.split('  '));
  assert.deepEqual(sums.map(([, path]) => path).sort(), files.filter((path) => path !== 'SHA256SUMS'));
  for (const [sum, path] of sums) assert.equal(createHash('sha256').update(read(path)).digest('hex'), sum, path);
  const integrities = Object.entries(JSON.parse(read('sri.json')));
  assert.ok(integrities.length >= 8);
  for (const [path, integrity] of integrities) {
    assert.equal(`sha384-${createHash('sha384').update(read(path)).digest('base64')}`, integrity, path);
  }
});

test('a name with a digest tells the truth, and what refers to a file refers to one that is there', () => {
  for (const path of files) {
    const [, digest] = /\.([0-9a-f]{12})\.\w+$/.exec(path) ?? [];
    if (digest) assert.equal(createHash('sha256').update(read(path)).digest('hex').slice(0, 12), digest, path);
  }
  for (const path of files.filter((name) => /\.(html|js)$/.test(name) && !name.startsWith('npm/'))) {
    for (const [, target] of read(path).toString().matchAll(/["'](\.{1,2}\/[\w./-]+\.(?:js|wasm|css))["']/g)) {
      // The module's own name for what it imports is no file, and a classic script takes its own address for this one.
      assert.ok(target === './glue_bg.js' || (path === CLASSIC && target === './pathway-explorer.classic.js') || files.includes(join(dirname(path), target)), `${path} refers to ${target}`);
    }
  }
});

test('the samples for servers name the policy that the tests use', () => {
  for (const name of ['nginx.conf', 'apache.htaccess', 'web.config']) {
    assert.ok(read(`headers/${name}`).includes(POLICIES.strict), name);
  }
});

test('the bill of materials is whole', () => {
  const bill = JSON.parse(read('sbom.cdx.json'));
  const refs = bill.components.map((component) => component['bom-ref']);
  assert.equal(new Set(refs).size, refs.length, 'each component once');
  const known = new Set([...refs, bill.metadata.component['bom-ref']]);
  for (const { ref, dependsOn } of bill.dependencies) {
    for (const needed of [ref, ...dependsOn]) assert.ok(known.has(needed), needed);
  }
  const notices = read('THIRD-PARTY.txt').toString();
  const shipped = bill.components.filter(({ scope, purl }) => scope === 'required' && purl);
  assert.ok(shipped.length > 20);
  for (const { name, version, licenses, hashes } of shipped) {
    assert.ok(licenses[0].expression, `${name} has a licence`);
    assert.match(hashes[0].content, /^[0-9a-f]{64}$/, name);
    assert.ok(notices.includes(`${name} ${version}`), `${name} is in the notices`);
  }
  assert.ok(!shipped.some(({ name }) => name === 'wasm-bindgen-macro'), 'what only compiles is not shipped');
});

hosted('the demo portal works from the release', { path: '/demo/en.html' }, async ({ page }) => {
  await page.locator('pathway-explorer').scrollIntoViewIfNeeded();
  await shown(page);
});

hosted('a pinned module runs', { page: snippet(ONE_FILE) + ELEMENT }, async ({ page }) => shown(page));
hosted('a pinned classic script runs', { page: snippet(CLASSIC) + ELEMENT }, async ({ page }) => shown(page));
const SPLIT = '<script type="module" src="/split/loader.js"></script>';
hosted('the split build runs', { page: SPLIT + ELEMENT }, async ({ page }) => shown(page));

const INSIDE = '<pathway-explorer src="/demo/packs/sample.json"><p>A plain list of our courses</p></pathway-explorer>';
hosted('other bytes than the pinned ones do not run', { page: snippet(ONE_FILE).replace(/sha384-.{8}/, 'sha384-AAAAAAAA') + INSIDE, expected: /integrity/ }, async ({ page }) => {
  await page.waitForLoadState('load');
  assert.equal(await page.evaluate(() => customElements.get('pathway-explorer')), undefined);
  assert.ok(await page.getByText('A plain list of our courses').isVisible());
});

const ISOLATED = { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin' };
hosted('an isolated page can hold it', { headers: ISOLATED, page: snippet(CLASSIC) + ELEMENT }, async ({ page }) => {
  await shown(page);
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
});

const GIVEN = `${snippet(CLASSIC)}<pathway-explorer></pathway-explorer><script defer src="/give.js"></script>`;
hosted('with a pack that the page has, nothing is asked for after the script', { policy: 'one-file', page: GIVEN, expected: /404/ }, async ({ page, server }) => {
  writeFileSync(join(server.folder, 'give.js'), `document.querySelector('pathway-explorer').pack = ${samplePack()};`);
  await page.reload();
  await shown(page);
  const before = server.asked.length;
  const explorer = page.locator('pathway-explorer');
  await explorer.getByRole('button', { name: 'Industrial robot system operator' }).first().click();
  await explorer.getByRole('heading', { name: 'Industrial robot system operator' }).first().waitFor();
  await page.waitForTimeout(300);
  assert.deepEqual(server.asked.slice(before), []);
});

const WIPED = `<div id="home">${ELEMENT}</div><script defer src="/${CLASSIC}"></script>`;
hosted('a page that wipes what is around the explorer while it loads hears nothing of it', { page: WIPED }, async ({ page }) => {
  for (const wait of [0, 5, 30, 120]) {
    await page.reload({ waitUntil: 'commit' });
    await page.waitForFunction(() => document.querySelector('#home'));
    await page.evaluate((time) => new Promise((resolve) => setTimeout(() => {
      document.querySelector('#home').replaceChildren();
      setTimeout(resolve, 300);
    }, time)), wait);
  }
});

const bad = (page) => page.locator('li.bad').allInnerTexts();
const done = (page) => page.locator('#sum').filter({ hasText: /Nothing is wrong|Problems found/ }).waitFor();

hosted('the doctor finds nothing wrong under the strictest policy', { path: '/doctor.html' }, async ({ page }) => {
  await done(page);
  assert.deepEqual(await bad(page), []);
  assert.ok((await page.locator('li.good').count()) > 8);
  await screenshot(page, 'doctor-well');
});

hosted('the doctor names a policy without wasm', { path: '/doctor.html', policy: 'no-wasm', expected: /wasm|WebAssembly|style/i }, async ({ page }) => {
  await done(page);
  const found = await bad(page);
  assert.ok(found.some((text) => text.includes("script-src 'self' 'wasm-unsafe-eval'")), found.join('\n'));
});

/** A release in which something was done to a file. */
const spoiled = (path, change) => () => {
  const folder = copy();
  writeFileSync(join(folder, path), change(readFileSync(join(folder, path), 'utf8')));
  return folder;
};

hosted('the doctor names a file that was rewritten', { path: '/doctor.html', folder: spoiled('loader.js', (text) => `${text}\n/* optimised */`), expected: /integrity/ }, async ({ page }) => {
  await done(page);
  const found = await bad(page);
  assert.equal(found.length, 1, found.join('\n'));
  assert.match(found[0], /loader\.js is not as it was released[^]*sha384-/);
  await screenshot(page, 'doctor-rewritten');
});

hosted('the doctor names a pack that is none', { path: '/doctor.html', expected: /404/ }, async ({ page }) => {
  await done(page);
  await page.getByRole('textbox', { name: /Address of the pack/ }).fill('missing.json');
  await page.getByRole('button', { name: /Check/ }).click();
  await page.getByText('The pack cannot be read (HTTP 404)').waitFor();
});

for (const colorScheme of ['light', 'dark']) {
  const context = { colorScheme, viewport: { width: 320, height: 640 } };
  const options = { path: '/doctor.html', policy: 'none', context, folder: spoiled('loader.js', (text) => `${text} `), expected: /integrity/ };
  hosted(`axe-core finds nothing on the doctor's page, ${colorScheme}`, options, async ({ page }) => {
    await done(page);
    await assertAccessible(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'nothing sticks out at 320 px');
    await screenshot(page, `doctor-320-${colorScheme}`);
  });
}
