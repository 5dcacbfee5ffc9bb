/**
 * Where everything lies: the platform's directories, XDG on Linux; with KEYWRIGHT_HOME all in that one folder (docs/cli.md, "Places").
 * The only module that knows; the terminal, the server and the window share it.
 */
import { createHash } from 'node:crypto';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

export interface Places {
  readonly dataDir: string;
  readonly configDir: string;
  readonly stateDir: string;
  readonly runtimeDir: string;
  readonly vaultFile: string;
  readonly storeFile: string;
  readonly usageFile: string;
  /** Pepper and chain keys, where the OS keychain does not hold them. */
  readonly storeKeysFile: string;
  /** Signed heads of the store's audit chain, one JSON object a line. */
  readonly checkpointsFile: string;
  /** The agent's socket; named by the vault's path, so that two vaults have two agents. */
  readonly agentSocket: string;
  /** What gateways show to the server of this machine. */
  readonly proxyTokenFile: string;
  /** Address and token of the running server. */
  readonly serverFile: string;
  readonly logFile: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The longest path a Unix socket may have, less what the system adds (sun_path holds 104 or 108 bytes). */
const MAX_SOCKET_PATH_BYTES = 100;

export function resolvePlaces(env: Environment, platform: NodeJS.Platform): Places {
  const dirs = directories(env, platform);
  const vaultFile = join(dirs.dataDir, 'vault.db');
  return {
    ...dirs,
    vaultFile,
    storeFile: join(dirs.dataDir, 'store.db'),
    usageFile: join(dirs.dataDir, 'usage.db'),
    storeKeysFile: join(dirs.dataDir, 'store.keys'),
    checkpointsFile: join(dirs.dataDir, 'store.checkpoints'),
    proxyTokenFile: join(dirs.dataDir, 'proxy.token'),
    agentSocket: agentSocket(dirs.runtimeDir, vaultFile, platform),
    serverFile: join(dirs.runtimeDir, 'server.json'),
    logFile: join(dirs.stateDir, 'keywright.log'),
  };
}

type Directories = Pick<Places, 'dataDir' | 'configDir' | 'stateDir' | 'runtimeDir'>;

function directories(env: Environment, platform: NodeJS.Platform): Directories {
  const home = env.KEYWRIGHT_HOME;
  if (home !== undefined && home !== '') {
    const dir = resolve(home);
    return { dataDir: dir, configDir: dir, stateDir: dir, runtimeDir: dir };
  }
  if (platform === 'darwin') {
    const support = join(homedir(), 'Library', 'Application Support', 'Keywright');
    const logs = join(homedir(), 'Library', 'Logs', 'Keywright');
    return {
      dataDir: support,
      configDir: support,
      stateDir: logs,
      runtimeDir: join(support, 'run'),
    };
  }
  if (platform === 'win32') {
    const local = join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Keywright');
    const roaming = join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Keywright');
    return { dataDir: local, configDir: roaming, stateDir: local, runtimeDir: local };
  }
  return xdgDirectories(env);
}

function xdgDirectories(env: Environment): Directories {
  const base = (name: string, fallback: string): string => {
    const value = env[name];
    const dir = value?.startsWith('/') === true ? value : join(homedir(), fallback);
    return join(dir, 'keywright');
  };
  const stateDir = base('XDG_STATE_HOME', '.local/state');
  const hasRuntime = env.XDG_RUNTIME_DIR?.startsWith('/') === true;
  return {
    dataDir: base('XDG_DATA_HOME', '.local/share'),
    configDir: base('XDG_CONFIG_HOME', '.config'),
    stateDir,
    runtimeDir: hasRuntime ? base('XDG_RUNTIME_DIR', '') : join(stateDir, 'run'),
  };
}

function agentSocket(runtimeDir: string, vaultFile: string, platform: NodeJS.Platform): string {
  const name = `agent-${createHash('sha256').update(vaultFile).digest('hex').slice(0, 16)}`;
  if (platform === 'win32') return `\\\\.\\pipe\\keywright-${name}`;
  const path = join(runtimeDir, `${name}.sock`);
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES) return path;
  return join(tmpdir(), `keywright-${userInfo().uid}`, `${name}.sock`);
}
