// Cases 26 to 34: packs that are hostile, broken or of another time.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { samplePack } from '../../browser/harness/index.js';
import { PAYLOADS } from './payloads.js';

const JOB = 'robot-operator';
const sample = () => JSON.parse(samplePack());
/** The sample pack with a change. */
function changed(change) {
  const pack = sample();
  change(pack);
  return JSON.stringify(pack);
}
const settled = { ready: false };
const ended = ({ until }) => until(() => seen.errors.length + seen.ready > 0);

/** Every column of every table, as the schema has them: `{ table, column, isNames, isText }`. */
function columns() {
  const schema = JSON.parse(readFileSync(new URL('../../../docs/pack.schema.json', import.meta.url)));
  const all = [];
  for (const [table, { items, properties }] of Object.entries(schema.properties)) {
    for (const [column, description] of Object.entries((items ?? { properties }).properties ?? {})) {
      const kind = description.anyOf?.find(({ type }) => type !== 'null') ?? description;
      all.push({ table, column, isNames: Boolean(kind.propertyNames), isText: String(kind.type) === 'string,integer' });
    }
  }
  assert.ok(all.length > 200);
  return all;
}
/** The columns that hold any text that an author likes. */
const FREE = /^(code|edition|period|unit|licence|area|task|version|set)$/;
const isFree = ({ column, isNames, isText }) => isNames || (isText && FREE.test(column));

/** Rows of a table that the sample has none of. */
const MISSING = { demand: [{ job: JOB, region: 'cn', period: '2025', openings: 12, pay_from: 4000, pay_to: 6000, source: 'demo' }] };

/** Notes whatever runs that came with the data, and finds in a shadow root what no pack may bring there. */
function guard() {
  globalThis.hacked = 0;
  globalThis.hack = () => (hacked += 1);
  globalThis.strange = () => {
    const found = [];
    for (const one of explorer().shadowRoot.querySelectorAll('*')) {
      if (/^(img|script|style|iframe|object|embed|math|base|link|meta|video|audio|template|image|use|foreignobject|animate|set|marquee)$/i.test(one.localName)) found.push(one.localName);
      for (const { name, value } of one.attributes) {
        if (name.startsWith('on') || name === 'srcdoc') found.push(name);
        if (/^(href|src|xlink:href|action|formaction|data|poster)$/.test(name) && !/^(https?:|mailto:|#)/.test(value)) found.push(`${name}=${value}`);
      }
    }
    return found;
  };
}

/** Puts payloads before every free text, each field another one, and looks at every place. Runs in the page. */
async function spoil(payloads, columns, missing, turns, first) {
  const text = await (await fetch('/pack.json')).text();
  const views = ['goal', 'ladder', 'plan', 'compare', 'me', 'find'];
  for (let turn = 0; turn < turns; turn += 1) {
    const pack = { ...JSON.parse(text), ...missing };
    let field = 0;
    let expected = null;
    for (const { table, column, isNames } of columns) {
      const rows = Array.isArray(pack[table]) ? pack[table] : [pack[table]];
      const payload = payloads[(first + turn + field) % payloads.length];
      field += 1;
      if (table === 'jobs' && column === 'name') expected = payload;
      rows.forEach((row, number) => {
        if (!isNames) row[column] = `${payload} ${number}`;
        else row[column] = { ...row[column], zh: `${payload} ${row[column]?.zh ?? ''}`, en: `${payload} ${row[column]?.en ?? ''}` };
      });
    }
    const element = explorer();
    element.pack = pack;
    try {
      await element.ready();
    } catch (error) {
      return `turn ${turn}: ${error.path} ${error.message}`;
    }
    element.clear();
    const at = `turn ${turn}, ${expected}: `;
    const isShown = () => shown().includes(expected.trim().replace(/\s+/g, ' ').slice(0, 20)) || shown().includes(expected.slice(0, 20));
    for (let wait = 0; wait < 100 && !isShown(); wait += 1) await pause(20);
    if (!isShown()) return `${at}it is not shown`;
    element.select('robot-operator');
    for (const view of views) {
      element.view = view;
      await drawn();
      for (const one of element.shadowRoot.querySelectorAll('details')) one.open = true;
      await drawn();
      if (strange().length > 0) return `${at}${view}: ${strange()}`;
    }
    for (const id of [pack.courses[0].id, pack.grades[0].id, pack.competitions[0].id, pack.programmes[0].id]) {
      element.select(id);
      await drawn();
      if (strange().length > 0) return `${at}${id}: ${strange()}`;
    }
    element.exportState('link');
  }
  return hacked;
}

/** Puts payloads into each of the other columns of a small pack, a row each, which refuses them. Runs in the page. */
async function refuse(payloads, columns, missing) {
  const full = { ...JSON.parse(await (await fetch('/pack.json')).text()), ...missing };
  const head = { id: 'small', name: { en: 'Small' }, version: '1', currency: 'CNY' };
  let refused = 0;
  for (const { table, column } of columns) {
    // So few rows that the first fifty findings show them all; the head is one row.
    const most = table === 'pack' ? 1 : 6;
    for (let at = 0; at < payloads.length; at += most) {
      const some = payloads.slice(at, at + most);
      const pack = { format: 'rungs-pack/1', pack: { ...head } };
      if (table === 'pack') pack.pack[column] = some[0];
      else pack[table] = some.map((payload) => ({ ...full[table][0], [column]: payload }));
      const element = explorer();
      element.pack = pack;
      await element.ready().catch(() => {});
      if (element.status === 'error') refused += some.length;
      if (strange().length > 0 || hacked) return `${table}.${column}: ${some}: ${strange()}`;
    }
  }
  return refused;
}

const LINKS = [
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\tscript:alert(1)', 'java\nscript:alert(1)',
  '\u0000javascript:alert(1)', '\u0001javascript:alert(1)', 'javascript://example.org/%0aalert(1)', 'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD4=', 'vbscript:x', 'file:///etc/passwd', 'blob:https://example.org/1', 'filesystem:https://example.org/x',
  'about:blank', 'ftp://example.org/', 'tel:+1', 'sms:+1', 'intent://x', 'view-source:https://example.org', '//evil.example', '/\\evil.example', '\\\\evil.example',
  'evil.example', '#x', '?x', './x', 'https:evil.example', 'https:/evil.example', 'https:///evil.example', 'https://', 'https:\\\\evil.example',
  'https://user@evil.example', 'https://example.org:80@evil.example/', 'https://example.org%40@evil.example', 'https://example.org\\@evil.example',
  'https://\u0430pple.example', 'https://ex\u0430mple.org', 'https://example.org\u2044evil.example', 'https://example\u3002org', 'https://evil%2eexample/',
  'https://example.org/\u202Egpj.exe', 'https://example.org/\u2066x', 'https://exam\u200Bple.org/', '\u202Ehttps://example.org', 'https://example.org/a b',
  'mailto:a@example.org\r\nBcc: b@example.org', 'mailto:\u202Ea@example.org',
];
/** What is drawn as it is. */
const GOOD_LINKS = ['https://example.org/a?b=c@d#e', 'http://example.org:8080/', 'HTTPS://EXAMPLE.ORG/', 'https://xn--80ak6aa92e.example/%E8%B7%AF', 'https://[::1]/'];
const LINK_COLUMNS = [['pack', 'contact'], ['pack', 'home'], ['sources', 'url'], ['organisations', 'url']];

/** Finds where something stands in a text, as a reader counts. */
function lineAndColumn(text, at) {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${[...before.at(-1)].length + 1}`;
}
const HEAD = '{\n  "format": "rungs-pack/1",\n  "x": ';
/** A document with a fault at its end, and where it stands; `back` characters before the end. */
const faulty = (end, back = 0, more = ' }') => [`${HEAD}${end}${more}`, lineAndColumn(HEAD + end, (HEAD + end).length - back)];
const utf16 = (text, mark) => Buffer.from(mark + text, 'utf16le');
/** "岗位" in GB 18030. */
const GB = Buffer.concat([Buffer.from('{\n "岗": "a", "b": "', 'utf8'), Buffer.from([0xb8, 0xda, 0xce, 0xbb]), Buffer.from('"}')]);
const TEXTS = [
  ['a byte-order mark', `\uFEFF${samplePack()}`, null],
  ['lines that end as on Windows', JSON.stringify(sample(), null, 1).replaceAll('\n', '\r\n'), null],
  ['white space around', `\n\t ${samplePack()} \r\n`, null],
  ['escapes of surrogate pairs', samplePack().replace('"en":"Qingcheng', '"en":"\\ud83d\\ude00 Qingcheng'), null],
  ['UTF-16 with its mark', utf16(samplePack(), '\uFEFF'), 'line 1, column 1'],
  ['UTF-16 without a mark', utf16('{"format": "岗"}', ''), 'line 1, column 25'],
  ['UTF-16, the other end first', utf16('{"format": "岗"}', '\uFEFF').swap16(), 'line 1, column 1'],
  ['GB 18030', GB, 'line 2, column 18'],
  ['bytes that are no text', Buffer.from([0x7b, 0x22, 0xff, 0xfe]), 'line 1, column 3'],
  ['a surrogate as three bytes', Buffer.concat([Buffer.from('{"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('": 1}')]), 'line 1, column 3'],
  ['nothing', '', 'line 1, column 1'],
  ['NaN', ...faulty('NaN', 3)],
  ['Infinity', ...faulty('Infinity', 8)],
  ['minus Infinity', ...faulty('-Infinity', 8)],
  ['a number that is too large', ...faulty('1e999', 1)],
  ['a number with a leading zero', ...faulty('01', 1)],
  ['a hexadecimal number', ...faulty('0x10', 3)],
  ['a number that begins with a point', ...faulty('.5', 2)],
  ['a number that ends with a point', ...faulty('5.', 0)],
  ['a plus sign', ...faulty('+5', 2)],
  ['quotes of the other kind', ...faulty("'a'", 3)],
  ['a name without quotes', ...faulty('{a: 1}', 5)],
  ['a comma too many', ...faulty('[1,]', 1)],
  ['a comment', ...faulty('1 // no', 5, '\n}')],
  ['a lone leading surrogate', ...faulty('"\\ud800 "', 2)],
  ['a lone trailing surrogate', ...faulty('"\\udc00 "', 3)],
  ['an escape that is none', ...faulty('"\\q"', 2)],
  ['a control character in a text', ...faulty('"a\u0001b"', 3)],
  ['a line within a text', faulty('"a\nb"')[0], 'line 4, column 1'],
  ['the same name twice', ...faulty('1, "x"', 1)],
  ['the same name twice, once in escapes', ...faulty('1, "\\u0078"', 1)],
  ['the same name twice, deep inside', ...faulty('[{"a": 1, "b": {"c": 1, "c": 2}}]', 7)],
  ['something after the end', ...faulty('1 } x', 1, '')],
  ['a second document', ...faulty('1 } {}', 2, '')],
  ['an end that is missing', ...faulty('[1', 1, '')],
];

/** A small pack in which everything is wrong that can be, and what the list must name. */
function nonsense() {
  const pack = sample();
  pack.grades[0].hours = -5;
  pack.grades[1].hours = 4294967296;
  pack.grades[2].hours = 1.5;
  pack.courses[0].credits = -1;
  pack.courses[1].credits = 'NaN';
  pack.courses[2].credits = 1e30;
  pack.courses[3].kind = 'nothing';
  pack.job_functions[0].weight = 'many';
  pack.calendar[0].end = '2020-01-01';
  pack.calendar[1].start = '2025-02-30';
  pack.sittings[0].date = 'yesterday';
  pack.jobs[1].id = pack.jobs[0].id;
  pack.job_skills[0].skill = 'no-such-skill';
  pack.routes[0].college = 'no-such-college';
  pack.competitions[0].requisite = 'prov-robot.1 and (';
  pack.programmes[0].terms = null;
  const places = [
    '/grades/0/hours', '/grades/1/hours', '/grades/2/hours', '/courses/0/credits', '/courses/1/credits', '/courses/2/credits', '/courses/3/kind',
    '/job_functions/0/weight', '/calendar/0', '/calendar/1/start', '/sittings/0/date', '/jobs/1', '/job_skills/0/skill', '/routes/0/college',
    '/competitions/0/requisite', '/programmes/0/terms',
  ];
  return [JSON.stringify(pack), places];
}

const ODD = `\u202Egnp.exe\u2066\u2067\u061C\u200B\u200D\uFEFF${'e\u0301'}${'\u0301'.repeat(500)}👨‍👩‍👧‍👦🏴‍☠️${'W'.repeat(10_000)}`;
const NARROW = {
  head: '<link rel="stylesheet" href="/narrow.css">',
  routes: { '/narrow.css': { headers: { 'Content-Type': 'text/css' }, body: 'main { width: 320px }' } },
};

/** A quarter of a gigabyte of blanks. */
let packed = null;
const bomb = (_, response) => {
  packed ??= gzipSync(Buffer.alloc(256 * 1024 * 1024, ' '));
  response.end(packed);
};
/** Counts what comes out of streams. */
function countBytes() {
  globalThis.bytesRead = 0;
  const { read } = ReadableStreamDefaultReader.prototype;
  ReadableStreamDefaultReader.prototype.read = async function () {
    const part = await read.call(this);
    globalThis.bytesRead += part.value?.length ?? 0;
    return part;
  };
}
const MB = 1024 * 1024;

export default [
  {
    number: 26,
    does: `${PAYLOADS.length} payloads in every free text of every table, one after the other, in every place`,
    page: { before: guard },
    async body({ ask, elsewhere, server }) {
      const payloads = PAYLOADS.map((one) => one.replaceAll('ELSEWHERE', elsewhere.origin.slice('http://'.length)));
      const before = server.asked.length;
      // A few at a time, since a driver waits for no answer for ever.
      for (let turn = 0; turn < payloads.length; turn += 5) {
        assert.equal(await ask(spoil, payloads, columns().filter(isFree), MISSING, Math.min(5, payloads.length - turn), turn), 0);
      }
      assert.deepEqual(server.asked.slice(before).filter((path) => path !== '/pack.json'), []);
    },
  },
  {
    number: 26,
    does: 'the same payloads in every other column of every table',
    page: { before: guard },
    async body({ ask, elsewhere, server }) {
      const payloads = PAYLOADS.map((one) => one.replaceAll('ELSEWHERE', elsewhere.origin.slice('http://'.length)));
      const before = server.asked.length;
      const others = columns().filter((one) => !isFree(one));
      let refused = 0;
      for (let at = 0; at < others.length; at += 5) {
        const found = await ask(refuse, payloads, others.slice(at, at + 5), MISSING);
        assert.equal(typeof found, 'number', found);
        refused += found;
      }
      // What is read although it is odd: an id may be any word.
      assert.ok(refused > 0.9 * others.length * payloads.length, `${refused} of ${others.length * payloads.length}`);
      assert.deepEqual(server.asked.slice(before).filter((path) => path !== '/pack.json'), []);
    },
  },
  ...LINK_COLUMNS.map(([table, column]) => ({
    number: 27,
    does: `${LINKS.length} links that are none or deceive, ${GOOD_LINKS.length} that are good, as \`${column}\` of \`${table}\``,
    page: { before: guard },
    async body({ ask }) {
      const found = await ask(async (into, field, links) => {
        const text = await (await fetch('/pack.json')).text();
        const ends = [];
        for (const link of links) {
          const pack = JSON.parse(text);
          (Array.isArray(pack[into]) ? pack[into][0] : pack[into])[field] = link;
          explorer().pack = pack;
          await explorer().ready().catch(() => {});
          const { error } = explorer();
          ends.push([error?.code ?? 'shown', error?.path ?? '', explorer().shadowRoot.querySelectorAll('[role=alert] a').length]);
        }
        return ends;
      }, table, column, [...LINKS, ...GOOD_LINKS]);
      const path = table === 'pack' ? `/pack/${column}` : `/${table}/0/${column}`;
      LINKS.forEach((link, index) => assert.deepEqual(found[index], ['pack-invalid', path, 0], JSON.stringify(link)));
      GOOD_LINKS.forEach((link, index) => assert.equal(found[LINKS.length + index][0], 'shown', link));
    },
  })),
  {
    number: 27,
    does: 'links that are drawn: their address in view, no opener, no referrer',
    page: { before: guard, pack: changed((pack) => pack.sources.forEach((source, at) => (source.url = GOOD_LINKS[at % GOOD_LINKS.length]))) },
    async body({ ask, until }) {
      await ask((job) => explorer().select(job), JOB);
      await until(() => {
        for (const one of explorer().shadowRoot.querySelectorAll('details')) one.open = true;
        return inside('details.source a[href]');
      });
      const links = await ask(() => [...explorer().shadowRoot.querySelectorAll('details.source a[href]')].map((one) => [one.getAttribute('href'), one.textContent, one.rel, one.target]));
      assert.ok(links.length > 0);
      for (const [href, text, rel, target] of links) {
        assert.ok(GOOD_LINKS.includes(href) && text.includes(href), `${href} in ${text}`);
        assert.deepEqual([rel, target], ['noopener noreferrer', '_blank']);
      }
      assert.deepEqual(await ask(() => strange()), []);
    },
  },
  {
    number: 28,
    does: '`__proto__`, `constructor`, `prototype` at every depth of a pack, a state, a kept file, a fragment',
    page: { attributes: 'hash-key="rungs" persist="local"' },
    async body({ ask, until, whenReady }) {
      const { id } = sample().pack;
      for (const key of ['__proto__', 'constructor', 'prototype', '__pr\\u006fto__']) {
        for (const [name, text] of Object.entries({
          root: samplePack().replace('{', `{"${key}": {"polluted": true}, `),
          row: samplePack().replace(/"jobs":\s*\[\s*\{/, `$&"${key}": {"polluted": true}, `),
          name: samplePack().replace(/"name":\s*\{/, `$&"${key}": "polluted", `),
        })) {
          assert.notEqual(text, samplePack(), name);
          const found = await ask(async (pack) => {
            explorer().pack = pack;
            await explorer().ready().catch(() => {});
            return [explorer().error?.code, explorer().error?.path];
          }, text);
          assert.equal(found[0], 'pack-invalid', `${key} in ${name}`);
          assert.match(found[1], /^line \d+, column \d+$/);
        }
        // A page's own object with such a field of its own.
        assert.equal(await ask(async (name) => {
          explorer().pack = JSON.parse(`{"format": "rungs-pack/1", "${name}": {"polluted": true}}`);
          await explorer().ready().catch(() => {});
          return explorer().error?.code;
        }, key), 'pack-invalid');
      }
      const evil = '{"format": "rungs-learner/1", "__proto__": {"polluted": true}, "held": {"__proto__": 1}, "marks": {"constructor": 1}}';
      await ask(async (state, pack, text) => {
        explorer().pack = null;
        await explorer().ready();
        explorer().state = state;
        localStorage.setItem(`rungs/1/${pack}`, text);
        location.hash = 'rungs=__proto__~gconstructor~prototype&__proto__=1';
      }, `rungs-state/1 ${id}\nfind\n__proto__ constructor\n\n${evil}`, id, evil);
      const count = await ask(() => {
        explorer().reset();
        return seen.ready;
      });
      await whenReady(count + 1);
      const found = await ask(() => {
        const { error, selection, validity } = explorer();
        const plain = (one) => one === null || [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(one));
        return [({}).polluted === undefined, plain(error), plain(selection), seen.errors.every(plain), validity.valid, location.hash];
      });
      assert.deepEqual(found, [true, true, true, true, true, '#__proto__=1']);
    },
  },
  {
    number: 29,
    does: 'cyclic, 200 deep, throwing, a proxy, a length of 2³², a megabyte in one text, a million and one rows, a million fields',
    async body({ ask }) {
      const ends = await ask(async () => {
        const element = explorer();
        const cyclic = {};
        cyclic.self = cyclic;
        const deep = (open, close) => `${open.repeat(200)}${close.repeat(200)}`;
        const wrong = {
          cyclic,
          nested: JSON.parse(deep('[', ']')),
          'nested text': `{"format": "rungs-pack/1", "x": ${deep('{"a":', '}').replace('}', '1}')}}`,
          thrower: { get format() { throw new Error('no'); } },
          proxy: new Proxy({}, { ownKeys() { throw new Error('never'); } }),
          toJSON: { toJSON: () => undefined },
          length: { length: 2 ** 32 },
          bigint: 7n,
          symbol: Symbol('x'),
          function: () => {},
          text: 'x'.repeat(1_000_000),
          'long text': { format: 'x'.repeat(1_000_000) },
          number: 12,
          flag: true,
          list: [],
          rows: { format: 'rungs-pack/1', pack: { id: 'a', name: { en: 'A' }, version: '1', currency: 'CNY' }, courses: Array(1_000_001).fill(0) },
          elements: Array(1_000_000).fill({}),
          fields: `{"format": "rungs-pack/1", ${Array.from({ length: 200_000 }, (_, number) => `"f${number}": 0`).join(', ')}}`,
          bytes: new Uint8Array(4_000_000),
        };
        const found = {};
        for (const [name, one] of Object.entries(wrong)) {
          const begin = performance.now();
          element.pack = one;
          await element.ready().catch(() => {});
          found[name] = `${element.error?.code} ${performance.now() - begin < 3000}`;
        }
        return found;
      });
      for (const [name, end] of Object.entries(ends)) assert.equal(end, 'pack-invalid true', name);
      // What is shown at the end is a panel, and the next pack is read as ever.
      assert.deepEqual(await ask(async () => {
        const alert = inside('[role=alert]') !== null;
        explorer().pack = null;
        await explorer().ready();
        return [alert, explorer().status];
      }), [true, 'ready']);
    },
  },
  {
    number: 30,
    does: '256 MB that come as 256 kB of gzip: what is unpacked, and what the module takes',
    page: { ready: false, pack: bomb, before: countBytes },
    async body({ ask, firstError, assertHostUnharmed }) {
      assert.equal(await firstError(), 'pack-too-large');
      const [read, memory] = await ask(() => [bytesRead, seen.memories[0].buffer.byteLength]);
      assert.ok(read > 64 * MB && read < 1.1 * 64 * MB, `${read} bytes`);
      assert.ok(memory < 16 * MB, `${memory} bytes`);
      await assertHostUnharmed();
    },
  },
  {
    number: 30,
    does: '400 MB as they are: stopped while they arrive',
    page: {
      ready: false,
      before: countBytes,
      pack: (_, response) => {
        let sent = 0;
        const part = Buffer.alloc(MB, ' ');
        const more = () => {
          while (sent < 400) {
            sent += 1;
            if (!response.write(part)) return;
          }
          response.end();
        };
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.on('drain', more);
        more();
      },
    },
    async body({ ask, firstError }) {
      assert.equal(await firstError(), 'pack-too-large');
      const read = await ask(() => bytesRead);
      assert.ok(read < 1.1 * 64 * MB, `${read} bytes`);
    },
  },
  {
    number: 30,
    does: 'gzip that is cut off, is none, is followed by more',
    page: { routes: Object.fromEntries([['cut', (bytes) => bytes.subarray(0, 1000)], ['none', () => Buffer.from([0x1f, 0x8b, 1, 2, 3])], ['more', (bytes) => Buffer.concat([bytes, Buffer.from('more')])]].map(([name, change]) => [`/${name}.gz`, { body: change(gzipSync(samplePack())) }])) },
    async body({ ask }) {
      for (const name of ['cut', 'none', 'more']) {
        assert.equal(await ask((path) => explorer().loadPack(path).then(() => 'shown', ({ code }) => code), `/${name}.gz`), 'pack-damaged', name);
      }
    },
  },
  {
    number: 31,
    does: `${TEXTS.length} texts, of which ${TEXTS.filter(([, , place]) => place === null).length} are well meant`,
    page: { routes: Object.fromEntries(TEXTS.map(([, body], index) => [`/text-${index}.json`, { body }])) },
    async body({ ask }) {
      const found = [];
      for (const [index, [name]] of TEXTS.entries()) {
        found.push([name, await ask((path) => explorer().loadPack(path).then(() => null, ({ code, path: at }) => `${code}: ${at}`), `/text-${index}.json`)]);
      }
      assert.deepEqual(found, TEXTS.map(([name, , place]) => [name, place && `pack-invalid: ${place}`]));
    },
  },
  ...[
    ['of the next version', (pack) => (pack.format = 'rungs-pack/2'), 'pack-version'],
    ['of a version before the first', (pack) => (pack.format = 'rungs-pack/0'), 'pack-version'],
    ['of a version far away', (pack) => (pack.format = 'rungs-pack/99999999999999999999'), 'pack-version'],
    ['of something else', (pack) => (pack.format = 'other/1'), 'pack-invalid'],
    ['without a format', (pack) => delete pack.format, 'pack-invalid'],
    ['with a table and a field that nobody knows yet', (pack) => {
      pack.moons = [{ id: 'x' }];
      pack.jobs[0].moons = 3;
    }, null],
  ].map(([does, change, code]) => ({
    number: 32,
    does: `a pack ${does}`,
    page: { ...settled, pack: changed(change) },
    async body(stage) {
      await ended(stage);
      assert.equal(await stage.ask(() => seen.errors[0]?.code ?? null), code);
      if (code === 'pack-version') assert.match(await stage.ask(() => inside('[role=alert]').textContent), /rungs-pack\/\d+[^]*newer/);
    },
  })),
  {
    number: 33,
    does: 'turning, joining, piling, 10 000 letters without a gap, in every name, in 320 px',
    page: {
      ...NARROW,
      pack: changed((pack) => {
        for (const table of ['jobs', 'courses', 'grades', 'qualifications', 'programmes', 'competitions', 'sources', 'skills']) {
          for (const row of pack[table].slice(0, 30)) row.name = { zh: ODD, en: ODD };
        }
      }),
    },
    async body({ ask, until }) {
      await ask((job) => explorer().select(job), JOB);
      for (const view of ['goal', 'ladder', 'compare', 'me', 'find']) {
        await ask((to) => (explorer().view = to), view);
        await until((to) => inside('[aria-current]').textContent.toLowerCase().startsWith(to), view);
        const [wide, isolated] = await ask(() => [inside('[part=base]').scrollWidth - explorer().clientWidth, [...explorer().shadowRoot.querySelectorAll('*')].filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.includes('\u202E'))).every((one) => one.closest('bdi, option, text, input, [dir=auto]') || getComputedStyle(one).unicodeBidi.includes('isolate'))]);
        assert.ok(wide <= 1, `${view} is ${wide} px too wide`);
        assert.ok(isolated, `${view}: what turns round is by itself`);
      }
    },
  },
  {
    number: 34,
    does: 'sixteen kinds of nonsense in one pack',
    page: { ...settled, pack: nonsense()[0] },
    async body({ ask, firstError }) {
      assert.equal(await firstError(), 'pack-invalid');
      const places = await ask(() => [...explorer().shadowRoot.querySelectorAll('.findings code')].map((one) => one.textContent));
      for (const place of nonsense()[1]) assert.ok(places.some((one) => one.startsWith(place)), `${place} in ${places.join(', ')}`);
      assert.ok(places.length <= 50);
    },
  },
  {
    number: 34,
    does: 'seventy references that lead nowhere',
    page: {
      ...settled,
      pack: changed((pack) => pack.outcomes.slice(0, 70).forEach((row) => (row.skill = 'no-such-skill'))),
    },
    async body({ ask, firstError }) {
      assert.equal(await firstError(), 'pack-invalid');
      const [count, said, path] = await ask(() => [explorer().shadowRoot.querySelectorAll('.findings li').length, inside('[role=alert]').textContent, seen.errors[0].path]);
      assert.equal(count, 50);
      assert.ok(Number(/(\d+) findings, the first 50/.exec(said)?.[1]) >= 70, said.slice(0, 300));
      assert.match(path, /^\/outcomes\/0\/skill/);
    },
  },
];
