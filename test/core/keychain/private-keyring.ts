/**
 * A message bus and a GNOME keyring of a test's own, in the state it asks for, away from the session's: real programs, private
 * folders, ended by process id.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type KeyringState =
  | 'unlocked'
  | 'locked'
  | 'no-password'
  | 'no-collection'
  | 'no-service'
  | 'no-bus'
  | 'frozen';

export interface PrivateKeyring {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const BUS_WITHOUT_SERVICES = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`;

const CLEAR_KEYRING =
  '[keyring]\ndisplay-name=Clear\nctime=0\nmtime=0\nlock-on-idle=false\nlock-after=false\n';

export async function startPrivateKeyring(state: KeyringState): Promise<PrivateKeyring> {
  const home = mkdtempSync(join(tmpdir(), 'kw-keyring-'));
  const running: ChildProcess[] = [];
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: home,
    XDG_RUNTIME_DIR: join(home, 'run'),
    XDG_DATA_HOME: join(home, 'data'),
  };
  for (const name of ['run', 'data', 'data/keyrings']) mkdirSync(join(home, name), { mode: 0o700 });
  const stop = async (): Promise<void> => {
    for (const child of running.toReversed()) await end(child);
    rmSync(home, { recursive: true, force: true });
  };
  if (state === 'no-bus') return { env, stop };
  const config = join(home, 'bus.conf');
  writeFileSync(config, BUS_WITHOUT_SERVICES);
  const bus = spawn('dbus-daemon', ['--nofork', '--print-address', `--config-file=${config}`], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running.push(bus);
  env.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus);
  if (state === 'no-service') return { env, stop };
  if (state === 'no-password') {
    writeFileSync(join(home, 'data/keyrings/Clear.keyring'), CLEAR_KEYRING);
    writeFileSync(join(home, 'data/keyrings/default'), 'Clear');
  }
  if (state === 'locked') await end(await startDaemon(env, 'the first password\n'));
  const isUnlocked = state === 'unlocked' || state === 'frozen';
  const daemon = await startDaemon(env, isUnlocked ? 'a password\n' : null);
  running.push(daemon);
  if (state === 'frozen') daemon.kill('SIGSTOP');
  return { env, stop };
}

/** Ready when the service has its name on the bus; a password unlocks its keyring, or makes one. */
async function startDaemon(
  env: Readonly<Record<string, string>>,
  password: string | null,
): Promise<ChildProcess> {
  const args = ['--foreground', '--components=secrets'];
  const daemon = spawn('gnome-keyring-daemon', password === null ? args : [...args, '--unlock'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  daemon.stdin?.end(password ?? '');
  const wait = spawn('gdbus', ['wait', '--session', '--timeout', '20', 'org.freedesktop.secrets'], {
    env,
    stdio: 'ignore',
  });
  const [code] = await once(wait, 'exit');
  if (code !== 0) throw new Error('the private keyring did not come up');
  return daemon;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output to read');
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) return line;
  throw new Error('the program ended before it said anything');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
