import { useEffect, useRef } from 'react';
import { classNames } from '../design/class-names.ts';
import styles from './gallery.module.css';
import { addressOf, GALLERY_THEMES, type GalleryTheme } from './gallery-address.ts';
import { galleryEntries } from './gallery-entries.ts';
import type { GalleryEntry, GalleryState } from './gallery-entry.ts';
import { markShown } from './shown-states.ts';

type PanelTheme = Exclude<GalleryTheme, 'all'>;

/** Every component of the design system in every state, in one theme or in all of them side by side. */
export function Gallery({ theme }: { readonly theme: GalleryTheme }) {
  const themes: readonly PanelTheme[] = theme === 'all' ? GALLERY_THEMES : [theme];
  return (
    <>
      <header className={styles['head']}>
        <h1>Gallery</h1>
        <nav aria-label="Theme" className={styles['themes']}>
          {(['all', ...GALLERY_THEMES] as const).map((one) => (
            <a key={one} href={addressOf(one)} aria-current={one === theme ? 'page' : undefined}>
              {one === 'all' ? 'Side by side' : one}
            </a>
          ))}
        </nav>
      </header>
      <main>
        {galleryEntries.map((entry) => (
          <Section key={entry.component} entry={entry} themes={themes} />
        ))}
      </main>
    </>
  );
}

interface SectionProps {
  readonly entry: GalleryEntry;
  readonly themes: readonly PanelTheme[];
}

function Section({ entry, themes }: SectionProps) {
  return (
    <section className={styles['section']} aria-labelledby={entry.component}>
      <h2 id={entry.component}>{entry.component}</h2>
      <div className={styles['panels']}>
        {themes.map((theme) => (
          <div key={theme} className={styles['panel']} data-theme={theme}>
            {entry.states.map((state) => (
              <Shown key={state.name} entry={entry} state={state} theme={theme} />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

interface ShownProps {
  readonly entry: GalleryEntry;
  readonly state: GalleryState;
  readonly theme: PanelTheme;
}

function Shown({ entry, state, theme }: ShownProps) {
  const { name, width = 'own', shown, frameHeight } = state;
  const inside = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (inside.current !== null && shown !== undefined) markShown(inside.current, shown);
  }, [shown]);
  const path = `${entry.component}/${name}`;
  return (
    <figure
      className={classNames(styles['state'], styles[frameHeight === undefined ? width : 'wide'])}
    >
      <figcaption>{name}</figcaption>
      {frameHeight === undefined ? (
        <div ref={inside}>{state.render()}</div>
      ) : (
        <iframe title={`${path}, ${theme}`} src={addressOf(theme, path)} height={frameHeight} />
      )}
    </figure>
  );
}
