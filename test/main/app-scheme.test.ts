import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerAppRequest } from '../../src-main/app-scheme.ts';
import { CONTENT_POLICY } from '../../src-main/content-policy.ts';

const CANARY = 'canary-outside-the-folder';
let outside = '';
let folder = '';

beforeAll(() => {
  outside = mkdtempSync(join(tmpdir(), 'kw-scheme-'));
  folder = join(outside, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<p>window</p>');
  writeFileSync(join(folder, 'assets', 'a.js'), 'let a;');
  writeFileSync(join(folder, 'notes.txt'), CANARY);
  for (const name of ['secret.html', 'secret.json', 'renderer.html', 'vault.db']) {
    writeFileSync(join(outside, name), CANARY);
  }
  mkdirSync(`${folder}-other`);
  writeFileSync(join(`${folder}-other`, 'secret.html'), CANARY);
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

/** Each way up times each way to write a separator times each place it may stand in: 600 addresses. */
function traversals(): string[] {
  const ups = [
    '..',
    '%2e%2e',
    '.%2e',
    '%2e.',
    '%252e%252e',
    '..%00',
    '..;',
    '....',
    '%c0%ae%c0%ae',
    '．．',
  ];
  const separators = ['/', '%2f', '\\', '%5c', '//', '%252f', '%c0%af', '/./', '/%2e/', '∕'];
  const starts = ['', 'assets', 'index.html'];
  const ends = ['secret.html', 'renderer-other/secret.html'];
  const all: string[] = [];
  for (const up of ups)
    for (const separator of separators)
      for (const start of starts)
        for (const end of ends) all.push([start, up, end].join(separator));
  return all;
}

/** A request as main gets it: `Request` would tidy up the address before we see it. */
function requestOf(url: string, method = 'GET'): Request {
  return { url, method } as Request;
}

describe('the app scheme', () => {
  it('serves the window’s files, with the content policy', async () => {
    for (const path of ['', 'index.html', 'assets/a.js']) {
      const answer = await answerAppRequest(requestOf(`app://keywright/${path}`), folder);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toBe(CONTENT_POLICY);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('serves nothing outside its folder, however the way out is written', async () => {
    const vectors = traversals();
    expect(vectors.length).toBeGreaterThanOrEqual(500);
    const reached: string[] = [];
    for (const vector of vectors) {
      const answer = await answerAppRequest(requestOf(`app://keywright/${vector}`), folder);
      if ((await answer.text()).includes(CANARY)) reached.push(vector);
    }
    expect(reached).toEqual([]);
  });

  it('control: the same addresses do reach the file where only their end is looked at', () => {
    const reached = traversals().filter((vector) =>
      join(folder, decodeURIComponent(vector.replaceAll(/%c0|%a[ef]/g, ''))).startsWith(
        join(outside, 'secret.html'),
      ),
    );
    expect(reached.length).toBeGreaterThan(10);
  });

  it.each([
    'app://other/index.html',
    'app://keywright@other/index.html',
    'https://keywright/index.html',
    'file:///etc/passwd',
    'app://keywright/notes.txt',
    'app://keywright/assets',
    'app://keywright/absent.html',
    'app://keywright//etc/passwd.html',
    'nonsense',
  ])('does not know %s', async (url) => {
    expect((await answerAppRequest(requestOf(url), folder)).status).toBe(404);
  });

  it('only reads', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
      const answer = await answerAppRequest(requestOf('app://keywright/', method), folder);
      expect(answer.status).toBe(404);
    }
  });
});
