// Made by xtask/api.js.

/** Something that went wrong. */
export interface PathwayError {
  /** One of the codes. */
  readonly code: 'csp-wasm' | 'no-wasm' | 'mime' | 'bad-module' | 'network' | 'cors' | 'integrity' | 'pack-too-large' | 'pack-invalid' | 'pack-damaged' | 'pack-version' | 'storage-denied' | 'panic' | 'bad-attr' | 'duplicate-version';
  /** What happened. */
  readonly message: string;
  /** The line to change or the step to take. */
  readonly hint: string;
  /** Whether the element goes on, by itself or with a button. */
  readonly recoverable: boolean;
  /** The place in the pack, or the attribute. */
  readonly path?: string;
}

/** One thing that the doctor found. */
export interface PathwayFinding {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly detail: string;
  readonly fatal: boolean;
}

/** What the doctor found on a page. */
export interface PathwayReport {
  readonly ok: boolean;
  readonly version: string;
  readonly findings: readonly PathwayFinding[];
}

/** The events of the element, by name. */
export interface PathwayExplorerEventMap extends HTMLElementEventMap {
  /** A pack is shown: its id and version, its SHA-256 as `pack-integrity` takes it, the number of its items. */
  'pe-packload': CustomEvent<{ id: string; version: string; hash: string | null; count: number }>;
  /** The element can be used. */
  'pe-ready': CustomEvent<{ version: string }>;
  /** Something went wrong. While something is shown all the same, `status` stays `ready`. */
  'pe-error': CustomEvent<PathwayError>;
  /** The place or who asks has changed. */
  'pe-change': CustomEvent<{ view: string; goal: string; programme: string; region: string }>;
  /** Something was opened. */
  'pe-select': CustomEvent<{ id: string; ids: readonly string[] }>;
  /** The favourites have changed; their ids in the order of the visitor. */
  'pe-favourites': CustomEvent<{ ids: readonly string[] }>;
  /** A link was taken; without a home page of the pack, a code. */
  'pe-share': CustomEvent<{ url: string }>;
  /** The element has another height. */
  'pe-resize': CustomEvent<{ height: number }>;
  /** A booth was left and is cleared. */
  'pe-idle': CustomEvent<{}>;
  /** A link out of the element is followed, unless the page prevents it. */
  'pe-navigate': CustomEvent<{ href: string }>;
  /** It is printed, unless the page prevents it. */
  'pe-print': CustomEvent<{}>;
}

/** The element `<pathway-explorer>`. */
export class PathwayExplorer extends HTMLElement {
  /** The element's version. */
  static readonly version: string;
  /** The pack itself, in place of `src`. It is copied; it reads back as bytes. */
  get pack(): Uint8Array | null;
  set pack(value: string | ArrayBuffer | ArrayBufferView | object | null);
  /** How far the element is. */
  readonly status: 'idle' | 'loading' | 'ready' | 'error';
  /** What is wrong while `status` is `error`. */
  readonly error: PathwayError | null;
  /** The element's version; also static. */
  readonly version: string;
  /** All that the visitor decided and where they are, as a text that this property takes back for the same pack. */
  get state(): string;
  set state(value: string);
  /** What a form sends: the goal and then the favourites, ids with spaces between. */
  readonly value: string;
  /** The ids of what is open: an item, the goal, or what is compared. */
  readonly selection: readonly string[];
  /** The form that the element belongs to. */
  readonly form: HTMLFormElement | null;
  /** As of any form control. */
  readonly validity: ValidityState;
  /** As of any form control. */
  readonly validationMessage: string;
  /** The address of the pack: JSON, plain or squeezed by gzip. */
  src: string;
  /** The hash that the pack at `src` must have, as in `integrity`: `sha256-…`, `sha384-…` or `sha512-…`. What the page itself hands over (`pack`, `loadPack`) is not held to it; `loadPack` takes an `integrity` of its own. */
  packIntegrity: string;
  /** Light or dark as the reader's system says, always one of them, or strong contrast. */
  theme: string;
  /** The place to open. */
  view: string;
  /** The id of the job to aim at. */
  goal: string;
  /** The id of the visitor's programme. */
  programme: string;
  /** The id of the visitor's region. */
  region: string;
  /** Whether what the visitor decides is kept on the device: as the visitor says, always, never. */
  persist: string;
  /** The key under which a shared plan stands in the page's fragment, `#rungs=…` for `rungs`, when the page opens and whenever its fragment changes. Without it the page's address is left alone. */
  hashKey: string;
  /** The level of the element's first heading. */
  headingLevel: string;
  /** Which links out of the element are drawn as links. */
  allowLinks: string;
  /** Whether the visitor is offered to print. */
  allowPrint: string;
  /** How a visitor can pass a plan on: as a link with a picture to scan, as a link alone, not at all. */
  share: string;
  /** The visitor looks around and may choose a job, but enters and changes nothing else: for a plan that somebody else has made. */
  readonly: boolean;
  /** For a device that strangers use one after the other: nothing is kept, no link leads out, large targets, and everything is cleared when nobody is there any more. */
  booth: boolean;
  /** At a booth, for how long nobody must touch it before it asks whether somebody is there; 20 seconds later it is cleared. 60 by default, 1 at least. */
  idleSeconds: string;
  /** The name of the region for screen readers. */
  label: string;
  /** The name under which a form sends the goal. */
  name: string;
  /** A form is not sent before there is a goal. */
  required: boolean;
  /** Nothing in it can be used. */
  disabled: boolean;
  /** Events, states and corrected colours go to the browser's console. */
  debug: boolean;
  /** Waits until a pack is shown; fails with the error that prevents it. */
  ready(): Promise<void>;
  /** Shows another pack, an address or the pack itself; without either, what `src` names. What is shown stays until it is there, when it cannot be had, and when `signal` aborts before; then the promise fails. */
  loadPack(source?: string | ArrayBuffer | ArrayBufferView | object | null, options?: { integrity?: string; signal?: AbortSignal }): Promise<void>;
  /** Fetches the pack again; what the visitor decided stays, and what is shown when it cannot be had. */
  reload(): void;
  /** Opens an item; a job becomes the goal. False if the pack has none of that id. */
  select(id: string): boolean;
  /** Puts items of one kind side by side; gives how many they are, four at most. */
  compare(ids: Iterable<string>): number;
  /** Selects nothing: no goal, nothing to compare. */
  clear(): void;
  /** Starts afresh, as the page wishes it; with `wipe`, what the device keeps is removed as well. */
  reset(options?: { wipe?: boolean }): void;
  /** The decisions as Me exports them, as a code or a link to share, or as `state`. */
  exportState(form?: 'json' | 'code' | 'link' | 'state'): string | null;
  /** Opens the browser's dialogue for printing. */
  print(): void;
  /** Moves the focus to the place that is shown. */
  focus(options?: FocusOptions): void;
  /** As of any form control. */
  checkValidity(): boolean;
  /** As of any form control. */
  reportValidity(): boolean;
  /** Says what on this page keeps the element from working, and the line to change. */
  static doctor(options?: { pack?: string; lang?: string }): Promise<PathwayReport>;
  addEventListener<K extends keyof PathwayExplorerEventMap>(type: K, listener: (this: PathwayExplorer, event: PathwayExplorerEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'pathway-explorer': PathwayExplorer;
  }
}
