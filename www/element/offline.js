// One HTML file with the widget and a pack inside. It opens from a folder or a stick, and its own policy lets it ask
// nobody for anything.

/** Runs in the saved page: unpacks the pack and the widget, which its policy knows by their digests. */
const START = `(async () => {
  const unpack = (id) => {
    const held = document.getElementById(id);
    const text = held.textContent;
    const bytes = new DataView(new ArrayBuffer(text.length / 5 * 4));
    for (let at = 0; at < text.length; at += 5) {
      let number = 0;
      for (let place = at; place < at + 5; place += 1) {
        const code = text.charCodeAt(place);
        number = number * 85 + code - (code > 60 ? 41 : 40);
      }
      bytes.setUint32(at / 5 * 4, number);
    }
    const stream = new Blob([bytes.buffer.slice(0, held.dataset.bytes)]).stream();
    return new Response(stream.pipeThrough(new DecompressionStream('gzip'))).text();
  };
  document.querySelector('pathway-explorer').pack = await unpack('pack');
  const script = document.createElement('script');
  script.textContent = await unpack('widget');
  document.head.append(script);
})();`;

/** Whether this browser and page can make such a file. */
export function canSave() {
  return typeof CompressionStream === 'function' && globalThis.crypto?.subtle !== undefined;
}

/** The file's text. `widget` is the classic build's script, `pack` the pack's bytes. */
export async function offlinePage({ widget, pack, lang, title }) {
  const digests = await Promise.all([START, widget].map(digest));
  const policy = `default-src 'none'; script-src ${digests.map((one) => `'sha256-${one}'`).join(' ')} 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'`;
  const held = await Promise.all([pack, new TextEncoder().encode(widget)].map(squeeze));
  return `<!doctype html>
<html lang="${escaped(lang)}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<pathway-explorer lang="${escaped(lang)}"></pathway-explorer>
${hold('pack', held[0])}
${hold('widget', held[1])}
<script>${START}</script>
</html>
`;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

async function digest(text) {
  return base64(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

async function squeeze(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function hold(id, bytes) {
  return `<script type="text/plain" id="${id}" data-bytes="${bytes.length}">${letters(bytes)}</script>`;
}

/** Five letters for four bytes, a sixteenth less than base64 takes. None of them is `<`, so no element ends. */
function letters(bytes) {
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  const codes = new Uint8Array(padded.length / 4 * 5);
  for (let at = 0; at < padded.length; at += 4) {
    let number = view.getUint32(at);
    for (let place = at / 4 * 5 + 4; place >= at / 4 * 5; place -= 1) {
      const digit = number % 85;
      codes[place] = digit + (digit < 20 ? 40 : 41);
      number = (number - digit) / 85;
    }
  }
  return new TextDecoder().decode(codes);
}

function base64(bytes) {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}
