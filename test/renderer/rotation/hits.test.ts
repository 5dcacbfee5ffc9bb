import { describe, expect, it } from 'vitest';
import { hitsOf } from '../../../src-renderer/rotation/hits.ts';
import type { KeyView } from '../../../src-shared/contract/store-answers.ts';
import { HOUR_MS, NOW_MS, rotatingKey } from './made-key.ts';

const view = (part: Partial<KeyView> = {}): KeyView => ({
  key: rotatingKey(HOUR_MS),
  status: 'rotating',
  nowMs: NOW_MS,
  lastUsedAtMs: NOW_MS - 1_000,
  lastUseOfVersions: { old000000000: NOW_MS - 5_000 },
  entryId: null,
  ...part,
});

describe('hitsOf', () => {
  it('counts every version that works now, and the newest use', () => {
    expect(hitsOf(view(), null, NOW_MS)).toEqual({
      workingVersions: 2,
      lastUsedAtMs: NOW_MS - 1_000,
      isUsedLately: true,
    });
  });

  it('counts one version alone where only that is stopped', () => {
    expect(hitsOf(view(), 'fresh0000000', NOW_MS)).toMatchObject({
      workingVersions: 1,
      lastUsedAtMs: null,
    });
  });

  it('hits no version past its end, and none of a disabled key', () => {
    expect(hitsOf(view(), null, NOW_MS + HOUR_MS).workingVersions).toBe(1);
    const disabled = { ...rotatingKey(HOUR_MS), disabledAtMs: NOW_MS };
    expect(hitsOf(view({ key: disabled }), null, NOW_MS).workingVersions).toBe(0);
  });
});
