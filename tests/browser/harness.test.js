// The harness must notice what it promises to notice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, open, tabTo } from './harness/index.js';

/** Opens a page that does something wrong, and wants the harness to complain about it. */
function notices(name, options, wrong, complaint) {
  test(`the harness notices ${name}`, async () => {
    const opened = await open({ build: 'none', ready: false, ...options });
    try {
      await wrong(opened);
      assert.throws(() => opened.assertQuiet(), complaint);
    } finally {
      await opened.close();
    }
  });
}

notices('a style attribute', { body: '<p style="color: red">red</p>' }, async () => {}, /style-src/);

notices('a request elsewhere', { policy: 'none' }, async ({ page }) => {
  await page.evaluate(() => fetch('http://elsewhere.example/').catch(() => {}));
}, /requests elsewhere/);

notices('text turned into elements', {}, async ({ page }) => {
  await page.evaluate(() => {
    try {
      document.querySelector('main').innerHTML = '<p>x</p>';
    } catch {
      // The policy refuses it; the violation is what counts.
    }
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
}, /trusted-types/);

notices('an uncaught error', {}, async ({ page }) => {
  await page.evaluate(() => setTimeout(() => { throw new Error('lost'); }));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
}, /uncaught: .*lost/s);

test('the harness notices what a screen reader would miss', async () => {
  const opened = await open({ build: 'none', ready: false, policy: 'none', body: '<button></button>' });
  try {
    await assert.rejects(assertAccessible(opened.page), /button-name/);
  } finally {
    await opened.close();
  }
});

test('Tab reaches a control in a shadow root, and only one that is there', async () => {
  const opened = await open({ build: 'none', ready: false, body: '<a href="#x">first</a><div id="host"></div>' });
  try {
    await opened.page.evaluate(() => {
      const button = document.createElement('button');
      button.textContent = 'inside';
      document.querySelector('#host').attachShadow({ mode: 'open' }).append(button);
    });
    await tabTo(opened.page.locator('#host'), 'button', 'inside');
    await assert.rejects(tabTo(opened.page.locator('#host'), 'button', 'absent'), /never reached button absent/);
  } finally {
    await opened.close();
  }
});
