// What a visitor does in more than one test.

import assert from 'node:assert/strict';
import { drawn } from './drawn.js';
import { focused } from './keyboard.js';

/** The tab of a place; a string is its whole name, a pattern a part. */
export const tab = (explorer, name) =>
  explorer.getByRole('navigation').getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });

/** Becomes the example student that `use` names, under `me` behind the fold `demo`. */
export async function becomeQiqige(explorer, { me, demo, use }) {
  await tab(explorer, me).click();
  await explorer.getByText(demo).click();
  await explorer.getByRole('button', { name: use }).click();
}

/** Waits until what has the focus is as `what` says. */
export async function expectFocus(page, what) {
  let found = '';
  for (let tries = 0; tries < 50; tries += 1) {
    await drawn(page);
    found = await focused(page);
    if (what.test(found)) return;
  }
  assert.match(found, what);
}
