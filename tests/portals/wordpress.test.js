// A real WordPress with the plugin of the release: uploaded, activated, a page made in the block editor and published,
// and a student's trip through it. `cargo xtask test --only portals` installs what this needs (Debian's packages).

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertAccessible, browser, screenshot } from '../browser/harness/index.js';

const SOURCE = '/usr/share/wordpress';
const PLUGIN = fileURLToPath(new URL('../../release/wordpress/pathway-explorer.zip', import.meta.url));
const USER = { name: 'teacher', password: 'only-for-this-test-1+X' };
const ends = [];
after(async () => {
  for (const end of ends.reverse()) await end();
});

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

/** Starts a program that ends with this test. */
function start(program, words, options = {}) {
  const child = spawn(program, words, { stdio: 'ignore', ...options });
  ends.push(() => new Promise((resolve) => {
    if (child.exitCode !== null) resolve();
    child.once('exit', resolve);
    child.kill();
  }));
}

async function until(what, works) {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    try {
      if (await works()) return;
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${what} did not come up`);
}

/** A fresh WordPress with a database of its own, on this machine only. Gives its address. */
async function wordpress() {
  const home = mkdtempSync(join(tmpdir(), 'rungs-wordpress-'));
  ends.push(() => rmSync(home, { recursive: true, force: true }));
  const [site, data, socket] = ['site', 'data', 'db.sock'].map((name) => join(home, name));
  mkdirSync(data);
  cpSync(SOURCE, site, { recursive: true, dereference: true, filter: (path) => existsSync(path) });

  const user = process.getuid() === 0 ? ['--user=root'] : [];
  execFileSync('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', ...user], { stdio: 'ignore' });
  start('mariadbd', ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, `--pid-file=${home}/db.pid`, '--skip-networking', ...user]);
  const sql = (text) => execFileSync('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', '--execute', text], { stdio: 'ignore' });
  await until('MariaDB', () => (sql('CREATE DATABASE IF NOT EXISTS wordpress'), true));

  rmSync(join(site, 'wp-config.php'), { force: true });
  writeFileSync(join(site, 'wp-config.php'), `<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:${socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'AUTH_KEY', 'test' );
define( 'SECURE_AUTH_KEY', 'test' );
define( 'LOGGED_IN_KEY', 'test' );
define( 'NONCE_KEY', 'test' );
define( 'FS_METHOD', 'direct' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
$table_prefix = 'wp_';
if ( ! defined( 'ABSPATH' ) ) define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
`);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  start('php', ['-d', 'upload_max_filesize=64M', '-d', 'post_max_size=64M', '-d', 'memory_limit=512M', '-S', `127.0.0.1:${port}`, '-t', site], {
    env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' },
  });
  await until('WordPress', async () => (await fetch(`${address}/wp-admin/install.php`)).ok);
  const answers = new URLSearchParams({
    weblog_title: 'School', user_name: USER.name, admin_password: USER.password, admin_password2: USER.password,
    pw_weak: '1', admin_email: 'teacher@example.org', blog_public: '0', Submit: 'Install WordPress',
  });
  const installed = await fetch(`${address}/wp-admin/install.php?step=2`, { method: 'POST', body: answers });
  assert.match(await installed.text(), /Success/, 'WordPress is installed');
  return address;
}

test('a student finds a plan on a page that a teacher made with the plugin', { timeout: 540_000 }, async (running) => {
  for (const needed of [SOURCE, '/usr/bin/php', '/usr/sbin/mariadbd']) {
    if (!existsSync(needed)) return running.skip(`${needed} is missing: apt-get install wordpress php-cli php-mysql mariadb-server`);
  }
  const address = await wordpress();
  const context = await (await browser()).newContext({ viewport: { width: 1280, height: 900 }, locale: 'en' });
  ends.push(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);

  await page.goto(`${address}/wp-login.php`);
  await page.locator('#user_login').fill(USER.name);
  await page.locator('#user_pass').fill(USER.password);
  await page.locator('#wp-submit').click();
  await page.goto(`${address}/wp-admin/plugin-install.php?tab=upload`);
  await page.locator('#pluginzip').setInputFiles(PLUGIN);
  await page.locator('#install-plugin-submit').click();
  await page.getByRole('link', { name: 'Activate Plugin' }).click();
  await page.locator('tr.active[data-slug="pathway-explorer"], tr.active[data-plugin="pathway-explorer/pathway-explorer.php"]').waitFor();

  // The block as an author uses it, and the shortcode beside it.
  await page.goto(`${address}/wp-admin/post-new.php?post_type=page`);
  await page.waitForFunction(() => globalThis.wp?.blocks?.getBlockType('rungs/pathway-explorer') && wp.data.select('core/block-editor'));
  await page.evaluate(() => {
    wp.data.dispatch('core/edit-post').toggleFeature?.('welcomeGuide');
    wp.data.dispatch('core/editor').editPost({ title: 'My pathway' });
    wp.data.dispatch('core/block-editor').insertBlocks([
      wp.blocks.createBlock('rungs/pathway-explorer'),
      wp.blocks.createBlock('core/shortcode', { text: '[pathway_explorer lang="zh-Hans" theme="light"]' }),
    ]);
  });
  const editor = (await page.locator('iframe[name=editor-canvas]').count()) ? page.frameLocator('iframe[name=editor-canvas]') : page;
  await editor.getByLabel('Language · 语言').fill('en');
  await screenshot(page, 'wordpress-editor');
  const made = await page.evaluate(async () => {
    wp.data.dispatch('core/editor').editPost({ status: 'publish' });
    await wp.data.dispatch('core/editor').savePost();
    return { link: wp.data.select('core/editor').getPermalink(), text: wp.data.select('core/editor').getEditedPostContent() };
  });
  assert.match(made.text, /wp:rungs\/pathway-explorer \{"lang":"en"\}/);

  // A visitor, not the teacher.
  const visitor = await (await browser()).newContext({ viewport: { width: 1280, height: 900 }, locale: 'en' });
  ends.push(() => visitor.close());
  const published = await visitor.newPage();
  const troubles = [];
  published.on('pageerror', (error) => troubles.push(String(error)));
  published.on('request', (request) => /^(data|blob):/.test(request.url()) || request.url().startsWith(address) || troubles.push(request.url()));
  await published.goto(made.link);
  await screenshot(published, 'wordpress-published');
  const [block, shortcode] = [published.locator('pathway-explorer').nth(0), published.locator('pathway-explorer').nth(1)];
  await shortcode.getByRole('button', { name: '工业机器人系统操作员' }).first().waitFor();
  const tab = (name) => block.getByRole('navigation').getByRole('button', { name });
  await tab(/^Me/).click();
  await block.getByText('Try it as an example student').click();
  await block.getByRole('button', { name: /Use: Qiqige/ }).click();
  await tab('Plan').click();
  await block.getByText(/Proven best/).waitFor();
  await screenshot(published, 'wordpress-plan');
  await assertAccessible(published, 'pathway-explorer');
  assert.equal(await published.locator('script[src*="pathway-explorer"]').count(), 1, 'one script for both');
  assert.deepEqual(troubles, []);

  // A page without an explorer does not pay for it, and an address that is none becomes none.
  await published.goto(address);
  assert.equal(await published.locator('script[src*="pathway-explorer"]').count(), 0);
});
