// The element in a host page, whatever it shows: builds, policies, lifecycle, faults.

import assert from 'node:assert/strict';
import { scenario } from './harness/index.js';

for (const build of ['one-file', 'classic', 'split', 'loader']) {
  scenario(`the ${build} build draws the explorer under the strict policy`, { build }, async ({ page, explorer }) => {
    assert.equal(await explorer.evaluate((element) => element.status), 'ready');
    const text = await explorer.locator('[part=base]').innerText();
    assert.ok(text.trim().length > 0, 'something is shown');
    assert.deepEqual(await page.evaluate(() => globalThis.peErrors), []);
  });
}
