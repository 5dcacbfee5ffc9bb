import { homedir, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolvePlaces } from '../../../src-core/places/places.ts';

describe('resolvePlaces', () => {
  it('follows XDG on Linux, in a folder of our own below each', () => {
    const places = resolvePlaces(
      {
        XDG_DATA_HOME: '/x/data',
        XDG_CONFIG_HOME: '/x/config',
        XDG_STATE_HOME: '/x/state',
        XDG_RUNTIME_DIR: '/x/run',
      },
      'linux',
    );
    expect(places).toMatchObject({
      vaultFile: '/x/data/keywright/vault.db',
      storeFile: '/x/data/keywright/store.db',
      usageFile: '/x/data/keywright/usage.db',
      storeKeysFile: '/x/data/keywright/store.keys',
      configDir: '/x/config/keywright',
      logFile: '/x/state/keywright/keywright.log',
      serverFile: '/x/run/keywright/server.json',
    });
    expect(dirname(places.agentSocket)).toBe('/x/run/keywright');
  });

  it('falls back to the folders XDG names where a variable is unset, empty or relative', () => {
    for (const value of [undefined, '', 'relative/path']) {
      const env = { XDG_DATA_HOME: value, XDG_STATE_HOME: value, XDG_RUNTIME_DIR: value };
      const places = resolvePlaces(env, 'linux');
      expect(places.dataDir).toBe(join(homedir(), '.local/share/keywright'));
      expect(places.runtimeDir).toBe(join(homedir(), '.local/state/keywright/run'));
    }
  });

  it('lays everything flat in KEYWRIGHT_HOME on every platform', () => {
    for (const platform of ['linux', 'darwin'] as const) {
      const places = resolvePlaces({ KEYWRIGHT_HOME: '/kw', XDG_DATA_HOME: '/x' }, platform);
      const { dataDir, configDir, stateDir, runtimeDir } = places;
      expect([dataDir, configDir, stateDir, runtimeDir]).toEqual(['/kw', '/kw', '/kw', '/kw']);
      expect(dirname(places.agentSocket)).toBe('/kw');
    }
    expect(resolvePlaces({ KEYWRIGHT_HOME: '' }, 'linux').dataDir).not.toBe('');
  });

  it('gives two vaults two sockets, and one vault always the same', () => {
    const socket = (home: string) => resolvePlaces({ KEYWRIGHT_HOME: home }, 'linux').agentSocket;
    expect(socket('/a')).toBe(socket('/a'));
    expect(socket('/a').split('/').at(-1)).not.toBe(socket('/b').split('/').at(-1));
  });

  it('keeps every socket path within what the system holds, whatever the folder', () => {
    for (let length = 1; length < 300; length += 1) {
      const home = `/${'é'.repeat(length)}`;
      const { agentSocket } = resolvePlaces({ KEYWRIGHT_HOME: home }, 'linux');
      expect(Buffer.byteLength(agentSocket)).toBeLessThanOrEqual(100);
      expect([home, join(tmpdir(), `keywright-${userInfo().uid}`)]).toContain(dirname(agentSocket));
    }
  });

  it('uses the library folders of macOS and the profile folders of Windows', () => {
    const mac = resolvePlaces({}, 'darwin');
    expect(mac.dataDir).toBe(join(homedir(), 'Library/Application Support/Keywright'));
    const windows = resolvePlaces({ LOCALAPPDATA: '/l', APPDATA: '/r' }, 'win32');
    expect(windows.dataDir).toBe('/l/Keywright');
    expect(windows.configDir).toBe('/r/Keywright');
    expect(windows.agentSocket.startsWith('\\\\.\\pipe\\keywright-agent-')).toBe(true);
  });
});
