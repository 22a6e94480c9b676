// A pack whose every name wants to be more than a name.

import assert from 'node:assert/strict';
import { samplePack, scenario } from './harness/index.js';

const PAYLOADS = [
  '<img src=x onerror="globalThis.hacked=1">',
  '<script>globalThis.hacked=1</script>',
  '<svg/onload=globalThis.hacked=1>',
  '<math><mi xlink:href="javascript:hacked=1">',
  '"><style>*{display:none}</style>',
  '\u202Egpj.exe\u202C',
  '{{constructor.constructor("hacked=1")()}}',
  '</pathway-explorer><iframe src=//elsewhere.example>',
];

/** The sample with a payload before every text in a language. */
function hostilePack() {
  // Each language gets every payload in turn.
  const count = { zh: 0, en: 0 };
  const walk = (value) => {
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => {
      const isText = (key === 'zh' || key === 'en') && typeof inside === 'string';
      return [key, isText ? `${PAYLOADS[count[key]++ % PAYLOADS.length]}${inside}` : walk(inside)];
    }));
  };
  const pack = JSON.stringify(walk(JSON.parse(samplePack())));
  assert.ok(count.en > 300, 'every text was spoiled');
  return pack;
}

scenario('names that want to be markup are shown as text, in every place', { lang: 'en', pack: hostilePack() }, async ({ page, explorer }) => {
  const tabs = explorer.getByRole('navigation').getByRole('button');
  const looked = async () => {
    const found = await explorer.evaluate((element) => {
      const root = element.shadowRoot;
      return {
        strange: root.querySelectorAll('img, script, style, iframe, object, embed, math, base, link, [onerror], [onload]').length,
        addresses: [...root.querySelectorAll('[href], [src]')].map((one) => one.getAttribute('href') ?? one.getAttribute('src')),
        text: root.textContent,
      };
    });
    assert.equal(found.strange, 0);
    for (const address of found.addresses) assert.match(address, /^(https?:|mailto:|#)/);
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    return found.text;
  };
  let all = await looked();
  await explorer.getByRole('button', { name: 'Industrial robot system operator' }).first().click();
  for (let place = 0; place < (await tabs.count()); place += 1) {
    await tabs.nth(place).click();
    await page.waitForTimeout(150);
    all += await looked();
  }
  for (const payload of PAYLOADS) assert.ok(all.includes(payload), `${payload} is shown as it is`);
});

const WITH_LINK = samplePack().replace(/"home":"[^"]*"/, '"home":"javascript:globalThis.hacked=1"');
scenario('a link that is none is an error of the pack', { lang: 'en', pack: WITH_LINK, ready: false }, async ({ page, explorer }) => {
  assert.ok(WITH_LINK.includes('javascript:'));
  await page.waitForFunction(() => globalThis.peErrors.length > 0);
  assert.equal(await page.evaluate(() => globalThis.peErrors[0].code), 'pack-invalid');
  assert.equal(await explorer.locator('[href^="javascript"]').count(), 0);
});
