// Bundles the terminal command and the child processes it starts into dist/, so that it starts fast.
// Native packages and the HTTP server's packages stay outside: the first cannot be bundled, the second only `serve` loads.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const ENTRIES = {
  keywright: 'src-cli/main.ts',
  agent: 'src-engine/agent/agent-main.ts',
  'keytar-child': 'src-core/keychain/keytar-child.ts',
  'clipboard-clear-child': 'src-core/clipboard/clipboard-clear-child.ts',
};

const EXTERNAL = [
  /^node:/,
  /^(better-sqlite3|@node-rs\/argon2|keytar)$/,
  /^(fastify|@fastify\/.+|fastify-type-provider-zod|openapi-types|pino)$/,
];

if (!isInstalled('vite')) {
  // `npm ci --omit=dev`: an installed program brings its bundle along.
  const isBuilt = existsSync(`${root}dist/keywright.mjs`);
  if (!isBuilt) console.error('keywright: not built; run `npm ci` with development dependencies');
  process.exit(isBuilt ? 0 : 1);
}

const { build } = await import('vite');
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: [] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries(ENTRIES).map(([name, path]) => [name, `${root}${path}`]),
      ),
      external: EXTERNAL,
      output: {
        format: 'es',
        entryFileNames: '[name].mjs',
        chunkFileNames: 'chunks/[name]-[hash].mjs',
      },
    },
  },
});

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}
