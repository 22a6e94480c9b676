// Folders that a test makes and serves: a site that `rungs site` writes, a release.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KINDS } from './server.js';

/** What an offline copy should not exceed, in bytes: it goes onto a stick or into a letter. */
export const LARGEST_COPY = 720 * 1024;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs `rungs site` with the built widget; `pack` is a pack's JSON text. Gives the folder, or the file. */
export function makeSite(pack, { lang = 'zh', single = false, booth = false } = {}) {
  const place = join(mkdtempSync(join(tmpdir(), 'rungs-site-')), single ? 'page.html' : 'site');
  const what = ['site', '-', single ? '--single-file' : '-o', place, '--lang', lang, ...(booth ? ['--booth'] : [])];
  execFileSync('cargo', ['run', '--quiet', '--package', 'rungs', '--', ...what], { cwd: ROOT, input: pack });
  return place;
}

/**
 * Serves a folder to this machine only. The server's `folder` can be changed while pages are open; `refuse`, if it is
 * a function, says of a path and headers whether the line breaks there; `asked` lists the paths that were asked for.
 */
export async function serveFolder(folder, { headers = {} } = {}) {
  const served = { folder, refuse: null, asked: [] };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (path === '/favicon.ico') return response.writeHead(204).end();
    served.asked.push(path);
    if (served.refuse?.(path, request.headers)) return request.socket.destroy();
    const file = normalize(join(served.folder, path.endsWith('/') ? `${path}index.html` : path));
    try {
      if (!file.startsWith(served.folder + sep)) throw new Error('outside');
      const bytes = readFileSync(file);
      const type = KINDS[extname(file)] ?? 'application/octet-stream';
      return response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'max-age=600', ...headers }).end(bytes);
    } catch {
      return response.writeHead(404).end('not found');
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  served.origin = `http://127.0.0.1:${server.address().port}`;
  served.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return served;
}
