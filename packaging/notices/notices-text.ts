import type { Notice } from './read-notice.ts';

const LINE = '-'.repeat(80);

/** THIRD-PARTY-NOTICES.txt, for people without the window. */
export function noticesText(notices: readonly Notice[]): string {
  const parts = notices.map(
    ({ name, version, licence, text }) => `${LINE}\n${name} ${version} (${licence})\n\n${text}\n`,
  );
  return [HEAD, ...parts].join('\n');
}

const HEAD = `Keywright contains the packages below, each under its own licence.
Of Chromium, which Electron contains, LICENSES.chromium.html tells the same.
`;
