// The page's colours and sizes: what it sets is heeded, and nothing that it sets makes a text unreadable.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, palette } from '../../www/element/contrast.js';
import { assertAccessible, scenario, screenshot } from './harness/index.js';

const OURS = { bg: [255, 255, 255], fg: [22, 32, 46], muted: [83, 96, 114], accent: [11, 95, 168], 'accent-fg': [255, 255, 255], line: [213, 220, 229] };
const ours = (name) => OURS[name] ?? [24, 116, 58];
const TEXTS = ['fg', 'muted', 'accent', 'ok', 'bad', 'have', 'job', 'course', 'competition', 'certificate', 'study', 'warn-fg'];

test('whatever colours are given, every text has 4.5 on every ground', () => {
  let seed = 7;
  const byte = () => (seed = (seed * 1103515245 + 12345) % 2147483648) % 256;
  const colour = () => [byte(), byte(), byte(), (byte() % 10) / 10 || 1];
  const greys = Array.from({ length: 256 }, (_, grey) => ({ bg: [grey, grey, grey, 1], fg: [grey, grey, grey, 1], accent: [grey, grey, grey, 0.5] }));
  const random = Array.from({ length: 2000 }, () => ({ bg: colour(), fg: colour(), accent: colour(), 'accent-fg': colour(), muted: colour(), ok: colour(), bad: colour() }));
  const absurd = [{ bg: null, fg: null }, { accent: [255, 255, 0, 1] }, { bg: [0, 0, 0, 0.01] }, { fg: [255, 255, 255, 1] }];
  for (const given of [...greys, ...random, ...absurd]) {
    const found = palette(given, ours);
    for (const text of TEXTS) {
      for (const ground of ['bg', 'soft', 'accent-soft', 'warn-bg']) {
        const ratio = contrast(found[text], found[ground]);
        assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio} with ${JSON.stringify(given)}`);
      }
    }
    assert.ok(contrast(found['accent-fg'], found.accent) >= 4.5, JSON.stringify(given));
    assert.ok(contrast(found.focus, found.bg) >= 3, JSON.stringify(given));
  }
});

test('what can be read stays as it was given', () => {
  const found = palette({ accent: [140, 20, 60, 1], bg: [255, 250, 240, 1], 'accent-fg': [255, 240, 200, 1] }, ours);
  assert.deepEqual([found.accent, found.bg, found['accent-fg']], [[140, 20, 60], [255, 250, 240], [255, 240, 200]]);
});

const SHEETS = {
  'all white': '--pe-color-bg: white; --pe-color-fg: white; --pe-color-muted: #fefefe; --pe-color-accent: white; --pe-color-accent-fg: white; --pe-color-border: white; --pe-color-danger: white; --pe-color-ok: white; --pe-focus: white',
  'a yellow accent': '--pe-color-accent: yellow; --pe-color-accent-fg: white',
  'middle grey': '--pe-color-bg: #777; --pe-color-fg: #808080',
  black: '--pe-color-bg: #000',
  'no colours at all': '--pe-color-bg: banana; --pe-color-fg: 12px; --pe-color-accent: calc(1px); --pe-color-muted: ;',
  'modern notations': '--pe-color-accent: oklch(0.9 0.2 100); --pe-color-bg: color(display-p3 0.1 0.9 0.2); --pe-color-fg: rgb(0 0 0 / 5%)',
};
for (const [name, sheet] of Object.entries(SHEETS)) {
  for (const dark of [false, true]) {
    const options = { policy: 'none', lang: 'en', dark, width: 360, attributes: 'goal="robot-operator"', head: `<style>pathway-explorer { ${sheet} }</style>` };
    scenario(`everything can be read with ${name}${dark ? ', dark' : ''}`, options, async ({ page, explorer }) => {
      await explorer.getByRole('heading', { name: /robot system operator/ }).first().waitFor();
      await assertAccessible(page, 'pathway-explorer');
      await explorer.evaluate((element) => (element.view = 'me'));
      await explorer.getByRole('heading', { name: 'About me' }).waitFor();
      await assertAccessible(page, 'pathway-explorer');
      await screenshot(page, `theme-${name.replaceAll(' ', '-')}${dark ? '-dark' : ''}`);
    });
  }
}

scenario('colours that change later are corrected too', { policy: 'none', lang: 'en' }, async ({ page, explorer }) => {
  const colour = (name) => explorer.evaluate((element, property) => getComputedStyle(element.shadowRoot.querySelector('.explorer')).getPropertyValue(property), name);
  assert.equal(await colour('--accent'), '#0b5fa8');
  await page.evaluate(() => document.documentElement.style.setProperty('--pe-color-accent', 'yellow'));
  await page.waitForFunction(() => getComputedStyle(document.querySelector('pathway-explorer').shadowRoot.querySelector('.explorer')).getPropertyValue('--accent').startsWith('rgb('));
  await page.evaluate(() => document.documentElement.style.removeProperty('--pe-color-accent'));
  await page.waitForFunction(() => getComputedStyle(document.querySelector('pathway-explorer').shadowRoot.querySelector('.explorer')).getPropertyValue('--accent') === '#0b5fa8');
  // Whoever asks for contrast gets it.
  await page.evaluate(() => document.documentElement.style.setProperty('--pe-color-bg', 'pink'));
  await explorer.evaluate((element) => (element.theme = 'contrast'));
  await page.waitForFunction(() => getComputedStyle(document.querySelector('pathway-explorer').shadowRoot.querySelector('.explorer')).backgroundColor === 'rgb(0, 0, 0)');
});

const SIZES = '--pe-font: serif; --pe-font-size: 20px; --pe-radius: 0px; --pe-space: 30px; --pe-target-min: 60px; --pe-max-width: 500px; --pe-motion: 0';
scenario("the page's sizes are heeded", { policy: 'none', lang: 'en', head: `<style>pathway-explorer { ${SIZES} }</style>` }, async ({ explorer }) => {
  const found = await explorer.evaluate((element) => {
    const style = (selector) => getComputedStyle(element.shadowRoot.querySelector(selector));
    const frame = style('.explorer');
    return {
      font: frame.fontFamily, size: frame.fontSize, radius: frame.borderTopLeftRadius, width: frame.maxWidth,
      space: Number.parseFloat(frame.paddingTop) >= 30, target: style('.tab').minHeight, pace: style('.tab').transitionDuration,
      small: style('.meta, small, .small, .count').fontSize !== '14px',
    };
  });
  assert.deepEqual(found, { font: 'serif', size: '20px', radius: '0px', width: '500px', space: true, target: '60px', pace: '0s, 0s', small: true });
});

scenario('forced colours win', { policy: 'none', lang: 'en', forcedColors: true, head: '<style>pathway-explorer { --pe-color-bg: yellow; --pe-color-fg: yellow }</style>' }, async ({ page, explorer }) => {
  const inline = await explorer.evaluate((element) => element.shadowRoot.querySelector('.explorer').style.length);
  assert.equal(inline, 0);
  await screenshot(page, 'theme-forced');
});

const HOSTILE = '*, *::before { all: unset !important; display: none !important; } button { background: red !important; } html, body, main, pathway-explorer { display: block !important; }';
scenario("14: the page's own rules do not reach inside", { policy: 'none', lang: 'en', head: `<style>${HOSTILE}</style>` }, async ({ page, explorer }) => {
  await explorer.getByRole('searchbox').fill('robot');
  await explorer.getByRole('button', { name: 'Industrial robot system operator' }).first().click();
  await explorer.getByRole('heading', { name: 'Industrial robot system operator' }).first().waitFor();
  const ground = await explorer.locator('.tab').first().evaluate((tab) => getComputedStyle(tab).backgroundColor);
  assert.notEqual(ground, 'rgb(255, 0, 0)');
  await screenshot(page, 'theme-hostile');
});
