// The forty cases of faults, abuse and bad input. Each is one or more parts, which any engine can play; who cannot,
// says why. `../faults.test.js` plays them in every engine, `../../browser/faults.test.js` in Chromium alone.

import assert from 'node:assert/strict';
import { openStage } from '../stage.js';
import around from './around.js';
import data from './data.js';
import embedding from './embedding.js';
import network from './network.js';

/** What each case is to end in. */
export const OUTCOMES = [
  'The script twice: one definition, nothing thrown',
  'Two versions: the first stays and warns of the second, whose elements work',
  'The element before its script: attributes and properties set early are kept',
  'Moved with `append`: nothing is loaded or told again',
  'Moved with `moveBefore`: the same',
  'Taken out, put back later: drawn anew from the last state',
  'Twenty on a page: one module, states of their own',
  'Five hundred come and go: no memory, no listener stays',
  'Added by a listener of another, which goes: it lives',
  '`reset()` within an event: no error',
  'The page throws everything away while it loads: nothing unhandled',
  'The module panics: a panel in each, told once each, started afresh with what was decided',
  "The page has changed the browser's own objects: it works",
  "The page's sheet attacks everything: it does not reach inside",
  'In a form: Enter does not submit, reset clears, a disabled fieldset disables',
  'No script: what the author put inside is there, its links work',
  "No `'wasm-unsafe-eval'`: `csp-wasm`, the line to change, what the author put inside",
  'The strictest policy: no violation in any place',
  'Trusted types enforced, none allowed: no violation',
  'Other bytes than the pinned ones: they do not run, what the author put inside stays, the doctor says why',
  'The module of the split build is missing, a page, damaged, cut off, unreachable: a code for each; a wrong type does no harm',
  'A pack of another site that does not allow it: `cors`',
  'A pack that never comes: given up, a button; the page can give up earlier',
  'A cross-origin isolated page: it works',
  'Once it is ready: no request at all',
  'Markup in every text of a pack: shown as text, fetches nothing',
  'Links that are none or look like another: refused, none is drawn',
  'Names such as `__proto__`: refused with their place, nothing is polluted',
  'Nested, cyclic, endless, throwing, enormous: refused at once',
  'A small file that unpacks to very much: stopped at the cap',
  'Encodings, numbers, doubled keys: what is well meant is read, the rest refused with line and column',
  'Formats of another version: `pack-version`; what is not known yet is ignored',
  'Names that turn round, pile up, never end: they stay in their place',
  'Values that make no sense: every one is listed, fifty at most',
  'Messages of others, heights that are none: ignored, clamped',
  'A frame that grows because it has grown: stopped, with a warning',
  'Storage that is forbidden, full, broken, newer, changed elsewhere: it works, says so once, destroys nothing',
  "Fragments that are broken, too long, somebody else's: ignored, the page's own stays",
  'The installable page between two versions, its files damaged or lost: never a mixture, it mends itself',
  'A booth that was left, wherever one was: asks once, by keyboard too, and leaves no trace',
];

export const PARTS = [...embedding, ...network, ...data, ...around].sort((one, other) => one.number - other.number);

/** Plays a part in an engine. Gives why not, if it cannot be played there. */
export async function play(part, engine) {
  const { only, page = {}, without } = part;
  if (only && !only.engines.includes(engine.name)) return only.why;
  if (without) {
    const probe = await openStage(engine, { build: 'none', body: '', ready: false });
    try {
      if (!(await probe.ask(without.needs))) return without.why;
    } finally {
      await probe.close();
    }
  }
  if (part.alone) {
    await part.alone(engine);
    return null;
  }
  const stage = await openStage(engine, page);
  try {
    await part.body(stage);
    await stage.assertQuiet(part.expected);
  } finally {
    await stage.close();
  }
  return null;
}

/** No case is forgotten. */
export function assertComplete() {
  assert.deepEqual([...new Set(PARTS.map(({ number }) => number))], OUTCOMES.map((_, index) => index + 1));
}
