// What the element promises to a page, described once. `npm`'s types, `custom-elements.json` and the tables of
// docs/element.md are made from it by `node xtask/api.js`; a test holds the running element against it.

const text = (name, about, values = 'string') => ({ name, about, values });
const choice = (name, about, ...values) => ({ name, about, values });

export const ATTRIBUTES = [
  text('src', 'The address of the pack: JSON, plain or squeezed by gzip.'),
  text('pack-integrity', 'The hash that the pack at `src` must have, as in `integrity`: `sha256-…`, `sha384-…` or `sha512-…`. What the page itself hands over (`pack`, `loadPack`) is not held to it; `loadPack` takes an `integrity` of its own.'),
  text('lang', "`zh-Hans` or `en`; without it, the nearest `lang` around the element, else the browser's."),
  choice('theme', "Light or dark as the reader's system says, always one of them, or strong contrast.", 'auto', 'light', 'dark', 'contrast'),
  choice('view', 'The place to open.', 'find', 'goal', 'ladder', 'plan', 'compare', 'me'),
  text('goal', 'The id of the job to aim at.'),
  text('programme', "The id of the visitor's programme."),
  text('region', "The id of the visitor's region."),
  choice('persist', 'Whether what the visitor decides is kept on the device: as the visitor says, always, never.', 'ask', 'local', 'none'),
  text('hash-key', "The key under which a shared plan stands in the page's fragment, `#rungs=…` for `rungs`, when the page opens and whenever its fragment changes. Without it the page's address is left alone."),
  choice('heading-level', "The level of the element's first heading.", '2', '3', '4', '5', '6'),
  choice('allow-links', 'Which links out of the element are drawn as links.', 'all', 'same-origin', 'none'),
  choice('allow-print', 'Whether the visitor is offered to print.', 'yes', 'no'),
  choice('share', 'How a visitor can pass a plan on: as a link with a picture to scan, as a link alone, not at all.', 'qr', 'link', 'none'),
  text('readonly', 'The visitor looks around and may choose a job, but enters and changes nothing else: for a plan that somebody else has made.', 'boolean'),
  text('booth', 'For a device that strangers use one after the other: nothing is kept, no link leads out, large targets, and everything is cleared when nobody is there any more.', 'boolean'),
  text('idle-seconds', 'At a booth, for how long nobody must touch it before it asks whether somebody is there; 20 seconds later it is cleared. 60 by default, 1 at least.', 'number'),
  text('label', 'The name of the region for screen readers.'),
  text('name', 'The name under which a form sends the goal.'),
  text('required', 'A form is not sent before there is a goal.', 'boolean'),
  text('disabled', 'Nothing in it can be used.', 'boolean'),
  text('nonce', "Accepted; not needed, as the element makes no `<style>` and no `<script>`."),
  text('debug', "Events, states and corrected colours go to the browser's console.", 'boolean'),
];

export const PROPERTIES = [
  { name: 'pack', type: 'Uint8Array | null', set: 'string | ArrayBuffer | ArrayBufferView | object | null', about: 'The pack itself, in place of `src`. It is copied; it reads back as bytes.' },
  { name: 'status', type: "'idle' | 'loading' | 'ready' | 'error'", about: 'How far the element is.' },
  { name: 'error', type: 'PathwayError | null', about: 'What is wrong while `status` is `error`.' },
  { name: 'version', type: 'string', about: "The element's version; also static." },
  { name: 'state', type: 'string', set: 'string', about: 'All that the visitor decided and where they are, as a text that this property takes back for the same pack.' },
  { name: 'value', type: 'string', about: 'What a form sends: the goal and then the favourites, ids with spaces between.' },
  { name: 'selection', type: 'readonly string[]', about: 'The ids of what is open: an item, the goal, or what is compared.' },
  { name: 'form', type: 'HTMLFormElement | null', about: 'The form that the element belongs to.' },
  { name: 'validity', type: 'ValidityState', about: 'As of any form control.' },
  { name: 'validationMessage', type: 'string', about: 'As of any form control.' },
];

export const METHODS = [
  { name: 'ready', call: '(): Promise<void>', about: 'Waits until a pack is shown; fails with the error that prevents it.' },
  { name: 'loadPack', call: '(source?: string | ArrayBuffer | ArrayBufferView | object | null, options?: { integrity?: string; signal?: AbortSignal }): Promise<void>', about: 'Shows another pack, an address or the pack itself; without either, what `src` names. What is shown stays until it is there, when it cannot be had, and when `signal` aborts before; then the promise fails.' },
  { name: 'reload', call: '(): void', about: 'Fetches the pack again; what the visitor decided stays, and what is shown when it cannot be had.' },
  { name: 'select', call: '(id: string): boolean', about: 'Opens an item; a job becomes the goal. False if the pack has none of that id.' },
  { name: 'compare', call: '(ids: Iterable<string>): number', about: 'Puts items of one kind side by side; gives how many they are, four at most.' },
  { name: 'clear', call: '(): void', about: 'Selects nothing: no goal, nothing to compare.' },
  { name: 'reset', call: '(options?: { wipe?: boolean }): void', about: 'Starts afresh, as the page wishes it; with `wipe`, what the device keeps is removed as well.' },
  { name: 'exportState', call: "(form?: 'json' | 'code' | 'link' | 'state'): string | null", about: 'The decisions as Me exports them, as a code or a link to share, or as `state`.' },
  { name: 'print', call: '(): void', about: "Opens the browser's dialogue for printing." },
  { name: 'focus', call: '(options?: FocusOptions): void', about: 'Moves the focus to the place that is shown.' },
  { name: 'checkValidity', call: '(): boolean', about: 'As of any form control.' },
  { name: 'reportValidity', call: '(): boolean', about: 'As of any form control.' },
  { name: 'doctor', static: true, call: '(options?: { pack?: string; lang?: string }): Promise<PathwayReport>', about: 'Says what on this page keeps the element from working, and the line to change.' },
];

export const EVENTS = [
  { name: 'pe-packload', detail: '{ id: string; version: string; hash: string | null; count: number }', about: "A pack is shown: its id and version, its SHA-256 as `pack-integrity` takes it, the number of its items." },
  { name: 'pe-ready', detail: '{ version: string }', about: 'The element can be used.' },
  { name: 'pe-error', detail: 'PathwayError', about: 'Something went wrong. While something is shown all the same, `status` stays `ready`.' },
  { name: 'pe-change', detail: '{ view: string; goal: string; programme: string; region: string }', about: 'The place or who asks has changed.' },
  { name: 'pe-select', detail: '{ id: string; ids: readonly string[] }', about: 'Something was opened.' },
  { name: 'pe-favourites', detail: '{ ids: readonly string[] }', about: 'The favourites have changed; their ids in the order of the visitor.' },
  { name: 'pe-share', detail: '{ url: string }', about: 'A link was taken; without a home page of the pack, a code.' },
  { name: 'pe-resize', detail: '{ height: number }', about: 'The element has another height.' },
  { name: 'pe-idle', detail: '{}', about: 'A booth was left and is cleared.' },
  { name: 'pe-navigate', cancelable: true, detail: '{ href: string }', about: 'A link out of the element is followed, unless the page prevents it.' },
  { name: 'pe-print', cancelable: true, detail: '{}', about: 'It is printed, unless the page prevents it.' },
];

export const CODES = [
  ['csp-wasm', "The page's policy forbids WebAssembly."],
  ['no-wasm', 'The browser has no WebAssembly.'],
  ['mime', "Where the widget's module should be, there is a page."],
  ['bad-module', "The widget's module is damaged."],
  ['network', 'Something could not be downloaded, or stayed silent for 30 seconds. There is a button to try again.'],
  ['cors', 'The pack of another site cannot be read: it does not let this page, or the connection is broken, which browsers do not tell apart. To a frame with a sandbox its own site is another.'],
  ['integrity', 'The pack is not the pinned one.'],
  ['pack-too-large', 'Over 64 MB, unpacked too.'],
  ['pack-invalid', 'The pack has errors; `path` is the place of the first.'],
  ['pack-damaged', 'A pack that came squeezed (`.rungs`, gzip) is cut off or damaged.'],
  ['pack-version', 'The pack is of another version of the format.'],
  ['storage-denied', '`persist="local"`, and the browser keeps nothing. All else works.'],
  ['panic', 'The widget broke. It starts afresh with what the visitor had decided; if it breaks again at once, the visitor has a button.'],
  ['bad-attr', 'An attribute is wrong, `path` names it. For unknown attributes and values there is one warning in the console instead.'],
  ['duplicate-version', 'Two versions were loaded; the first one stays. In the console only.'],
];

export const STATES = [
  ['loading', 'A pack is on its way.'],
  ['ready', 'A pack is shown.'],
  ['error', 'There is nothing to show.'],
  ['booth', 'The attribute `booth` is there.'],
];

export const SLOTS = [
  ['', 'What is shown until the element is ready, and again when its module cannot run: a link to a plain list, say.'],
  ['title', "In place of the element's title."],
  ['help', 'Below the head.'],
  ['footer', 'At the end.'],
  ['empty', 'In place of the hint when a search finds nothing.'],
  ['privacy', 'Where the visitor decides what the device keeps.'],
];

export const PARTS = [
  ['base', 'All that the module draws.'],
  ['header', 'Title, navigation, tools.'],
  ['toolbar', 'The list of places.'],
  ['filter', 'The search and fields with a label.'],
  ['card', 'A card.'],
  ['card-title', 'Its title.'],
  ['meta', 'The line of small facts on it.'],
  ['badge', 'Kind, family, grade.'],
  ['button', 'A button.'],
  ['button-primary', 'The button that goes on.'],
  ['link', 'A link inside the element.'],
  ['table', 'A comparison.'],
  ['chart', 'The ladder.'],
  ['legend', 'What its colours mean.'],
  ['dialog', 'The question of a booth that was left.'],
  ['footer', 'What is known about the data.'],
  ['notice', 'A notice, and the panel when the module cannot run.'],
  ['qr', 'The QR code.'],
];

export const STYLES = [
  ['--pe-color-bg', '<color>', 'The ground.'],
  ['--pe-color-fg', '<color>', 'Text.'],
  ['--pe-color-muted', '<color>', 'Text that steps back.'],
  ['--pe-color-accent', '<color>', 'Links, what is chosen, the main button.'],
  ['--pe-color-accent-fg', '<color>', 'Text on the main button.'],
  ['--pe-color-border', '<color>', 'Lines.'],
  ['--pe-color-danger', '<color>', 'Errors.'],
  ['--pe-color-ok', '<color>', 'What is reached.'],
  ['--pe-focus', '<color>', 'The ring around what has the focus.'],
  ['--pe-font', '<font-family>', 'The font.'],
  ['--pe-font-size', '<length>', 'The size of text, `1rem` by default.'],
  ['--pe-radius', '<length>', 'How round corners are.'],
  ['--pe-space', '<length>', 'The room around.'],
  ['--pe-target-min', '<length>', 'The least height of buttons and fields, `2.75rem` by default, never under `24px`.'],
  ['--pe-max-width', '<length>', 'The greatest width.'],
  ['--pe-motion', '0 | 1', '`0` for no transitions.'],
];
