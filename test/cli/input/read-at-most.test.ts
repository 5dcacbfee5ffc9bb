import { spawn, spawnSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readAtMost } from '../../../src-cli/input/read-at-most.ts';
import { readSecretFile } from '../../../src-cli/input/secret-file.ts';
import { codeOfAsync } from '../../code-of.ts';
import { memoryFolder } from '../../memory-folder.ts';

function file(content: string): string {
  const folder = memoryFolder();
  onTestFinished(() => folder.remove());
  const path = join(folder.path, 'file');
  writeFileSync(path, content);
  return path;
}

it('gives a file within the limit as it is', async () => {
  expect(String(await readAtMost(file('secret'), 6))).toBe('secret');
  expect(String(await readAtMost(file(''), 6))).toBe('');
});

it('takes one byte more than the limit from a file of 8 GiB, and none of the rest', async () => {
  const path = file('');
  truncateSync(path, 8 * 2 ** 30);
  expect(await readAtMost(path, 1_000)).toHaveLength(1_001);
});

it('ends on a device without an end', async () => {
  expect(await readAtMost('/dev/zero', 1_000)).toHaveLength(1_001);
  expect(await codeOfAsync(() => readSecretFile('/dev/zero', '--secret-file'))).toBe(
    'usage/secret-rejected',
  );
});

it('reads a pipe to its end', async () => {
  const path = `${file('')}.pipe`;
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  const read = readAtMost(path, 1_000_000);
  spawn('sh', ['-c', `seq 20000 > '${path}'`], { stdio: 'ignore' });
  expect((await read).length).toBe(spawnSync('seq', ['20000']).stdout.length);
});
