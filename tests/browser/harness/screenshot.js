// Pictures for people to look at; nothing compares them.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawn } from './drawn.js';

const FOLDER = process.env.RUNGS_SCREENSHOTS || fileURLToPath(new URL('../../../target/screenshots', import.meta.url));

/** Saves what `page` shows, from top to bottom, as `name`.png. */
export async function screenshot(page, name) {
  await mkdir(FOLDER, { recursive: true });
  await drawn(page);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true, animations: 'disabled' });
}
