/** The state of the disk that a power cut at one moment may leave, laid out as real files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentChange, FileInode, FolderInode, Inode, NameChange } from './disk-history.ts';

const SECTOR_BYTES = 512;

/** Which of the changes that were not flushed reached the disk all the same. */
export interface PowerCut {
  keepsName(change: NameChange): boolean;
  keepsSize(): boolean;
  /** The sectors of one write that survive; asked once for each write. */
  keptSectors(count: number): (sector: number) => boolean;
}

interface Moment {
  /** Changes after this one were never made. */
  readonly at: number;
  readonly cut: PowerCut;
}

/** Writes what survives into `target`, an existing empty folder. SQLite's shared memory is no part of the disk and stays out. */
export function layOutCrash(root: FolderInode, moment: Moment, target: string): void {
  for (const [name, inode] of namesAt(root, moment)) {
    const path = join(target, name);
    if (inode.kind === 'folder') {
      mkdirSync(path, { mode: 0o700 });
      layOutCrash(inode, moment, path);
    } else if (!name.endsWith('-shm')) {
      writeFileSync(path, contentAt(inode, moment), { mode: 0o600 });
    }
  }
}

function namesAt(folder: FolderInode, { at, cut }: Moment): Map<string, Inode> {
  const flushed = flushedCount(folder, at);
  const names = new Map<string, Inode>();
  folder.changes.forEach((change, index) => {
    if (change.at > at) return;
    if (index >= flushed && !cut.keepsName(change)) return;
    if (change.kind === 'rename') names.delete(change.from);
    if (change.kind === 'remove') names.delete(change.name);
    else names.set(change.name, change.inode);
  });
  return names;
}

function contentAt(file: FileInode, { at, cut }: Moment): Buffer {
  const flushed = flushedCount(file, at);
  const content = new Content(file);
  file.changes.forEach((change, index) => {
    if (change.at > at) return;
    const isFlushed = index < flushed;
    if (change.kind === 'write') writeSurvivors(content, change, isFlushed ? null : cut);
    else if (isFlushed || cut.keepsSize()) content.resize(change.size);
  });
  return content.bytes();
}

type Write = Extract<ContentChange, { kind: 'write' }>;

/** Without a cut the whole write survives. */
function writeSurvivors(content: Content, write: Write, cut: PowerCut | null): void {
  const { offset, bytes } = write;
  const end = offset + bytes.length;
  if (cut === null) {
    content.write(write, offset, end);
    return;
  }
  const first = Math.floor(offset / SECTOR_BYTES);
  const last = Math.floor((end - 1) / SECTOR_BYTES);
  const isKept = cut.keptSectors(last - first + 1);
  for (let sector = first; sector <= last; sector += 1) {
    if (!isKept(sector - first)) continue;
    const from = Math.max(offset, sector * SECTOR_BYTES);
    content.write(write, from, Math.min(end, (sector + 1) * SECTOR_BYTES));
  }
}

/** The content of a file while it is put together; zeros where nothing was written. */
class Content {
  readonly #space: Buffer;
  #size = 0;

  constructor(file: FileInode) {
    const ends = file.changes.map((change) =>
      change.kind === 'write' ? change.offset + change.bytes.length : change.size,
    );
    this.#space = Buffer.alloc(Math.max(0, ...ends));
  }

  write(write: Write, from: number, to: number): void {
    write.bytes.copy(this.#space, from, from - write.offset, to - write.offset);
    this.#size = Math.max(this.#size, to);
  }

  resize(size: number): void {
    this.#space.fill(0, Math.min(size, this.#size));
    this.#size = size;
  }

  bytes(): Buffer {
    return this.#space.subarray(0, this.#size);
  }
}

function flushedCount(inode: Inode, at: number): number {
  return Math.max(
    0,
    ...inode.flushes.filter((flush) => flush.at <= at).map(({ covers }) => covers),
  );
}
