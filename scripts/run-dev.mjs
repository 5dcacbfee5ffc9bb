// What `npm run dev` does: Vite serves the page, main and preload are built anew when their sources change, and one program runs at a time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { resolveConfig } from 'electron-vite';
import { build, createServer, mergeConfig } from 'vite';
import { CONTENT_POLICY } from '../src-main/content-policy.ts';
import { findElectron } from './find-electron.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Exit code of the program once its window is closed; 1 where no window can be opened here, which has then been said. */
export async function runDev({ root, args, env = process.env }) {
  const start = await startOf({ root, env });
  if (start.kind === 'none') return 1;
  // Beside the built window, which stays as it is.
  const app = join(root, 'node_modules/.cache/dev-window');
  prepareApp(root, app);
  const { config } = await resolveConfig({ root, logLevel: 'warn' }, 'serve', 'development');
  const server = await servePage(config.renderer, root);
  const url = `http://127.0.0.1:${server.config.server.port}`;
  const program = new Program(() =>
    spawn(start.command, [...start.args, '-r', join(root, 'scripts/dev-hook.cjs'), app, ...args], {
      env: { ...start.env, KEYWRIGHT_DEV_SERVER: url, KEYWRIGHT_DEV_POLICY: loosePolicy(url) },
      stdio: 'inherit',
    }),
  );
  const watchers = await Promise.all([
    watch(config.preload, join(app, 'preload'), () => server.ws.send({ type: 'full-reload' })),
    watch(config.main, join(app, 'main'), () => program.restart()),
  ]);
  for (const signal of SIGNALS) process.on(signal, () => program.end());
  console.error(`keywright: watching the sources; the page comes from ${url}`);
  const code = await program.run();
  await Promise.all([...watchers.map((watcher) => watcher.close()), server.close()]);
  return code;
}

/** `ELECTRON_EXEC_PATH` names the program, as for electron-vite; without it, as `npm start` finds one. */
async function startOf({ root, env }) {
  if (env.ELECTRON_EXEC_PATH)
    return { kind: 'named', command: env.ELECTRON_EXEC_PATH, args: [], env };
  return findElectron({ root, env, say: (line) => console.error(`keywright: ${line}`) });
}

/** A folder that Electron takes for an app. Its name is its own, so that an installed Keywright may run beside it. */
function prepareApp(root, app) {
  mkdirSync(app, { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const manifest = { name: 'keywright-dev', version, type: 'module', main: 'main/index.mjs' };
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest));
}

async function servePage(config, root) {
  const port = await freePort();
  const server = await createServer(
    mergeConfig(config, {
      server: {
        host: '127.0.0.1',
        port,
        strictPort: true,
        hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: port },
        fs: { allow: [root, join(root, 'node_modules')] },
      },
    }),
  );
  return server.listen();
}

async function freePort() {
  const probe = createTcpServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Resolves after the first build; `changed` is called after each further one that succeeds. */
async function watch(config, outDir, changed) {
  const watcher = await build(mergeConfig(config, { build: { outDir, watch: {} } }));
  let builds = 0;
  return new Promise((resolve) => {
    watcher.on('event', ({ code, error }) => {
      if (code === 'ERROR') console.error(`keywright: ${error.message}`);
      if (code !== 'END') return;
      builds += 1;
      if (builds === 1) resolve(watcher);
      else changed();
    });
  });
}

/** As strict as Vite allows: its scripts and styles are inline, and it tells of changes by a socket. */
function loosePolicy(url) {
  return CONTENT_POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("connect-src 'self'", `connect-src 'self' ${url.replace('http:', 'ws:')}`)
    .replace(/; (require-trusted-types-for|trusted-types) [^;]*/g, '');
}

/** One at a time: the next waits until the former has let go of its lock. */
class Program {
  #start;
  #child = null;
  #isRestarting = false;
  #ended = Promise.withResolvers();

  constructor(start) {
    this.#start = start;
  }

  run() {
    const child = this.#start();
    this.#child = child;
    child.once('error', (error) => this.#ended.reject(error));
    child.once('exit', (code) => {
      if (!this.#isRestarting) return this.#ended.resolve(code ?? 130);
      this.#isRestarting = false;
      this.run();
    });
    return this.#ended.promise;
  }

  restart() {
    if (this.#isRestarting || this.#child === null) return;
    console.error('keywright: starting anew');
    this.#isRestarting = true;
    this.#child.kill('SIGTERM');
  }

  end() {
    this.#isRestarting = false;
    this.#child?.kill('SIGTERM');
  }
}
