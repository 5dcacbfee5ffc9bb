/**
 * The Chromium process. Its debugging pipe (descriptors 3 and 4) is also its leash: when this process ends in any way, SIGKILL
 * included, the pipe closes and Chromium ends by itself.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { CdpConnection, type CdpSession } from './cdp-connection.ts';
import {
  type ArgumentChoice,
  chromiumArguments,
  displayArguments,
  sandboxArguments,
} from './chromium-arguments.ts';
import type { ChromiumProgram } from './find-chromium.ts';

export interface ChromiumLaunch extends Omit<ArgumentChoice, 'kind'> {
  readonly program: ChromiumProgram;
}

export interface BrowserVersion {
  readonly product: string;
  readonly userAgent: string;
}

const CLOSE_TIMEOUT_MS = 3000;

export class Chromium {
  readonly connection: CdpConnection;
  readonly version: BrowserVersion;
  readonly kind: ChromiumProgram['kind'];
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  readonly #launch: ChromiumLaunch;

  private constructor(start: StartedChromium, version: BrowserVersion) {
    this.#child = start.child;
    this.#exited = start.exited;
    this.#launch = start.launch;
    this.connection = start.connection;
    this.kind = start.launch.program.kind;
    this.version = version;
  }

  /** Resolves once the browser answers; rejects where it cannot be started. */
  static async start(launch: ChromiumLaunch): Promise<Chromium> {
    const started = startProcess(launch);
    const version = await Promise.race([
      started.connection.browser.send('Browser.getVersion'),
      started.failed,
    ]);
    return new Chromium(started, version);
  }

  get browser(): CdpSession {
    return this.connection.browser;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /**
   * Opens a plain window of the running browser, without tabs or address bar: a second Chromium on the same profile hands its
   * command line over and exits. The window shows up as a target with exactly this URL.
   */
  openAppWindow(url: string, place: { x: number; y: number; width: number; height: number }): void {
    const { program, profile, env } = this.#launch;
    const messenger = spawn(
      program.path,
      [
        ...sandboxArguments(env),
        `--user-data-dir=${profile}`,
        ...displayArguments(program.kind, env),
        `--window-position=${place.x},${place.y}`,
        `--window-size=${place.width},${place.height}`,
        `--app=${url}`,
      ],
      { stdio: 'ignore', env },
    );
    messenger.once('error', () => undefined);
  }

  /** Ends the whole process group at once. */
  kill(): void {
    killGroup(this.#child);
  }

  async close(): Promise<void> {
    this.browser.tell('Browser.close');
    const timer = setTimeout(() => this.kill(), CLOSE_TIMEOUT_MS);
    await this.#exited;
    clearTimeout(timer);
    this.kill();
  }
}

interface StartedChromium {
  readonly child: ChildProcess;
  readonly connection: CdpConnection;
  readonly exited: Promise<void>;
  readonly failed: Promise<never>;
  readonly launch: ChromiumLaunch;
}

function startProcess(launch: ChromiumLaunch): StartedChromium {
  const child = spawn(
    launch.program.path,
    chromiumArguments({ ...launch, kind: launch.program.kind }),
    { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], env: launch.env },
  );
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', (error) => reject(new Error(`cannot start Chromium: ${error.message}`)));
  });
  failed.catch(() => undefined);
  const connection = new CdpConnection(child.stdio[4] as Readable, child.stdio[3] as Writable);
  forwardDevToolsLine(child.stderr as Readable, launch.env);
  return { child, connection, exited, failed, launch };
}

/** Playwright waits for this one line on our stderr; the rest is Chromium talking to itself. */
function forwardDevToolsLine(stderr: Readable, env: ChromiumLaunch['env']): void {
  const isVerbose = Boolean(env['ELECTRON_ENABLE_LOGGING']);
  createInterface({ input: stderr }).on('line', (line) => {
    if (isVerbose || line.startsWith('DevTools listening on')) process.stderr.write(`${line}\n`);
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group is gone already.
  }
}
