// Builds both pages into the folder named in the call; the package lies unpacked in node_modules.

import { build } from 'vite';
import { fileURLToPath } from 'node:url';

const [out] = process.argv.slice(2);
for (const name of ['react', 'vue']) {
  await build({
    root: fileURLToPath(new URL(name, import.meta.url)),
    base: `/${name}/`,
    configFile: false,
    logLevel: 'warn',
    // The widget's module is one large text on purpose.
    build: { outDir: `${out}/${name}`, chunkSizeWarningLimit: 4000, target: 'es2022' },
  });
}
