import { describe, expect, it } from 'vitest';
import type { VaultEntry } from '../../../src-core/vault/entry.ts';
import { EntryIndex } from '../../../src-core/vault/entry-index.ts';
import type { OverviewRow } from '../../../src-core/vault/row-access.ts';
import type { EntryId } from '../../../src-shared/ids/ids.ts';
import { failureCode, overview } from './vault-fixture.ts';

const ID = 'ent_1' as EntryId;

/** An index over one row, which `change` swaps in the file behind its back. */
function indexed() {
  const opened: string[] = [];
  const state = { row: rowOf('F1'), changes: 0 };
  const index = new EntryIndex({
    read: () => state.row,
    open: (row) => {
      opened.push(row.frames);
      return overview(row.frames);
    },
    foundChange: () => {
      state.changes += 1;
    },
  });
  index.put(state.row, state.row.frames);
  return { index, opened, state };
}

function rowOf(frames: string, version = 1): OverviewRow {
  return { id: ID, version, overview: Buffer.alloc(0), frames };
}

function nameOf(entry: VaultEntry | null | undefined): string | undefined {
  return entry?.overview.name;
}

describe('the index of entries', () => {
  it('opens an overview at the first look and not again', () => {
    const { index, opened } = indexed();
    expect(opened).toEqual([]);
    expect([nameOf(index.find(ID)), nameOf(index.list(9)[0])]).toEqual(['F1', 'F1']);
    expect(opened).toEqual(['F1']);
  });

  it('does not open a row that was swapped behind its back, by content or by version', async () => {
    for (const other of [rowOf('F2'), rowOf('F1', 2)]) {
      const { index, opened, state } = indexed();
      state.row = other;
      expect(await failureCode(() => index.find(ID))).toBe('vault/changed-outside');
      expect([opened, state.changes, index.list(9)]).toEqual([[], 1, []]);
    }
  });

  it('keeps what it opened through a walk that finds the same row, and only then', () => {
    const { index, opened, state } = indexed();
    index.find(ID);
    index.beginWalk();
    index.put(rowOf('F1'), 'F1');
    index.endWalk();
    expect(nameOf(index.find(ID))).toBe('F1');
    expect(opened).toEqual(['F1']);
    state.row = rowOf('F2', 2);
    index.beginWalk();
    index.put(state.row, 'F2');
    index.endWalk();
    expect(nameOf(index.find(ID))).toBe('F2');
    expect(opened).toEqual(['F1', 'F2']);
  });

  it('forgets what a walk does not find, and what is not of the form', () => {
    const { index } = indexed();
    expect(index.put(rowOf(''), '')).toBe(false);
    expect(index.find(ID)).toBeNull();
    const { index: other } = indexed();
    other.beginWalk();
    other.endWalk();
    expect(other.find(ID)).toBeNull();
  });
});
