// The element's attributes: which there are, what they may say, and what the module hears of them.

import { LEAST } from './booth.js';

/** What the module is told of. */
export const WISHES = [
  'lang', 'theme', 'view', 'goal', 'programme', 'region', 'persist', 'heading-level', 'allow-links', 'allow-print', 'booth',
  'readonly', 'share',
];
/** What the element itself looks at. */
const OWN = [
  'src', 'pack-integrity', 'label', 'name', 'required', 'disabled', 'hash-key', 'idle-seconds', 'nonce', 'debug',
];
export const OBSERVED = [...WISHES, ...OWN];
/** Attributes that are there or not. */
const SWITCHES = ['booth', 'readonly', 'required', 'disabled', 'debug'];
/** What the browser already has as properties of every element. */
const BROWSERS = ['lang', 'nonce'];
const CHOICES = {
  theme: ['auto', 'light', 'dark', 'contrast'],
  view: ['find', 'goal', 'ladder', 'plan', 'compare', 'me'],
  persist: ['ask', 'local', 'none'],
  'allow-links': ['all', 'same-origin', 'none'],
  'allow-print': ['yes', 'no'],
  share: ['qr', 'link', 'none'],
  'heading-level': ['2', '3', '4', '5', '6'],
};
/** Any element may have these; and frameworks mark elements with hyphens and signs of their own. */
const ANYWHERE =
  /^(id|class|slot|part|exportparts|hidden|title|style|dir|tabindex|role|inert|translate|accesskey|autofocus|draggable|form|is|popover|item[a-z]+|on[a-z]+|(aria|data|ng|v|x|hx|uk)-.*|.*[^a-z-].*)$/;

/** Gives a class a property for each attribute. */
export function reflect(prototype) {
  for (const name of OBSERVED) {
    if (BROWSERS.includes(name)) continue;
    Object.defineProperty(prototype, property(name), {
      configurable: true,
      enumerable: true,
      get() {
        return SWITCHES.includes(name) ? this.hasAttribute(name) : this.getAttribute(name) ?? '';
      },
      set(value) {
        if (SWITCHES.includes(name)) this.toggleAttribute(name, Boolean(value));
        else if (value === null || value === undefined) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
}

/** The property of an attribute: `hashKey` of `hash-key`. */
function property(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

/** Takes up what a page set before this class was known: it hides the class's own properties. */
export function takeUp(element) {
  for (const name of [...OBSERVED.map(property), 'pack', 'state']) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}

/** What the module is told for an attribute: the name of its option and a value, or undefined. */
export function wish(element, name) {
  const value = element.getAttribute(name) ?? undefined;
  const booth = element.hasAttribute('booth');
  if (name === 'lang') return [name, language(element)];
  // Nobody's traces stay at a booth, and nobody leaves it.
  if (name === 'persist') return [name, booth ? 'none' : value];
  if (name === 'allow-links') {
    if (booth || value === 'none') return ['links', ''];
    return ['links', value === 'same-origin' ? `${location.origin}/` : undefined];
  }
  return [name, value];
}

/** The element's own `lang`, else the nearest one around it, else the browser's. */
export function language(element) {
  for (let node = element; node; node = node.parentElement ?? node.getRootNode().host) {
    const tag = node.getAttribute('lang');
    if (tag) return tag;
  }
  return navigator.language || 'zh';
}

/** Whether an attribute can have a value. */
function means(name, value) {
  if (name === 'idle-seconds') return Number(value) >= LEAST;
  return !CHOICES[name] || CHOICES[name].includes(value);
}

/** What an element says that means nothing to it: unknown attributes, values that are none of the choices, no number. */
export function unknown(element) {
  const found = [];
  for (const { name, value } of element.attributes) {
    if (OBSERVED.includes(name) ? !means(name, value) : !ANYWHERE.test(name)) {
      found.push(`${name}="${value}"`);
    }
  }
  return found;
}
