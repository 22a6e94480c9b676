// The demo portal: a school's page with the widget in it.

import assert from 'node:assert/strict';
import { assertAccessible, scenario, screenshot } from './harness/index.js';

const PAGES = { '/index.html': 'zh-Hans', '/en.html': 'en' };

for (const [path, lang] of Object.entries(PAGES)) {
  for (const width of [320, 360, 1280]) {
    scenario(`${path} fits ${width} px under the strict policy`, { path, lang, width }, async ({ page }) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} px wider than the window`);
      await screenshot(page, `portal-${lang}-${width}`);
    });
  }

  for (const dark of [false, true]) {
    const name = `axe-core finds nothing on ${path}, ${dark ? 'dark' : 'light'}`;
    scenario(name, { path, lang, dark, policy: 'none' }, async ({ page }) => {
      await assertAccessible(page);
      if (dark) await screenshot(page, `portal-${lang}-dark`);
    });
  }
}
