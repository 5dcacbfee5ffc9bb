import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** The gallery of the design system: a page for people who work on the window, on this computer only. No part of what is shipped. */
export default defineConfig({
  root: resolve(root, 'src-renderer/gallery'),
  cacheDir: resolve(root, 'node_modules/.cache/vite-gallery'),
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5_180 },
  build: { outDir: resolve(root, 'out/gallery'), emptyOutDir: true },
});
