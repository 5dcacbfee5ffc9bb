/**
 * Reads an asar archive by its format, with none of the code that wrote it: a Chromium pickle with the length of a JSON head, the head,
 * then the files.
 */
import { readFileSync } from 'node:fs';

interface AsarNode {
  readonly files?: Readonly<Record<string, AsarNode>>;
  readonly size?: number;
  readonly offset?: string;
  readonly unpacked?: boolean;
  readonly integrity?: { readonly algorithm: string; readonly hash: string };
}

export interface AsarEntry {
  /** With slashes, none in front. */
  readonly path: string;
  readonly isUnpacked: boolean;
  /** SHA-256 in hex, as the head states it. */
  readonly hash: string | null;
  /** Null where it is unpacked. */
  readonly content: Buffer | null;
}

export function readAsar(file: string): AsarEntry[] {
  const bytes = readFileSync(file);
  const start = 8 + bytes.readUInt32LE(4);
  const head = bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8');
  return entriesOf(JSON.parse(head) as AsarNode, '', bytes.subarray(start));
}

function entriesOf(node: AsarNode, path: string, files: Buffer): AsarEntry[] {
  if (node.files !== undefined) {
    return Object.entries(node.files).flatMap(([name, child]) =>
      entriesOf(child, path === '' ? name : `${path}/${name}`, files),
    );
  }
  const { offset, size = 0, unpacked = false, integrity } = node;
  const at = Number(offset);
  return [
    {
      path,
      isUnpacked: unpacked,
      hash: integrity?.hash ?? null,
      content: unpacked ? null : files.subarray(at, at + size),
    },
  ];
}
