/** The gallery shows the whole design system: what is exported from src-renderer/design, and the three drawings. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { galleryEntries } from '../../../src-renderer/gallery/gallery-entries.ts';
import { words } from '../../../src-renderer/words/set-up-words.ts';

const folder = join(import.meta.dirname, '../../../src-renderer/design');
const DRAWINGS = ['Bitting', 'LifeLine', 'Sentence'];

/** A component begins with a capital letter and is a function, bare or wrapped. */
function componentsOf(source: string): string[] {
  const pattern = /^export (?:function|const) ([A-Z][a-z]\w*)/gm;
  return Array.from(source.matchAll(pattern), ([, name = '']) => name);
}

function missingFrom(shown: readonly string[], sources: readonly string[]): string[] {
  return [...sources.flatMap(componentsOf), ...DRAWINGS].filter((name) => !shown.includes(name));
}

const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));
const shown = galleryEntries.map(({ component }) => component);

describe('the gallery', () => {
  it('shows every component of the design system and every drawing', () => {
    expect(sources.flatMap(componentsOf).length).toBeGreaterThan(15);
    expect(missingFrom(shown, sources)).toEqual([]);
  });

  it('would miss a component that nobody added (control)', () => {
    const planted = 'export function Clock() {}\nexport const Dial = memo(function Dial() {});';
    expect(missingFrom(shown, [planted])).toEqual(['Clock', 'Dial']);
  });

  it('names each state of a component once', () => {
    const names = galleryEntries.flatMap(({ component, states }) =>
      states.map(({ name }) => `${component}/${name}`),
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('draws every state', () => {
    const states = galleryEntries.flatMap((entry) => entry.states);
    for (const { render } of states) {
      const drawn = createElement(I18nextProvider, { i18n: words }, render());
      expect(() => renderToString(drawn)).not.toThrow();
    }
    expect(states.length).toBeGreaterThan(100);
  });
});
