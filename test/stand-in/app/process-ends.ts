/**
 * Every way the main process can end: exit goes through `app.exit`, signals through `app.quit` (a second one ends at once), and an
 * uncaught error ends with code 1, where Electron would show a dialog and go on: in a test a loud end is better.
 */
import { BrowserGoneError } from '../chromium/cdp-connection.ts';
import { app, lifecycle } from './app.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function watchProcessEnds(): void {
  const exitNow = process.exit.bind(process);
  let signals = 0;
  process.exit = ((code?: number) => {
    if (code !== undefined) process.exitCode = code;
    app.exit(Number(process.exitCode ?? 0));
  }) as typeof process.exit;
  process.on('exit', () => {
    lifecycle.endOwned();
    app.releaseSingleInstanceLock();
  });
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      signals += 1;
      if (signals > 1) exitNow(1);
      app.quit();
    });
  }
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    // What was asked of a page just before the end is never answered; in Electron nobody hears of it either.
    if (lifecycle.isExiting && error instanceof BrowserGoneError) return;
    const { stack } = error;
    process.stderr.write(`A JavaScript error occurred in the main process\n${stack ?? error}\n`);
    exitNow(1);
  });
}
