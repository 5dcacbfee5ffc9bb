/**
 * Entry of the terminal command. What happens to the process itself is decided here: signals, a reader that went away, and faults
 * that nothing caught. Everything else is run-cli.ts.
 */
import { keepMemoryOutOfCoreDumps } from '../src-core/runtime/keep-memory-out-of-core-dumps.ts';
import { composeCli } from './compose.ts';
import { writeCrashLog } from './crash-log.ts';
import { internalFailure } from './failure.ts';
import { createOutput } from './output/output.ts';
import { runCli } from './run-cli.ts';
import { createSignals, interruption } from './signals.ts';

keepMemoryOutOfCoreDumps();

const { argv, stdout, stderr } = process;
const isJson = argv.includes('--json');

function printFailure(failure: ReturnType<typeof internalFailure>): never {
  createOutput({ stdout, stderr }, { isJson, isQuiet: false }, process.env).failure(failure);
  process.exit(failure.exit);
}

/** `keywright list | head -1`: the reader has what it wanted. Anything else that happens to the stream is a failed write. */
function onBrokenStream(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') {
    if (signals.hangUp()) return;
    process.exit(process.exitCode ?? 0);
  }
  stderr.write('keywright: Cannot write the output\n');
  process.exit(6);
}

stdout.on('error', onBrokenStream);
stderr.on('error', () => undefined);

const signals = createSignals(process, () => {
  const { code, message, hint } = interruption();
  printFailure({ code, message, hint, exit: 130 });
});
const host = composeCli(process, signals);

process.on('uncaughtException', (error) => {
  printFailure(
    internalFailure(writeCrashLog(host.logFile, { command: 'keywright', atMs: Date.now(), error })),
  );
});

process.exit(await runCli(argv.slice(2), host));
