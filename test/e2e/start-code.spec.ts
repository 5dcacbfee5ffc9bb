import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { startCode } from './start-code.ts';

test('loads no more than 250 kB of code at its start', () => {
  const files = startCode();
  expect(files.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['script', 'style']));
  expect(files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)).toBeLessThan(250_000);
});

test('loads no schemas: engine and main check what the page says', () => {
  const texts = startCode().map(({ file }) => readFileSync(file, 'utf8'));
  expect(texts.filter((text) => text.includes('ZodError'))).toHaveLength(0);
});
