// Runs a program built for WASI: node wasi.mjs PROGRAM [ARGUMENT…], with the whole file system to read.
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [program, ...given] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: ['program', ...given], preopens: { '/': '/' } });
const module = await WebAssembly.compile(await readFile(program));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
