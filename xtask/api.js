// Makes from www/element/api.js what others read: `custom-elements.json`, the types, the tables of docs/element.md.
//
//     node xtask/api.js

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as api from '../www/element/api.js';

const at = (path) => new URL(`../${path}`, import.meta.url);
const property = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const typed = ({ values }) => (Array.isArray(values) ? values.map((value) => `'${value}'`).join(' | ') : values);
/** What the browser already has as properties of every element. */
const BROWSERS = ['lang', 'nonce'];
const own = api.ATTRIBUTES.filter(({ name }) => !BROWSERS.includes(name));
/** A property that reflects an attribute holds text, or whether the attribute is there. */
const reflected = (attribute) => (attribute.values === 'boolean' ? 'boolean' : 'string');

/** The files and what they must hold. */
export function files() {
  return new Map([
    ['www/element/custom-elements.json', `${JSON.stringify(manifest(), null, 2)}\n`],
    ['www/element/pathway-explorer.d.ts', types()],
    ['docs/element.md', guide(readFileSync(at('docs/element.md'), 'utf8'))],
  ]);
}

function manifest() {
  const named = ([name, description]) => ({ name, description });
  const members = [
    ...api.PROPERTIES.map(({ name, type, set, about }) => ({
      kind: 'field', name, type: { text: type }, description: about, ...(set ? {} : { readonly: true }),
    })),
    ...own.map((one) => ({
      kind: 'field', name: property(one.name), attribute: one.name, reflects: true, type: { text: reflected(one) }, description: one.about,
    })),
    ...api.METHODS.map(({ name, call, about, static: isStatic }) => ({
      kind: 'method', name, description: about, ...(isStatic ? { static: true } : {}), return: { type: { text: call.slice(call.lastIndexOf('): ') + 3) } },
    })),
  ];
  return {
    schemaVersion: '1.0.0',
    modules: [{
      kind: 'javascript-module',
      path: 'pathway-explorer.js',
      declarations: [{
        kind: 'class', customElement: true, name: 'PathwayExplorer', tagName: 'pathway-explorer', superclass: { name: 'HTMLElement' },
        description: 'A pathway explorer for vocational students.',
        attributes: api.ATTRIBUTES.map((one) => ({ name: one.name, description: one.about, type: { text: typed(one) }, ...(BROWSERS.includes(one.name) ? {} : { fieldName: property(one.name) }) })),
        members,
        events: api.EVENTS.map(({ name, detail, about }) => ({ name, type: { text: `CustomEvent<${detail}>` }, description: about })),
        slots: api.SLOTS.map(named),
        cssParts: api.PARTS.map(named),
        cssStates: api.STATES.map(named),
        cssProperties: api.STYLES.map(([name, syntax, description]) => ({ name, syntax, description })),
      }],
      exports: [{ kind: 'custom-element-definition', name: 'pathway-explorer', declaration: { name: 'PathwayExplorer' } }],
    }],
  };
}

function types() {
  const doc = (about, indent = '  ') => `${indent}/** ${about} */\n`;
  const fields = api.PROPERTIES.map(({ name, type, set, about }) =>
    set
      ? `${doc(about)}  get ${name}(): ${type};\n  set ${name}(value: ${set});\n`
      : `${doc(about)}  readonly ${name}: ${type};\n`,
  );
  const attributes = own.map((one) => `${doc(one.about)}  ${property(one.name)}: ${reflected(one)};\n`);
  const methods = api.METHODS.map(({ name, call, about, static: isStatic }) => `${doc(about)}  ${isStatic ? 'static ' : ''}${name}${call};\n`);
  const events = api.EVENTS.map(({ name, detail, about }) => `${doc(about)}  '${name}': CustomEvent<${detail}>;\n`);
  return `// Made by xtask/api.js.

/** Something that went wrong. */
export interface PathwayError {
  /** One of the codes. */
  readonly code: ${api.CODES.map(([code]) => `'${code}'`).join(' | ')};
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
${events.join('')}}

/** The element \`<pathway-explorer>\`. */
export class PathwayExplorer extends HTMLElement {
  /** The element's version. */
  static readonly version: string;
${fields.join('')}${attributes.join('')}${methods.join('')}  addEventListener<K extends keyof PathwayExplorerEventMap>(type: K, listener: (this: PathwayExplorer, event: PathwayExplorerEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'pathway-explorer': PathwayExplorer;
  }
}
`;
}

function guide(text) {
  const cell = (said) => said.replaceAll('|', '\\|');
  const table = (heads, rows) => [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
  const code = (name) => `\`${name}\``;
  const pairs = (rows, head) => table([head, 'what it is'], rows.map(([name, about]) => [name ? code(name) : 'default', cell(about)]));
  const values = ({ values }) => (Array.isArray(values) ? values.map(code).join(', ') : values === 'boolean' ? 'there or not' : values === 'number' ? 'a number' : 'text');
  const tables = {
    attributes: table(['attribute', 'values', 'what it does'], api.ATTRIBUTES.map((one) => [code(one.name), values(one), cell(one.about)])),
    properties: table(['property', 'type', 'what it is'], api.PROPERTIES.map(({ name, type, set, about }) => [code(name), code(cell(type)), cell(set ? about : `${about} Read only.`)])),
    methods: table(['method', 'what it does'], api.METHODS.map(({ name, call, about, static: isStatic }) => [code(cell(`${isStatic ? 'PathwayExplorer.' : ''}${name}${call}`)), cell(about)])),
    events: table(['event', '`detail`', 'when'], api.EVENTS.map(({ name, detail, about }) => [code(name), code(cell(detail)), cell(about)])),
    codes: pairs(api.CODES, 'code'),
    states: pairs(api.STATES, 'state'),
    slots: pairs(api.SLOTS, 'slot'),
    parts: pairs(api.PARTS, 'part'),
    styles: table(['property', 'syntax', 'what it sets'], api.STYLES.map(([name, syntax, about]) => [code(name), code(cell(syntax)), cell(about)])),
  };
  let made = text;
  for (const [name, rows] of Object.entries(tables)) {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`);
    if (!place.test(made)) throw new Error(`docs/element.md has no place for the ${name}`);
    made = made.replace(place, (_, begin, end) => `${begin}\n${rows}\n\n${end}`);
  }
  return made;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [path, content] of files()) writeFileSync(fileURLToPath(at(path)), content);
}
