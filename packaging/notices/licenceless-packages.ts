/** Packages that state a licence and come without its text, and where that text is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The native half of a package lies in a package of its own, beside the one that has the licence of both. */
const HALVES: readonly (readonly [RegExp, string])[] = [[/^@node-rs\/argon2-/, 'argon2']];

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

/** Their package.json says MIT; whose they are is said there or in their README. */
const MIT_WITHOUT_TEXT: Readonly<Record<string, string>> = {
  'abstract-logging': 'Copyright (c) James Sumners <james.sumners@gmail.com>',
  'pg-types': 'Copyright (c) 2014 Brian M. Carlson',
  pgpass: 'Copyright (c) 2013-2016 Hannes Hörl',
};

/** Null: nobody has said yet where the text of this package is. */
export function textOfLicencelessPackage(name: string, folder: string): string | null {
  const copyright = MIT_WITHOUT_TEXT[name];
  if (copyright !== undefined) return `MIT License\n\n${copyright}\n\n${MIT}`;
  const whole = HALVES.find(([pattern]) => pattern.test(name))?.[1];
  if (whole === undefined) return null;
  const beside = join(folder, '..', whole);
  const file = readdirSync(beside).find((entry) => /^licen[cs]e/i.test(entry));
  return file === undefined ? null : readFileSync(join(beside, file), 'utf8').trim();
}
