// Three engines behind one small door: open an address, ask the page something, end.
//
// Each driver is `{ name, missing }` with the reason if the engine is not there, or `{ name, version, open, end }`.
// `open(address)` gives a page of a profile of its own: `ask(expression)` evaluates a
// JavaScript expression, and what it promises; `press(key)` is the keyboard's; `go(address)` leads on;
// `beside(address)` is another window of the same profile; `close()`. `playwright`, which has the browser's own
// tools, is Chromium's alone.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { browser as chromiumBrowser } from '../browser/harness/index.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FIREFOX = process.env.FIREFOX || ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
const WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver';

/** The engines in a report's words, each with its version. */
export const listed = (engines) => engines.map(({ name, version, missing }) => `${name} ${missing ? '(not run)' : version}`).join(', ');

/** The engines that this machine has, started, and the reasons why it lacks the others. */
export async function startEngines() {
  const engines = [];
  for (const [name, start] of [['Chromium', chromium], ['Firefox', firefox], ['WebKit', webkit]]) {
    try {
      engines.push({ name, ...(await start()) });
    } catch (error) {
      engines.push({ name, missing: String(error.message ?? error).split('\n')[0] });
    }
  }
  return engines;
}

/** Chromium as a driver. */
export async function chromium() {
  const browser = await chromiumBrowser();
  return { name: 'Chromium', version: browser.version(), open: async (address) => contextPage(await browser.newContext(), address), end: async () => {} };
}

/** A page of a context, for the two that are driven alike. */
async function contextPage(context, address, isFirst = true) {
  const page = await context.newPage();
  await page.goto(address);
  return {
    playwright: page,
    ask: (expression) => page.evaluate(expression),
    press: (key) => page.keyboard.press(key),
    go: (next) => page.goto(next),
    beside: (other) => contextPage(context, other, false),
    close: () => (isFirst ? context : page).close(),
  };
}

async function firefox() {
  if (!FIREFOX) throw new Error('firefox-esr is not installed');
  if (!existsSync(`${HERE}node_modules/puppeteer-core`)) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: HERE, stdio: 'ignore' });
  }
  const { default: puppeteer } = await import('puppeteer-core');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: true,
    extraPrefsFirefox: {
      // As readers have it; puppeteer would turn it off, and files could then read their neighbours.
      'security.fileuri.strict_origin_policy': true,
      // Nothing outside this machine is asked.
      'network.dns.disabled': true,
      'network.captive-portal-service.enabled': false,
    },
  });
  return {
    version: (await browser.version()).replace(/^firefox\//i, ''),
    open: async (address) => ({ ...(await contextPage(await browser.createBrowserContext(), address)), playwright: null }),
    end: () => browser.close(),
  };
}

/** What WebDriver calls the keys that write nothing. */
const KEYS = { Enter: '\uE007', Tab: '\uE004', Escape: '\uE00C' };

/** WebKitGTK, over plain WebDriver. */
async function webkit() {
  if (!existsSync(WEBKIT_DRIVER)) throw new Error('webkit2gtk-driver is not installed');
  if (!existsSync('/usr/bin/Xvfb')) throw new Error('xvfb is not installed');
  const display = spawn('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const number = await new Promise((resolve, reject) => {
    display.stdout.once('data', (text) => resolve(String(text).trim()));
    display.once('exit', () => reject(new Error('Xvfb does not start')));
  });
  const probe = await webkitBrowser(number);
  await probe.quit();
  return {
    version: probe.version,
    async open(address) {
      for (let attempt = 1; ; attempt += 1) {
        const browser = await webkitBrowser(number);
        try {
          return await browser.open(address);
        } catch (error) {
          await browser.quit();
          // Now and then a browser that has just started never opens its first page.
          if (error.name !== 'TimeoutError' || attempt === 3) throw error;
        }
      }
    },
    end: async () => void display.kill(),
  };
}

/** A driver and a browser of its own for each page: what hundreds of pages leave behind is no test of ours. */
async function webkitBrowser(display) {
  const port = await freePort();
  const driver = spawn(WEBKIT_DRIVER, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: `:${display}`, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
  });
  const call = async (method, path, body, seconds = 180) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(seconds * 1000),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebKit: ${value?.error}: ${value?.message}`);
    return value;
  };
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await call('GET', '/status');
        break;
      } catch (error) {
        if (attempt > 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    const { sessionId, capabilities } = await call('POST', '/session', { capabilities: { alwaysMatch: {} } }, 60);
    const session = `/session/${sessionId}`;
    const quit = async () => {
      await call('DELETE', session, undefined, 30).catch(() => {});
      driver.kill();
    };
    const first = await call('GET', `${session}/window`);
    const pageIn = async (handle, address) => {
      const here = async (method, path, body, seconds) => {
        await call('POST', `${session}/window`, { handle });
        return call(method, session + path, body, seconds);
      };
      const go = (url) => here('POST', '/url', { url }, 60);
      await go(address);
      return {
        go,
        ask: (expression) => here('POST', '/execute/sync', { script: `return (${expression});`, args: [] }),
        press: (key) => here('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions: ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] ?? key })) }] }),
        beside: async (other) => pageIn((await call('POST', `${session}/window/new`, { type: 'tab' })).handle, other),
        close: () => (handle === first ? quit() : here('DELETE', '/window')),
      };
    };
    return { version: capabilities.browserVersion ?? '', open: (address) => pageIn(first, address), quit };
  } catch (error) {
    driver.kill();
    throw error;
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Asks again until the answer is true, or the time is over; says whether it was. */
export async function becomes(page, expression, seconds = 20) {
  const last = Date.now() + seconds * 1000;
  while (Date.now() < last) {
    // A page that is just leaving answers nothing.
    if (await page.ask(expression).catch(() => false)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
