// The installable page that `rungs site` writes, and what can happen to it between two visits.

import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertAccessible, browser, makeSite, samplePack, screenshot, serveFolder } from './harness/index.js';

const NEWER = { zh: '有新版本', button: '现在更新' };
/** The first and the second version of a site. */
const sites = {};
function site(version) {
  sites[version] ??= makeSite(version === 1 ? samplePack() : samplePack().replace('（虚构）示例数据', '（虚构）第二版'));
  return sites[version];
}

/** A test with a server and a profile of its own; nothing may be logged or refused that is not expected. */
function visit(name, options, body) {
  test(name, { timeout: 120_000 }, async () => {
    const server = await serveFolder(site(1));
    const context = await (await browser()).newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', ...options.context });
    const problems = [];
    const open = async (path = '/') => {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => problems.push(`uncaught: ${error}`));
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
      await page.addInitScript(() => {
        globalThis.peReady = 0;
        addEventListener('pe-ready', () => (globalThis.peReady += 1));
        addEventListener('securitypolicyviolation', (event) => console.error(`violation: ${event.violatedDirective} ${event.blockedURI}`));
      });
      await page.goto(server.origin + path);
      return page;
    };
    // The browser's own way of being offline does not always reach the worker's requests.
    const unplug = async (unplugged) => {
      server.refuse = unplugged ? () => true : null;
      await context.setOffline(unplugged);
    };
    try {
      await body({ server, context, open, unplug });
      assert.deepEqual(problems.filter((problem) => !options.expected?.test(problem)), []);
    } finally {
      await context.close();
      server.close();
    }
  });
}

/** Waits until the page says so; unlike Playwright's own, it waits for what an async function gives. */
async function until(page, holds) {
  const end = Date.now() + 20_000;
  while (!(await page.evaluate(holds))) {
    if (Date.now() > end) throw new Error(`never came true: ${holds}`);
    await page.waitForTimeout(50);
  }
}

const shown = (page) => page.waitForFunction(() => globalThis.peReady > 0);
const installed = (page) => page.evaluate(async () => void (await navigator.serviceWorker.ready));
const title = (page) => page.locator('h1').first().innerText();
const caches = (page) => page.evaluate(() => globalThis.caches.keys());
const registrations = (page) => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
const packOf = (page) => page.locator('pathway-explorer').getAttribute('src');

visit('after the first visit the page opens without a network', {}, async ({ server, open, unplug }) => {
  const first = await open();
  await shown(first);
  await first.getByText('没有网络也能打开').waitFor();
  await screenshot(first, 'site-first-visit');
  await first.close();
  await unplug(true);
  for (const path of ['/', '/index.html', '/?from=icon#rungs=nothing']) {
    const page = await open(path);
    await shown(page);
    assert.match(await title(page), /青城职业技术学院/);
    await page.close();
  }
});

visit('its manifest and icons are there, and only the worker may become a script', { expected: /TrustedTypePolicy named/ }, async ({ server, open }) => {
  const page = await open();
  await shown(page);
  const manifest = await page.evaluate(async () => {
    const { icons, start_url, display, lang } = await (await fetch(document.querySelector('[rel=manifest]').href)).json();
    const kinds = await Promise.all(icons.map(async ({ src }) => (await fetch(src)).headers.get('Content-Type')));
    return { kinds, start_url, display, lang };
  });
  assert.deepEqual(manifest, { kinds: ['image/svg+xml', 'image/png', 'image/png', 'image/png'], start_url: './', display: 'standalone', lang: 'zh-Hans' });
  const others = await page.evaluate(() => {
    const refused = [];
    for (const name of ['default', 'rungs-worker', 'mine']) {
      try {
        trustedTypes.createPolicy(name, { createScriptURL: (url) => url });
      } catch {
        refused.push(name);
      }
    }
    return refused;
  });
  assert.deepEqual(others, ['default', 'rungs-worker', 'mine']);
  assert.ok(server.asked.includes('/sw.js'));
});

visit('a line that breaks during the installation leaves nothing behind', { expected: /kept for use|Failed to load|ERR_/ }, async ({ server, open, unplug }) => {
  // The page gets its pack; when the worker asks for it, the line breaks, with other files already there.
  let broken = 0;
  server.refuse = (path, { referer }) => {
    const breaks = path.startsWith('/pack.') && referer?.endsWith('/sw.js');
    if (breaks) broken += 1;
    return breaks;
  };
  const page = await open();
  await shown(page);
  while (broken === 0) await page.waitForTimeout(50);
  await until(page, async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return !registration || !(registration.installing || registration.waiting || registration.active);
  });
  assert.deepEqual(await caches(page), [], 'half an installation is none');
  server.refuse = null;
  await page.reload();
  await shown(page);
  await installed(page);
  await page.close();
  await unplug(true);
  const later = await open();
  await shown(later);
});

visit('a newer version waits until the student wishes it, and no page mixes two', {}, async ({ server, open, unplug }) => {
  const first = await open();
  await installed(first);
  await first.reload();
  await shown(first);
  const old = await packOf(first);
  const other = await open();
  await shown(other);

  server.folder = site(2);
  await first.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await first.getByText(NEWER.zh).waitFor();
  await screenshot(first, 'site-newer-version');
  // The server has only the new files; the open pages, and new windows too, stay with the old ones.
  const fetched = (page, path) => page.evaluate(async (wanted) => (await fetch(wanted)).status, path);
  assert.equal(await fetched(first, old), 200);
  await other.reload();
  await shown(other);
  assert.equal(await packOf(other), old);
  assert.match(await title(other), /示例数据/);

  await first.getByRole('button', { name: NEWER.button }).click();
  await first.waitForFunction(() => document.querySelector('h1').textContent.includes('第二版'));
  await shown(first);
  const now = await packOf(first);
  assert.notEqual(now, old);
  // The other window was not touched, can still ask for its own files, and is told.
  await other.getByText(NEWER.zh).waitFor();
  assert.match(await title(other), /示例数据/);
  assert.equal(await fetched(other, old), 200);
  assert.equal((await caches(other)).length, 2);
  await other.close();

  await first.reload();
  await until(first, async () => (await globalThis.caches.keys()).length === 1);
  await unplug(true);
  await first.reload();
  await shown(first);
  assert.equal(await packOf(first), now);
});

visit('an update keeps what the student is doing', {}, async ({ server, open }) => {
  const page = await open();
  await installed(page);
  await page.reload();
  await shown(page);
  const explorer = page.locator('pathway-explorer');
  await explorer.getByRole('button', { name: '工业机器人系统操作员' }).first().click();
  const heading = explorer.getByRole('heading', { name: '工业机器人系统操作员' }).first();
  await heading.waitFor();
  server.folder = site(2);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await page.getByRole('button', { name: NEWER.button }).click();
  await page.waitForFunction(() => document.querySelector('h1').textContent.includes('第二版'));
  await heading.waitFor();
});

visit('a damaged file is replaced before it is used', { expected: /503|Failed to load/ }, async ({ server, open, unplug }) => {
  const page = await open();
  await installed(page);
  const damage = (paths) => page.evaluate(async (wanted) => {
    const [name] = await globalThis.caches.keys();
    const cache = await globalThis.caches.open(name);
    for (const path of wanted) await cache.put(new URL(path, location.origin), new Response('damaged', { headers: { 'Content-Type': 'text/html' } }));
  }, paths);
  const widget = await page.locator('script[integrity]').getAttribute('src');
  await damage(['./', widget, await packOf(page)]);
  await page.reload();
  await shown(page);
  assert.match(await title(page), /青城/);
  // Mended, not only bypassed.
  await unplug(true);
  await page.reload();
  await shown(page);
  await damage(['./']);
  await page.reload();
  await page.getByText('离线文件不完整').waitFor();
  await unplug(false);
  await page.reload();
  await shown(page);
  assert.equal(server.asked.filter((path) => path === `/${widget}`).length >= 2, true);
});

visit('a file that the browser has thrown away is fetched again', {}, async ({ open, unplug }) => {
  const page = await open();
  await installed(page);
  await page.evaluate(async () => {
    for (const name of await globalThis.caches.keys()) {
      const cache = await globalThis.caches.open(name);
      for (const request of (await cache.keys()).slice(0, 3)) await cache.delete(request);
    }
  });
  await page.reload();
  await shown(page);
  await unplug(true);
  await page.reload();
  await shown(page);
});

visit('a build that can no longer be mended gives way to the one on the server', { expected: /Failed to load|ERR_|404|network|integrity|cannot/i }, async ({ server, open }) => {
  const page = await open();
  await installed(page);
  server.folder = site(2);
  // The pack is lost, and the server does not have it any more.
  await page.evaluate(async (path) => {
    const [name] = await globalThis.caches.keys();
    await (await globalThis.caches.open(name)).delete(new URL(path, location.origin));
  }, await packOf(page));
  await page.reload();
  await page.getByText('有文件未能取得').waitFor();
  await until(page, async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
  await page.getByRole('button', { name: NEWER.button }).click();
  await page.waitForFunction(() => document.querySelector('h1')?.textContent.includes('第二版'));
  await shown(page);
});

visit('the page can be taken back', {}, async ({ server, open }) => {
  const page = await open();
  await installed(page);
  await page.reload();
  await shown(page);
  const withdrawn = join(mkdtempSync(join(tmpdir(), 'rungs-site-')), 'site');
  cpSync(site(1), withdrawn, { recursive: true });
  copyFileSync(join(withdrawn, 'sw-withdraw.js'), join(withdrawn, 'sw.js'));
  server.folder = withdrawn;
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await until(page, async () => (await globalThis.caches.keys()).length === 0);
  await until(page, async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
});

for (const dark of [false, true]) {
  const context = { bypassCSP: true, colorScheme: dark ? 'dark' : 'light' };
  visit(`axe-core finds nothing on the installable page${dark ? ', dark' : ''}`, { context }, async ({ server, open }) => {
    const page = await open();
    await installed(page);
    await page.reload();
    await shown(page);
    server.folder = site(2);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByRole('button', { name: NEWER.button }).waitFor();
    await assertAccessible(page);
    await screenshot(page, `site-newer-version${dark ? '-dark' : ''}`);
  });
}

test('every file of the page but four has its digest in its name', () => {
  const lasting = readdirSync(site(1)).filter((name) => !/\.[0-9a-f]{12}\./.test(name) && !name.startsWith('icon'));
  assert.deepEqual(lasting.sort(), ['index.html', 'manifest.webmanifest', 'sw-withdraw.js', 'sw.js']);
});
