// Opens the window and stays with it: signals reach it, a second one ends it at once, and nothing of it outlives this process.
import { spawn } from 'node:child_process';
import { findElectron } from './find-electron.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PATIENCE_MS = 10_000;

/**
 * Exit code of the program once its window is closed; null where no window can be opened here, which has then been said. `app` is the
 * folder of the app, `args` what it is given.
 */
export async function openWindow({ root, app = root, args = [], env = process.env }) {
  const say = (line) => console.error(`keywright: ${line}`);
  const start = await findElectron({ root, env, say });
  if (start.kind === 'none') return null;
  // In a group of its own: a Ctrl+C of the terminal then comes from here, once.
  const child = spawn(start.command, [...start.args, app, ...args], {
    env: start.env,
    stdio: 'inherit',
    detached: process.platform !== 'win32',
  });
  return stayWith(child, say);
}

function stayWith(child, say) {
  let signals = 0;
  const forward = (signal) => {
    signals += 1;
    if (signals > 1) return killGroup(child);
    child.kill(signal);
    setTimeout(() => killGroup(child), PATIENCE_MS).unref();
  };
  const endNow = () => killGroup(child);
  for (const signal of SIGNALS) process.on(signal, forward);
  process.once('exit', endNow);
  return new Promise((resolve) => {
    const finish = (code) => {
      for (const signal of SIGNALS) process.off(signal, forward);
      process.off('exit', endNow);
      resolve(code);
    };
    child.once('error', (error) => {
      say(`the window cannot be opened: ${error.message}`);
      finish(1);
    });
    child.once('exit', (code) => finish(code ?? 130));
  });
}

function killGroup({ pid, exitCode, signalCode }) {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}
