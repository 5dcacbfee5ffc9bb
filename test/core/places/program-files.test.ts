import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createKeytarKeychain } from '../../../src-core/keychain/keytar-keychain.ts';
import { spawnKeytar } from '../../../src-core/keychain/spawn-keytar.ts';
import { locateProgramFiles } from '../../../src-core/places/program-files.ts';
import { systemRandom } from '../../../src-core/runtime/random.ts';

const root = new URL('../../../', import.meta.url);
const places = [
  ['the sources', locateProgramFiles()],
  ['an entry of the bundle', locateProgramFiles(new URL('dist/keywright.mjs', root).href)],
  ['a shared chunk of the bundle', locateProgramFiles(new URL('dist/chunks/x.mjs', root).href)],
] as const;

/** The bundle is the one that `npm test` has just built. */
describe('the programs that Keywright starts', () => {
  it.each(places)('are found from %s', (_, files) => {
    const missing = Object.values(files).filter((url: URL) => !existsSync(url));
    expect(missing).toEqual([]);
  });

  it.runIf(process.platform === 'linux').each(places)(
    'load keytar from %s: without a bus it answers that there is no keychain',
    async (_, files) => {
      const keychain = createKeytarKeychain({
        random: systemRandom,
        driver: spawnKeytar({
          childFile: fileURLToPath(files.keytarChild),
          nodeFile: process.execPath,
          env: { XDG_RUNTIME_DIR: '/nowhere' },
        }),
        platform: process.platform,
        probeTimeoutMs: 20_000,
      });
      expect(await keychain.probe()).toMatchObject({ state: 'missing' });
    },
  );
});
