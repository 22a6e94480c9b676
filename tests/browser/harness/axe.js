// axe-core, on pages opened with `policy: 'none'`: a strict policy would refuse its script.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { drawn } from './drawn.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Fails with a list if axe-core finds anything at WCAG 2.2 AA in `selector`, by default the whole page. */
export async function assertAccessible(page, selector = 'html') {
  await drawn(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations, passes } = await page.evaluate(
    ([within, tags]) => globalThis.axe.run(within, { runOnly: tags, resultTypes: ['violations', 'passes'] }),
    [selector, TAGS],
  );
  assert.ok(passes.length > 0, 'axe-core looked at nothing');
  const lines = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  at ${target.flat().join(' » ')}\n  ${failureSummary}`),
  );
  assert.equal(lines.length, 0, `axe-core found:\n${lines.join('\n')}`);
}
