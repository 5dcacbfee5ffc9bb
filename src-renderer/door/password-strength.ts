/** How hard a password is to guess, 0 to 4. Long input is cut: what comes after the first 128 characters cannot make it weaker. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';

const MOST_CHARACTERS = 128;

const judge = new ZxcvbnFactory({
  dictionary: { ...dictionary, ...english },
  graphs: adjacencyGraphs,
});

export function scorePassword(password: string): 0 | 1 | 2 | 3 | 4 {
  return judge.check(password.slice(0, MOST_CHARACTERS)).score;
}
