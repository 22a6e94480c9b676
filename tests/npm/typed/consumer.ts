// A page's own script, with types: all that the element promises. It is compiled, never run. Each line under
// `@ts-expect-error` must not compile, and it is an error if one does.

import { PathwayExplorer } from 'pathway-explorer';
import type { PathwayError, PathwayExplorerEventMap, PathwayFinding, PathwayReport } from 'pathway-explorer';

const made: PathwayExplorer = document.createElement('pathway-explorer');
const found: PathwayExplorer | null = document.querySelector('pathway-explorer');
const isOne: boolean = made instanceof PathwayExplorer;

// Attributes, as properties and as themselves.
made.src = 'pack.json';
made.packIntegrity = 'sha256-x';
made.lang = 'zh-Hans';
made.theme = 'dark';
made.view = 'plan';
made.goal = 'robot-operator';
made.programme = '460301';
made.region = 'cn';
made.persist = 'none';
made.hashKey = 'rungs';
made.headingLevel = '3';
made.allowLinks = 'same-origin';
made.booth = true;
made.idleSeconds = '60';
made.label = 'Pathways';
made.name = 'goal';
made.required = true;
made.disabled = false;
made.debug = false;
made.setAttribute('view', 'ladder');

// Properties.
made.pack = '{}';
made.pack = new Uint8Array(1);
made.pack = new ArrayBuffer(1);
made.pack = { format: 'rungs-pack/1' };
made.pack = null;
const bytes: Uint8Array | null = made.pack;
const status: 'idle' | 'loading' | 'ready' | 'error' = made.status;
const error: PathwayError | null = made.error;
if (made.error?.code === 'csp-wasm') console.log(made.error.hint, made.error.message, made.error.recoverable, made.error.path?.length);
const versions: string[] = [made.version, PathwayExplorer.version];
made.state = made.state;
const value: string = made.value;
const selection: readonly string[] = made.selection;
const form: HTMLFormElement | null = made.form;
const missing: boolean = made.validity.valueMissing;
const message: string = made.validationMessage;

// Methods.
async function drive(explorer: PathwayExplorer): Promise<PathwayReport> {
  await explorer.ready();
  await explorer.loadPack('other.json');
  await explorer.loadPack(new Uint8Array(1), { integrity: 'sha256-x', signal: AbortSignal.timeout(1000) });
  explorer.reload();
  const isThere: boolean = explorer.select('robot-operator');
  const count: number = explorer.compare(new Set(['plc', 'sensors']));
  explorer.clear();
  explorer.reset();
  explorer.reset({ wipe: true });
  const exported: (string | null)[] = [explorer.exportState(), explorer.exportState('link')];
  explorer.print();
  explorer.focus({ preventScroll: true });
  const isValid: boolean = explorer.checkValidity() && explorer.reportValidity();
  console.log(isThere, count, exported, isValid);
  const report = await PathwayExplorer.doctor({ pack: 'pack.json', lang: 'en' });
  const fixes: string[] = report.findings.map((one: PathwayFinding) => `${one.code}: ${one.message} ${one.fix} ${one.detail} ${one.fatal}`);
  console.log(report.ok, report.version, fixes);
  return report;
}

// Events.
made.addEventListener('pe-packload', ({ detail }) => console.log(detail.id, detail.version, detail.hash?.length, detail.count + 1));
made.addEventListener('pe-ready', function ({ detail }) {
  console.log(detail.version, this.selection);
});
made.addEventListener('pe-error', ({ detail }: CustomEvent<PathwayError>) => console.log(detail.code, detail.hint));
made.addEventListener('pe-change', ({ detail: { view, goal, programme, region } }) => console.log(view, goal, programme, region));
made.addEventListener('pe-select', ({ detail }) => console.log(detail.id, detail.ids.length), { once: true });
made.addEventListener('pe-favourites', ({ detail }) => console.log(detail.ids.join(' ')));
made.addEventListener('pe-share', ({ detail }) => console.log(detail.url));
made.addEventListener('pe-resize', ({ detail }) => console.log(detail.height.toFixed()));
made.addEventListener('pe-idle', (event) => console.log(event.type));
made.addEventListener('pe-navigate', (event) => {
  if (!event.detail.href.startsWith('https:')) event.preventDefault();
});
made.addEventListener('pe-print', (event) => event.preventDefault());
made.addEventListener('click', (event) => console.log(event.clientX));
const names: (keyof PathwayExplorerEventMap)[] = ['pe-ready', 'click'];

// What must not compile.
// @ts-expect-error: a pack is no number
made.pack = 7;
// @ts-expect-error: the level is a text, as its attribute is
made.headingLevel = 3;
// @ts-expect-error: a switch is on or off
made.booth = 'yes';
// @ts-expect-error: the status is the element's to say
made.status = 'ready';
// @ts-expect-error: what is selected is read
made.selection = ['plc'];
// @ts-expect-error: what is selected is frozen
made.selection.push('plc');
// @ts-expect-error: there is no such status
if (made.status === 'done') console.log();
// @ts-expect-error: there is no such code
if (made.error?.code === 'broken') console.log();
// @ts-expect-error: an id is a text
made.select(7);
// @ts-expect-error: ids are texts
made.compare([7]);
// @ts-expect-error: there is no such form
made.exportState('xml');
// @ts-expect-error: there is no such option
made.reset({ all: true });
// @ts-expect-error: a hash is a text
made.loadPack('x', { integrity: 7 });
// @ts-expect-error: the event has no such detail
made.addEventListener('pe-select', ({ detail }) => console.log(detail.name));
// @ts-expect-error: a height is a number
made.addEventListener('pe-resize', ({ detail }) => detail.height.trim());
// @ts-expect-error: there is no such event
names.push('pe-nothing');
// @ts-expect-error: there is no such property
made.kiosk = true;
// @ts-expect-error: there is no such method
made.destroy();

console.log(found, isOne, bytes, status, error, versions, value, selection, form, missing, message, drive, names);
