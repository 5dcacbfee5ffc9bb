/** Every file in transcripts/ is played against the real program. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { playTranscript } from './transcript/run-transcript.ts';

const folder = fileURLToPath(new URL('./transcripts', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('transcripts', () => {
  it.each(names)('%s plays as written', { timeout: 300_000 }, async (name) => {
    expect(await playTranscript(readFileSync(join(folder, name), 'utf8'))).toBeNull();
  });

  it.each([
    ['a wrong line', '$ echo yes\n> no', 'stdout expected: no'],
    ['a missing line', '$ true\n> yes', 'stdout missing: yes'],
    ['a line too many', '$ echo yes', 'stdout not expected: yes'],
    ['a wrong exit code', '$ exit 3', 'exit 3 instead of 0'],
    ['a line on standard error', '$ echo no >&2', 'stderr not expected: no'],
    ['another id than before', '$ echo 1; echo 2\n> {{int:X}}\n> {{X}}', 'stdout expected'],
  ])('finds %s, so the files above can fail', async (_what, text, difference) => {
    expect(await playTranscript(text)).toContain(difference);
  });
});
