// A visitor who presses whatever there is, by the keyboard: whatever comes of it, nothing throws, the explorer is still
// there, and the focus stays in it. `STEPS=2000 SEED=7 node --test tests/browser/wander.test.js` goes further, or
// another way.

import assert from 'node:assert/strict';
import { drawn, focused, samplePack, scenario } from './harness/index.js';

const STEPS = Number(process.env.STEPS ?? 60);
const SEED = Number(process.env.SEED ?? 1);

/** Numbers below `most`, each run the same. */
function dice(seed) {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

/** Runs in the page: the control at a place among all that can be seen and used. */
function control(place) {
  const all = [...document.querySelector('pathway-explorer').shadowRoot.querySelectorAll(
    'button, summary, input:not([type=file]), select, textarea, a[href^="#"], [tabindex="0"]',
  )];
  const usable = all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.getAttribute('aria-disabled') !== 'true');
  return usable[Math.floor(place * usable.length)];
}

const TEXTS = ['', 'jiqiren', '机器人', '460301', '0', '800', '99999999999', '-1', '2027-01-01', '<b>&"\'', '🙂', 'x'.repeat(300)];
const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Escape'];

/** Does something with a control; tells what, in a few words. */
async function use(page, one, roll) {
  const [tag, type] = await one.evaluate((one) => [one.localName, one.type ?? '']);
  const name = (await one.evaluate((one) => one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent)).trim().replace(/\s+/g, ' ').slice(0, 40);
  await one.focus();
  const isText = tag === 'textarea' || (tag === 'input' && !['checkbox', 'radio', 'range', 'button', 'submit'].includes(type));
  if (isText) {
    const text = TEXTS[roll(TEXTS.length)];
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
    if (roll(2) === 0) await page.keyboard.press('Enter');
    return `${tag} ${name} ← ${text.slice(0, 12)}`;
  }
  if (tag === 'select') {
    const count = await one.evaluate((one) => one.options.length);
    await one.selectOption({ index: roll(count) });
    return `select ${name}`;
  }
  const key = type === 'range' ? KEYS[roll(KEYS.length)] : type === 'checkbox' || type === 'radio' ? 'Space' : roll(12) === 0 ? KEYS[roll(KEYS.length)] : 'Enter';
  await page.keyboard.press(key);
  return `${tag} ${name} · ${key}`;
}

for (const [lang, width] of [['zh-Hans', 360], ['en', 1280]]) {
  scenario(`whatever is pressed, nothing throws and the focus stays, ${lang}, ${width} px`, {
    lang, width, timeout: 60_000 + STEPS * 2_000, before: () => { globalThis.print = () => {}; },
  }, async ({ page, explorer }) => {
    page.on('dialog', (dialog) => dialog.accept());
    const roll = dice(SEED + width);
    // As the example student there is more to press.
    await explorer.getByRole('navigation').getByRole('button', { name: /^(我|Me)/ }).click();
    await explorer.getByText(/先用一位示例同学试试|Try it as an example student/).click();
    await explorer.getByRole('button', { name: /其其格|Qiqige/ }).first().click();
    const trail = [];
    for (let step = 0; step < STEPS; step += 1) {
      await drawn(page);
      // Most there is to press in the plan.
      if (step % 20 === 10) await explorer.getByRole('navigation').getByRole('button', { name: /^(计划|Plan)$/ }).press('Enter');
      await drawn(page);
      const one = await page.evaluateHandle(control, roll(1_000_000) / 1_000_000);
      trail.push(await use(page, one, roll));
      await drawn(page);
      assert.ok(await explorer.getByRole('navigation').count() > 0, `the explorer is gone after\n${trail.slice(-6).join('\n')}`);
      assert.notEqual(await focused(page), '(nothing)', `the focus is lost after\n${trail.slice(-6).join('\n')}`);
      if (process.env.TRAIL) console.log(trail.at(-1), '→', await focused(page));
    }
  });
}
