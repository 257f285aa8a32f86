/** `npm start`: installs what the lockfile asks for, then serves the playground and prints its address. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
if (!install()) process.exit(1);

const { createServer } = await import('vite');
const server = await createServer();
await server.listen();
console.log('\n  Samsa runs at');
server.printUrls();
server.bindCLIShortcuts({ print: true });
