// One HTML file with the widget and a pack inside. It opens from a folder or a stick, and its own policy lets it ask
// nobody for anything.

/** Runs in the saved page: unpacks the pack and the widget, which its policy knows by their digests. */
const START = `(async () => {
  const unpack = (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
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
<script type="text/plain" id="pack">${held[0]}</script>
<script type="text/plain" id="widget">${held[1]}</script>
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
  return base64(new Uint8Array(await new Response(stream).arrayBuffer()));
}

function base64(bytes) {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}
