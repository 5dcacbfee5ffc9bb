/** Reads a file of vectors of this folder; the caller knows its shape. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
}
