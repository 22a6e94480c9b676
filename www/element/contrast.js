// A page may set colours; none that it sets may make a text unreadable.

/** What is read of the page's colours, and the property of the probe that carries it; the sheet sets both. */
const GIVEN = {
  bg: ['--pe-color-bg', 'backgroundColor'],
  fg: ['--pe-color-fg', 'color'],
  muted: ['--pe-color-muted', 'borderBlockStartColor'],
  line: ['--pe-color-border', 'borderBlockEndColor'],
  accent: ['--pe-color-accent', 'borderInlineStartColor'],
  'accent-fg': ['--pe-color-accent-fg', 'borderInlineEndColor'],
  bad: ['--pe-color-danger', 'outlineColor'],
  ok: ['--pe-color-ok', 'columnRuleColor'],
  focus: ['--pe-focus', 'textDecorationColor'],
};
/** Colours of texts and signs on the ground. */
const TEXTS = [
  'fg', 'muted', 'accent', 'ok', 'bad', 'have', 'programme', 'chosen', 'job', 'course', 'competition', 'certificate',
  'study', 'warn-fg',
];
const SET = [...TEXTS, 'bg', 'soft', 'line', 'accent-fg', 'accent-soft', 'missing', 'warn-bg', 'warn-line', 'focus'];
/** WCAG's 4.5, and a little for the rounding of colours. */
const ENOUGH = 4.55;
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];

/** Watches the page's colours and corrects what cannot be read in `explorer`, until `signal` aborts. */
export function keepReadable(root, explorer, signal, report) {
  const probe = document.createElement('div');
  probe.className = 'probe';
  root.append(probe);
  const again = () => paint(probe, explorer, report);
  // The sheet gives the probe a transition, so that the browser tells when a colour has changed, wherever it was set.
  probe.addEventListener('transitionend', again);
  const themes = new MutationObserver(again);
  themes.observe(explorer, { attributeFilter: ['data-theme'] });
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', again, { signal });
  }
  signal.addEventListener('abort', () => {
    themes.disconnect();
    probe.remove();
  });
  again();
}

function paint(probe, explorer, report) {
  const { style } = explorer;
  for (const name of SET) style.removeProperty(`--${name}`);
  style.removeProperty('color-scheme');
  if (explorer.dataset.theme === 'contrast' || matchMedia('(forced-colors: active)').matches) return;
  const given = read(probe);
  if (Object.keys(given).length === 0) return;
  const own = getComputedStyle(explorer);
  const ours = (name) => hex(own.getPropertyValue(`--own-${name}`) || own.getPropertyValue(`--${name}`)) ?? BLACK;
  const colours = palette(given, ours);
  for (const [name, colour] of Object.entries(colours)) style.setProperty(`--${name}`, `rgb(${colour.join(' ')})`);
  style.setProperty('color-scheme', pole(colours.bg) === WHITE ? 'dark' : 'light');
  for (const name of Object.keys(given)) {
    if (String(given[name]) !== String(colours[name])) report(`${GIVEN[name][0]} was corrected to be readable`, colours[name]);
  }
}

/** The page's colours, red, green, blue from 0 to 255; what is no colour counts as not given. */
function read(probe) {
  const given = {};
  if (!CSS.supports('color', 'color-mix(in srgb, red, red)')) return given;
  const style = getComputedStyle(probe);
  for (const [name, [property, carrier]] of Object.entries(GIVEN)) {
    const said = style.getPropertyValue(property).trim();
    if (!said) continue;
    const found = /^color\(srgb (\S+) (\S+) (\S+?)(?: \/ (\S+))?\)$/.exec(style[carrier]);
    const alpha = Number(found?.[4] ?? 1);
    const usable = found && alpha > 0 && CSS.supports('color', said);
    given[name] = usable ? [...found.slice(1, 4).map((one) => 255 * (Number(one) || 0)), alpha] : null;
  }
  return given;
}

/** All colours, from those that the page gives and `ours` for the rest: everything can be read on everything. */
export function palette(given, ours) {
  const opaque = (name, ground) => {
    const colour = given[name];
    if (!colour) return ours(name);
    const [red, green, blue, alpha] = colour;
    return mix(ground, [red, green, blue], alpha);
  };
  const bg = opaque('bg', ours('bg'));
  const end = pole(bg);
  // A shade of the ground, or the ground itself where a shade would take too much.
  const shade = (colour, share) => {
    const shaded = mix(bg, colour, share);
    return contrast(end, shaded) > ENOUGH ? shaded : bg;
  };
  const wished = opaque('accent', bg);
  const grounds = { bg, soft: shade(end, 0.04), 'accent-soft': shade(wished, 0.12), 'warn-bg': shade([255, 190, 0], 0.12) };
  const colours = { ...grounds, missing: mix(bg, end, 0.12), line: opaque('line', bg), 'warn-line': mix(bg, [200, 150, 0], 0.6) };
  for (const name of TEXTS) colours[name] = readable(opaque(name, bg), Object.values(grounds), end, ENOUGH);
  const on = opaque('accent-fg', colours.accent);
  colours['accent-fg'] = contrast(on, colours.accent) >= ENOUGH ? on : pole(colours.accent);
  colours.focus = given.focus ? readable(opaque('focus', bg), [bg], end, 3.05) : colours.accent;
  return colours;
}

/** `colour`, taken as far towards `end` as it must be to stand out from all of `grounds`. */
function readable(colour, grounds, end, least) {
  for (let share = 0; share < 1; share += 0.05) {
    const shifted = mix(colour, end, share);
    if (grounds.every((ground) => contrast(shifted, ground) >= least)) return shifted;
  }
  return end;
}

/** Black or white, whichever stands out more. One of them always has 4.58 at least. */
function pole(ground) {
  return contrast(BLACK, ground) >= contrast(WHITE, ground) ? BLACK : WHITE;
}

function mix(from, to, share) {
  return from.map((one, index) => Math.min(255, Math.max(0, Math.round(one + (to[index] - one) * share))));
}

/** WCAG's contrast ratio of two colours, from 1 to 21. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function hex(text) {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!digits) return null;
  const long = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
}
