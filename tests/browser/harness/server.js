// Serves `dist/` and pages made for one test, to this machine only.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../../dist/', import.meta.url));

/** What files are sent as, by their ending. */
export const KINDS = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types 'none'";

/** The policies that a page may be opened under. The first two are promises; `none` is for axe-core. */
export const POLICIES = {
  strict:
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
    `img-src 'self' data:; base-uri 'none'; form-action 'none'; ${TRUSTED_TYPES}`,
  'one-file': `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ${TRUSTED_TYPES}`,
  'no-wasm': "default-src 'none'; script-src 'self'; connect-src 'self'",
  none: null,
};

/** Starts a server. `routes` maps a path to `{ status, headers, body }`, or to a function that handles the request. */
export async function startServer() {
  const routes = new Map();
  const asked = [];
  let policyOfFiles = null;

  async function answer(request, response) {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    // The browser asks for a page's icon by itself, whenever it likes.
    if (path !== '/favicon.ico') asked.push(path);
    const route = routes.get(path);
    if (typeof route === 'function') return route(request, response);
    if (route) return response.writeHead(route.status ?? 200, route.headers).end(route.body);
    const file = normalize(join(DIST, path === '/' ? 'index.html' : path));
    if (!file.startsWith(DIST)) return response.writeHead(404).end();
    const headers = { 'Content-Type': KINDS[extname(file)] ?? 'application/octet-stream', 'Cache-Control': 'no-store' };
    if (policyOfFiles) headers['Content-Security-Policy'] = policyOfFiles;
    let bytes;
    try {
      bytes = await readFile(file);
    } catch {
      return response.writeHead(404).end('not found');
    }
    return response.writeHead(200, headers).end(bytes);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A test that broke down must not keep the whole run from ending.
  server.unref();
  return {
    routes,
    /** The paths that were asked for, in order, but for the icon. */
    asked,
    origin: `http://127.0.0.1:${server.address().port}`,
    /** The policy that pages of `dist/` are served under, such as the demo portal. */
    usePolicy(name) {
      policyOfFiles = POLICIES[name];
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
