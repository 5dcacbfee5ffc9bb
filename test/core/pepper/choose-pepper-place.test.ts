import { describe, expect, it } from 'vitest';
import type { KeychainState } from '../../../src-core/keychain/keychain.ts';
import { choosePepperPlace } from '../../../src-core/pepper/choose-pepper-place.ts';
import { createMemoryKeychain } from '../keychain/memory-keychain.ts';

const notReady: readonly KeychainState[] = ['locked', 'missing', 'unloadable', 'hung', 'plaintext'];

describe('choosePepperPlace', () => {
  it('takes a keychain that proves itself', async () => {
    const chosen = await choosePepperPlace(createMemoryKeychain(), 'auto');
    expect(chosen).toMatchObject({
      place: 'keychain',
      explanation: expect.stringContaining('a copy of the store alone verifies nothing'),
    });
    expect(await choosePepperPlace(createMemoryKeychain(), 'keychain')).toEqual(chosen);
  });

  it.each(notReady)(
    'takes the file where the keychain is %s, saying why and what it is worth',
    async (state) => {
      const { place, explanation } = await choosePepperPlace(createMemoryKeychain(state), 'auto');
      expect(place).toBe('file');
      expect(explanation).toContain(state);
      expect(explanation).toContain('whoever copies the whole folder has both');
    },
  );

  it.each(notReady)(
    'fails where a keychain that is %s was asked for: it never falls back silently',
    async (state) => {
      const code = state === 'plaintext' ? 'keychain/refused' : `keychain/${state}`;
      await expect(
        choosePepperPlace(createMemoryKeychain(state), 'keychain'),
      ).rejects.toMatchObject({ code });
    },
  );

  it('asks no keychain where the file was asked for', async () => {
    const keychain = createMemoryKeychain();
    keychain.probe = () => Promise.reject(new Error('was asked'));
    expect(await choosePepperPlace(keychain, 'file')).toMatchObject({ place: 'file' });
  });
});
