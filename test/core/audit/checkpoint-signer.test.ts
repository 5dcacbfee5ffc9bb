import { createPublicKey, verify } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  encodeCheckpointLine,
  isCheckpointSigned,
  parseCheckpointLine,
  signCheckpoint,
} from '../../../src-core/audit/checkpoint.ts';
import {
  appendCheckpoint,
  readCheckpoints,
  readLastCheckpoint,
} from '../../../src-core/audit/checkpoint-file.ts';
import { CheckpointSigner } from '../../../src-core/audit/checkpoint-signer.ts';
import type { StoreId } from '../../../src-shared/ids/ids.ts';
import { codeOf } from '../../code-of.ts';
import { fixedStoreKeys, STORE_ID, throwawayFolder } from '../store/store-fixture.ts';

const { signingKey } = fixedStoreKeys();
const publicKey = createPublicKey(signingKey);

/** A chain whose event n has the hash n, n, n … and happened n seconds in. */
function chainOf(length: number) {
  const event = (seq: number) => ({ seq, hash: Buffer.alloc(32, seq), atUs: seq * 1_000 });
  const chain = {
    length,
    head: () => event(chain.length),
    event: (seq: number) => (seq >= 1 && seq <= chain.length ? event(seq) : null),
  };
  return chain;
}

const AT_7 = { storeId: STORE_ID, seq: 7, hash: Buffer.alloc(32, 7), atUs: 7_000 };

describe('a checkpoint', () => {
  it('reads back as it was written, and its signature holds', () => {
    const signed = signCheckpoint(AT_7, signingKey);
    const line = encodeCheckpointLine(signed);
    expect(line.endsWith('}\n')).toBe(true);
    expect(parseCheckpointLine(line)).toEqual(signed);
    expect(isCheckpointSigned(signed, publicKey)).toBe(true);
  });

  it('holds for no other store, number, time or hash', () => {
    const signed = signCheckpoint(AT_7, signingKey);
    const changes = [
      { storeId: `sto_${'0'.repeat(22)}` as never },
      { seq: 8 },
      { atUs: 7_001 },
      { hash: Buffer.alloc(32, 8) },
      { signature: Buffer.alloc(64) },
    ];
    for (const change of changes) {
      expect(isCheckpointSigned({ ...signed, ...change }, publicKey)).toBe(false);
    }
  });

  it('is the bytes that docs/audit-log.md describes, and a line with its fields', () => {
    const signed = signCheckpoint(AT_7, signingKey);
    const bytes = Buffer.concat([
      Buffer.from(`kw.checkpoint.v1\0${STORE_ID}`),
      Buffer.from('00000000000000070000000000001b58', 'hex'),
      AT_7.hash,
    ]);
    expect(verify(null, bytes, publicKey, signed.signature)).toBe(true);
    expect(JSON.parse(encodeCheckpointLine(signed))).toEqual({
      v: 1,
      storeId: STORE_ID,
      seq: 7,
      atUs: 7_000,
      hash: '07'.repeat(32),
      signature: signed.signature.toString('base64'),
    });
  });

  it.each(['', '{', 'null', '[]', '"text"', '{"v":2}', '{"v":1,"storeId":"x"}'])(
    'is not made of %j',
    (line) => {
      expect(parseCheckpointLine(line)).toBeNull();
    },
  );

  it('is not made of a line with one field changed in form', () => {
    const line = encodeCheckpointLine(signCheckpoint(AT_7, signingKey));
    for (const [from, to] of [
      ['"seq":7', '"seq":-7'],
      ['"seq":7', '"seq":"7"'],
      ['"seq":7', '"seq":7.5'],
      ['"seq":7', '"seq":9007199254740992'],
      ['"v":1', '"v":2'],
      ['"storeId":"sto_', '"storeId":"api_'],
      [`"storeId":"${STORE_ID}"`, '"storeId":1'],
      ['"atUs":7000', '"atUs":-1'],
      [`"hash":"${'07'.repeat(32)}"`, '"hash":7'],
      ['"hash":"07', '"hash":"x07'],
      ['"hash":"07', '"hash":"0707'],
      [`${'07'.repeat(32)}"`, `${'07'.repeat(32)}\\n"`],
      ['=="', '=="=='],
      ['"signature":"', '"signature":"A'],
      ['=="', '==\\n"'],
      ['"atUs":7000', '"atUs":0.5'],
      ['"hash":"07', '"hash":"0'],
      ['"signature":"', '"signature":"*'],
    ] as const) {
      expect(line).toContain(from);
      expect(parseCheckpointLine(line.replace(from, to))).toBeNull();
    }
  });
});

describe('the checkpoints file', () => {
  let folder: ReturnType<typeof throwawayFolder>;
  let path: string;
  beforeEach(() => {
    folder = throwawayFolder();
    path = join(folder.path, 'store.checkpoints');
  });
  afterEach(() => folder.remove());

  it('is private, and empty where it is not there', () => {
    expect(readCheckpoints(path)).toEqual({ checkpoints: [], tornLines: 0 });
    expect(readLastCheckpoint(path, AT_7.storeId)).toBeNull();
    appendCheckpoint(path, signCheckpoint(AT_7, signingKey));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('starts a new line after one that a crash tore', () => {
    appendCheckpoint(path, signCheckpoint(AT_7, signingKey));
    appendFileSync(path, '{"v":1,"storeId":"sto_');
    appendCheckpoint(path, signCheckpoint({ ...AT_7, seq: 8 }, signingKey));
    const { checkpoints, tornLines } = readCheckpoints(path);
    expect(checkpoints.map(({ seq }) => seq)).toEqual([7, 8]);
    expect(tornLines).toBe(1);
  });

  it('gives the highest of the last ones, also from a long file', () => {
    for (let seq = 1; seq <= 200; seq += 1) {
      appendCheckpoint(path, signCheckpoint({ ...AT_7, seq }, signingKey));
    }
    appendCheckpoint(path, signCheckpoint({ ...AT_7, seq: 199 }, signingKey));
    expect(readLastCheckpoint(path, AT_7.storeId)?.seq).toBe(200);
    expect(readCheckpoints(path).checkpoints).toHaveLength(201);
  });

  it('takes an empty line for nothing, not for a torn one', () => {
    const line = encodeCheckpointLine(signCheckpoint(AT_7, signingKey));
    writeFileSync(path, `\n${line}\n\n`);
    expect(readCheckpoints(path)).toMatchObject({ checkpoints: [{ seq: 7 }], tornLines: 0 });
  });

  it.runIf(process.platform === 'linux')('says when the disk is full', () => {
    const write = () => appendCheckpoint('/dev/full', signCheckpoint(AT_7, signingKey));
    expect(codeOf(write)).toBe('disk/full');
    expect(write).toThrow('Cannot write /dev/full');
  });

  it("gives the own store's last one where another store left later ones", () => {
    const other = { ...AT_7, storeId: 'sto_zzzzzzzzzzzzzzzzzzzzzz' as StoreId, seq: 900 };
    appendCheckpoint(path, signCheckpoint(other, signingKey));
    appendCheckpoint(path, signCheckpoint(AT_7, signingKey));
    expect(readLastCheckpoint(path, AT_7.storeId)?.seq).toBe(AT_7.seq);
  });

  it('that cannot be written or read says so', () => {
    const missing = join(folder.path, 'no', 'such', 'folder');
    const write = () => appendCheckpoint(missing, signCheckpoint(AT_7, signingKey));
    expect(codeOf(write)).toBe('file/unwritable');
    expect(write).toThrow(`Cannot write ${missing}`);
    expect(() => readCheckpoints(folder.path)).toThrow(`Cannot read ${folder.path}`);
    expect(codeOf(() => readCheckpoints(folder.path))).toBe('file/unreadable');
    expect(codeOf(() => readLastCheckpoint(folder.path, AT_7.storeId))).toBe('file/unreadable');
  });

  describe('written by a signer', () => {
    const seqs = () => readCheckpoints(path).checkpoints.map(({ seq }) => seq);

    it('has a checkpoint every 100 events', () => {
      const chain = chainOf(99);
      const signer = new CheckpointSigner(STORE_ID, path, chain);
      for (; chain.length <= 320; chain.length += 1) signer.signIfDue(signingKey);
      expect(seqs()).toEqual([100, 200, 300]);
      const [first] = readCheckpoints(path).checkpoints;
      expect(first && isCheckpointSigned(first, publicKey)).toBe(true);
    });

    it('has one when 60 s of the store’s time have gone by since the last', () => {
      const chain = { ...chainOf(2), atUs: 0 };
      const timed = {
        ...chain,
        head: () => ({ ...AT_7, seq: 2, hash: Buffer.alloc(32, 2), atUs: chain.atUs }),
      };
      const signer = new CheckpointSigner(STORE_ID, path, timed);
      appendCheckpoint(
        path,
        signCheckpoint({ ...AT_7, seq: 1, hash: Buffer.alloc(32, 1), atUs: 0 }, signingKey),
      );
      chain.atUs = 59_999_999;
      signer.signIfDue(signingKey);
      expect(seqs()).toEqual([1]);
      chain.atUs = 60_000_000;
      signer.signIfDue(signingKey);
      expect(seqs()).toEqual([1, 2]);
    });

    it('has one within 60 s of an event, where the program goes on without another', () => {
      vi.useFakeTimers();
      onTestFinished(() => {
        vi.useRealTimers();
      });
      const signer = new CheckpointSigner(STORE_ID, path, chainOf(3));
      signer.signIfDue(signingKey);
      signer.signIfDue(signingKey);
      vi.advanceTimersByTime(59_999);
      expect(seqs()).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(seqs()).toEqual([3]);
      expect(vi.getTimerCount()).toBe(0);
      signer.signIfDue(signingKey);
      signer.signLast();
      expect(vi.getTimerCount()).toBe(0);
    });

    it('has a last one on close where events were added, and only there', () => {
      const chain = chainOf(3);
      new CheckpointSigner(STORE_ID, path, chain).signLast();
      expect(seqs()).toEqual([]);
      const signer = new CheckpointSigner(STORE_ID, path, chain);
      signer.signIfDue(signingKey);
      signer.signLast();
      expect(seqs()).toEqual([3]);
      signer.signLast();
      expect(seqs()).toEqual([3]);
    });

    it('gets no head that does not extend its last one, and the signer says why', () => {
      appendCheckpoint(path, signCheckpoint({ ...AT_7, hash: Buffer.alloc(32, 99) }, signingKey));
      for (const length of [200, 5]) {
        const signer = new CheckpointSigner(STORE_ID, path, chainOf(length));
        signer.signIfDue(signingKey);
        signer.signLast();
        expect(signer.fault?.code).toBe('audit/broken');
      }
      expect(seqs()).toEqual([7]);
    });

    it('is not disturbed by checkpoints of another store', () => {
      const other = { ...AT_7, storeId: `sto_${'0'.repeat(22)}` as never };
      appendCheckpoint(path, signCheckpoint(other, signingKey));
      const signer = new CheckpointSigner(STORE_ID, path, chainOf(3));
      signer.signIfDue(signingKey);
      signer.signLast();
      expect(signer.fault).toBeNull();
      expect(seqs()).toEqual([7, 3]);
    });

    it('is not written where none is kept', () => {
      const signer = new CheckpointSigner(STORE_ID, null, chainOf(300));
      signer.signIfDue(signingKey);
      signer.signLast();
      expect(signer.fault).toBeNull();
      expect(seqs()).toEqual([]);
    });

    it('is not reached where the log cannot be read, and the signer says so', () => {
      const cause = new Error('no such table');
      const unreadable = {
        ...chainOf(1),
        head: () => {
          throw cause;
        },
      };
      const signer = new CheckpointSigner(STORE_ID, path, unreadable);
      signer.signIfDue(signingKey);
      expect(signer.fault).toMatchObject({ code: 'store/unavailable', cause });
      expect(signer.fault?.message).toBe('No checkpoint was signed');
    });

    it('gets none for a log that lost the event of its last one', () => {
      appendCheckpoint(path, signCheckpoint({ ...AT_7, seq: 50 }, signingKey));
      const signer = new CheckpointSigner(STORE_ID, path, chainOf(5));
      signer.signIfDue(signingKey);
      signer.signLast();
      expect(signer.fault?.message).toBe(
        'The audit log does not extend its checkpoint at event 50; no new one is signed',
      );
    });

    it('that cannot be written leaves a fault and is tried again', () => {
      const blocked = join(folder.path, 'blocked');
      const chain = chainOf(100);
      const signer = new CheckpointSigner(STORE_ID, join(blocked, 'file'), chain);
      signer.signIfDue(signingKey);
      expect(signer.fault?.code).toBe('file/unwritable');
      rmSync(blocked, { force: true });
      writeFileSync(path, '');
      const again = new CheckpointSigner(STORE_ID, path, chain);
      again.signIfDue(signingKey);
      expect(again.fault).toBeNull();
      expect(readFileSync(path, 'utf8')).toContain('"seq":100');
    });
  });
});
