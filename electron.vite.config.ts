import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { noticesPlugins } from './packaging/notices/notices-plugin.ts';

const root = import.meta.dirname;
const notices = noticesPlugins(root);

/** Native packages and the server's packages stay outside; everything else is bundled. */
const EXTERNAL = [
  /^node:/,
  /^electron$/,
  /^(better-sqlite3|@node-rs\/argon2|keytar)$/,
  /^(fastify|@fastify\/.+|fastify-type-provider-zod|openapi-types|pino)$/,
];

export default defineConfig({
  main: {
    plugins: [notices.note()],
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: resolve(root, 'src-main/index.ts'),
          engine: resolve(root, 'src-engine/desk/desk-main.ts'),
          server: resolve(root, 'src-server/desk/desk-server-main.ts'),
          'keytar-child': resolve(root, 'src-core/keychain/keytar-child.ts'),
        },
        external: EXTERNAL,
        output: {
          format: 'es',
          entryFileNames: '[name].mjs',
          chunkFileNames: 'chunks/[name]-[hash].mjs',
        },
      },
    },
  },
  preload: {
    plugins: [notices.note()],
    build: {
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file that requires electron only.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(root, 'src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react(), notices.write()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      rolldownOptions: { input: { index: resolve(root, 'src-renderer/index.html') } },
    },
  },
});
