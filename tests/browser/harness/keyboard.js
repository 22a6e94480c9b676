// Doing things with the keyboard alone.

import assert from 'node:assert/strict';

const MOST_PRESSES = 300;

/**
 * Presses Tab until the focus is on the `role` called `name` inside `scope`; with `back`, Shift+Tab.
 * `name` is a string (a part of the name) or a pattern.
 */
export async function tabTo(scope, role, name, { back = false, exact = false } = {}) {
  const page = scope.page();
  const wanted = scope.getByRole(role, { name, exact });
  const seen = [];
  for (let press = 0; press < MOST_PRESSES; press += 1) {
    if (press > 0 || seen.length === 0) await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    const found = await wanted.evaluateAll((all) => all.some((one) => one.getRootNode().activeElement === one));
    if (found) return wanted;
    seen.push(await focused(page));
  }
  assert.fail(`Tab never reached ${role} ${name}; it went over:\n${[...new Set(seen)].join('\n')}`);
}

/** Reaches a control with Tab and presses `key` on it. */
export async function pressOn(scope, role, name, key = 'Enter', options = {}) {
  await tabTo(scope, role, name, options);
  await scope.page().keyboard.press(key);
}

/** A line about what has the focus, looking into shadow roots. */
export async function focused(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return '(nothing)';
    const name = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40);
    return `${element.localName}${element.getAttribute('role') ? `[${element.getAttribute('role')}]` : ''} ${name}`;
  });
}
