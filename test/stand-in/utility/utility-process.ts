/**
 * `utilityProcess`: a Node process of the app's own. 'exit' comes after everything the process has sent; a process that was asked
 * to end and does not is killed, and none outlives the main process.
 */
import { type ChildProcess, fork as forkNode } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { app, lifecycle, type ProcessMetric } from '../app/app.ts';
import { codec } from '../ipc/codec.ts';
import { hub, mainPlace } from '../ports/main-ports.ts';
import type { MessagePortMain } from '../ports/message-port-main.ts';
import type { PortOwner } from '../ports/port-hub.ts';
import { type ForkRequest, readForkOptions } from './fork-options.ts';
import type { FromUtility, ToUtility } from './utility-messages.ts';

const BOOT = join(import.meta.dirname, 'utility-boot.ts');
const KILL_AFTER_MS = 2000;

class UtilityProcess extends EventEmitter {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly #child: ChildProcess;
  readonly #owner: PortOwner;
  readonly #serviceName: string;
  #isKilled = false;
  #hasEnded = false;

  constructor(request: ForkRequest) {
    super();
    this.#child = startNode(request);
    this.#serviceName = request.serviceName;
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#owner = {
      startsPorts: false,
      deliver: (port, message) => {
        for (const moved of message.ports) hub.move(moved, this.#owner);
        this.#tell({ t: 'port-message', port, data: message.data, ports: message.ports });
      },
      close: (port) => this.#tell({ t: 'port-closed', port }),
    };
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.#receive(message as FromUtility));
    this.#watchEnd();
  }

  get pid(): number | undefined {
    return this.#hasEnded ? undefined : this.#child.pid;
  }

  postMessage(message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const data = codec.encode(message);
    const ports = mainPlace.release(transfer);
    for (const port of ports) {
      if (this.#hasEnded) hub.close(port);
      else hub.move(port, this.#owner);
    }
    this.#tell({ t: 'message', data, ports });
  }

  kill(): boolean {
    if (this.#hasEnded) return false;
    this.#isKilled = true;
    const isSignalled = this.#child.kill('SIGTERM');
    setTimeout(() => this.#killNow(), KILL_AFTER_MS).unref();
    return isSignalled;
  }

  #killNow(): void {
    if (!this.#hasEnded) this.#child.kill('SIGKILL');
  }

  #tell(message: ToUtility): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #receive(message: FromUtility): void {
    if (message.t === 'message') {
      this.emit('message', codec.decode(message.data));
      return;
    }
    if (!hub.isOwnedBy(message.port, this.#owner)) return;
    if (message.t === 'port-start') hub.start(message.port);
    else if (message.t === 'port-close') hub.close(message.port);
    else hub.post(message.port, { data: message.data, ports: message.ports });
  }

  #watchEnd(): void {
    const leash = { endNow: () => this.#child.kill('SIGKILL') };
    const metric: ProcessMetric = {
      pid: this.#child.pid ?? 0,
      type: 'Utility',
      serviceName: 'node.mojom.NodeService',
      name: this.#serviceName,
    };
    lifecycle.owned.add(leash);
    app.metrics.add(metric);
    const disconnected = new Promise((resolve) => this.#child.once('disconnect', resolve));
    const ended = new Promise<number>((resolve) => {
      this.#child.once('exit', (code, signal) => resolve(this.#exitCode(code, signal)));
    });
    this.#child.on('error', () => undefined);
    void Promise.all([ended, disconnected]).then(([code]) => {
      this.#hasEnded = true;
      lifecycle.owned.delete(leash);
      app.metrics.delete(metric);
      hub.closeAllOf(this.#owner);
      this.emit('exit', code);
      if (code !== 0) this.#reportGone(code);
    });
  }

  #reportGone(exitCode: number): void {
    const reason = exitCode === constants.signals.SIGKILL ? 'killed' : 'abnormal-exit';
    app.emit('child-process-gone', {}, {
      type: 'Utility',
      reason,
      exitCode,
      serviceName: 'node.mojom.NodeService',
      name: this.#serviceName,
    } satisfies Electron.Details);
  }

  /** An end that the app asked for is a clean one, whatever signal it took. */
  #exitCode(code: number | null, signal: NodeJS.Signals | null): number {
    if (code !== null) return code;
    return this.#isKilled || signal === null ? 0 : constants.signals[signal];
  }
}

function startNode(request: ForkRequest): ChildProcess {
  const version = process.versions['electron'] ?? '';
  return forkNode(BOOT, [version, request.modulePath, ...request.args], {
    cwd: request.cwd,
    env: request.env,
    execArgv: ['--disable-warning=ExperimentalWarning', ...request.execArgv],
    stdio: ['ignore', request.stdout, request.stderr, 'ipc'],
  });
}

export const utilityProcess = {
  fork(
    modulePath: string,
    args: readonly string[] | Electron.ForkOptions = [],
    options: Electron.ForkOptions = {},
  ): UtilityProcess {
    if (!app.isReady()) {
      throw new TypeError('utilityProcess cannot be created before app is ready.');
    }
    const request = Array.isArray(args)
      ? readForkOptions(modulePath, args as readonly string[], options)
      : readForkOptions(modulePath, [], args as Electron.ForkOptions);
    return new UtilityProcess(request);
  },
};
