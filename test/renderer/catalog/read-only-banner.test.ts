import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { ReadOnlyNote } from '../../../src-renderer/catalog/read-only-banner.tsx';
import { words } from '../../../src-renderer/words/set-up-words.ts';

function drawn(cause: string | null): string {
  const note = createElement(ReadOnlyNote, { cause });
  return renderToStaticMarkup(createElement(I18nextProvider, { i18n: words }, note));
}

const { t } = words;

describe('the banner of a vault that is read-only', () => {
  it('says why, each cause in its own words, in a live region', () => {
    for (const cause of ['changed-outside', 'rolled-back', 'newer', 'unwritable'] as const) {
      expect(drawn(cause)).toContain(t(`catalog.readOnly.${cause}`));
      expect(drawn(cause)).toContain('role="status"');
    }
  });

  it('says that it is so for a cause it does not know', () => {
    expect(drawn('moonlight')).toContain(t('catalog.readOnly.unknown'));
  });

  it('is not there while everything can be changed', () => {
    expect(drawn(null)).toBe('');
  });
});
