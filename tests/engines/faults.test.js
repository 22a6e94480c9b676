// What goes wrong, in each engine. The outcome is written to docs/faults.md.

import { writeFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { listed, startEngines } from './drivers.js';
import { assertComplete, OUTCOMES, PARTS, play } from './faults/index.js';

const REPORT = fileURLToPath(new URL('../../docs/faults.md', import.meta.url));
const engines = await startEngines();
/** What each part came to in each engine: null where it holds, else why it was not played, or that it failed. */
const ends = new Map(PARTS.map((part) => [part, new Map()]));

test('every case has a test', assertComplete);
// Two engines at once, as many as a small machine bears.
describe('in each engine', { concurrency: 2 }, () => {
  for (const engine of engines) {
    describe(engine.name, () => {
      for (const part of PARTS) {
        test(`${part.number}: ${part.does}, in ${engine.name}`, { timeout: 600_000 }, async (running) => {
          if (engine.missing) return running.skip(engine.missing);
          ends.get(part).set(engine.name, 'failed');
          const skipped = await play(part, engine);
          ends.get(part).set(engine.name, skipped);
          if (skipped) running.skip(skipped);
        });
      }
    });
  }
});

after(async () => {
  for (const engine of engines) await engine.end?.();
  const there = engines.filter(({ missing }) => !missing);
  // Some of the tests alone say nothing about the whole.
  if (there.length > 0 && [...ends.values()].every((row) => row.size === there.length)) writeFileSync(REPORT, report(there));
});

/** The outcome as a page of docs. */
function report(there) {
  const reasons = [];
  const cell = (end) => {
    if (end === null) return 'yes';
    if (end === 'failed') return '**no**';
    if (!reasons.includes(end)) reasons.push(end);
    return `– (${reasons.indexOf(end) + 1})`;
  };
  const rows = PARTS.map((part) => `| ${part.number} | ${part.does} | ${there.map(({ name }) => cell(ends.get(part).get(name))).join(' | ')} |`);
  return `# What goes wrong, and what it ends in

Written by \`cargo xtask test --only engines\`; do not edit. Forty cases of faults, abuse and bad input around the
element, each with the outcome that is promised, and then the tests that were played and where they held. The tests are
in \`tests/engines/faults/\`; \`cargo xtask test --only browser\` plays them in Chromium. Each of them fails, too, on an
error that nobody catches, on a violation of the page's policy, and on a request to another site.

Engines: ${listed(engines)}.

## The outcomes

${OUTCOMES.map((outcome, index) => `${index + 1}. ${outcome}.`).join('\n')}

## The tests

| case | what was done | ${there.map(({ name }) => name).join(' | ')} |
|---|---|${'---|'.repeat(there.length)}
${rows.join('\n')}

${reasons.map((reason, index) => `(${index + 1}) ${reason}.`).join('  \n')}
`;
}
