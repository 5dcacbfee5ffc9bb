/** Reads the memory of other processes of this user, as a debugger would. Linux only. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

export interface ProcessFacts {
  readonly pid: number;
  readonly command: string;
}

/** Processes that were started with this text in their environment. */
export function processesWith(environment: string): ProcessFacts[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => readOrEmpty(`/proc/${name}/environ`).split('\0').includes(environment))
    .map((name) => ({
      pid: Number(name),
      command: readOrEmpty(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim(),
    }))
    .filter(({ command }) => command !== '');
}

/** Names of the needles that lie anywhere in the writable memory of the process; a process that has ended holds none. */
export function searchMemory(pid: number, needles: ReadonlyMap<string, Buffer>): string[] {
  const found = new Set<string>();
  const longest = Math.max(...Array.from(needles.values(), (needle) => needle.length));
  const memory = openMemory(pid);
  if (memory === null) return [];
  try {
    for (const region of writableRegions(pid)) {
      for (const piece of piecesOf(memory, region, longest)) {
        for (const [name, needle] of needles) if (piece.includes(needle)) found.add(name);
      }
    }
  } finally {
    closeSync(memory);
  }
  return Array.from(found).toSorted();
}

function openMemory(pid: number): number | null {
  try {
    return openSync(`/proc/${pid}/mem`, 'r');
  } catch (cause) {
    if (existsSync(`/proc/${pid}`)) throw cause;
    return null;
  }
}

interface Region {
  readonly from: number;
  readonly to: number;
}

/** Only what was ever touched: much of what Node reserves never is. */
function writableRegions(pid: number): Region[] {
  const maps = readOrEmpty(`/proc/${pid}/smaps`).split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  return maps.flatMap((map) => {
    const match = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(map);
    if (match === null || !/^(Rss|Swap):\s+[1-9]/m.test(map)) return [];
    const [from, to] = match.slice(1).map((address) => Number.parseInt(address, 16));
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
}

const PIECE_BYTES = 8 * 1_048_576;

/** Overlapping, so that nothing is missed at a seam. A piece that cannot be read was unmapped meanwhile. */
function* piecesOf(memory: number, { from, to }: Region, overlap: number): Generator<Buffer> {
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let at = from; at < to; at += PIECE_BYTES - overlap) {
    const length = readInto(memory, piece, { at, wanted: Math.min(PIECE_BYTES, to - at) });
    if (length > 0) yield piece.subarray(0, length);
  }
}

function readInto(
  memory: number,
  piece: Buffer,
  { at, wanted }: { readonly at: number; readonly wanted: number },
): number {
  try {
    return readSync(memory, piece, 0, wanted, at);
  } catch {
    return 0;
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
