/** The entries as every screen sees them: read once for all, and again whenever the engine says that something changed. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { ask } from '../bridge.ts';
import { CatalogReader, nothingRead, type ReadCatalog } from './catalog-reader.ts';

interface Entries {
  readonly live: ReadCatalog;
  readonly trash: ReadCatalog;
}

const useReadEntries = create<Entries>()(() => ({ live: nothingRead, trash: nothingRead }));

const readers = {
  live: reader('live'),
  trash: reader('trash'),
} as const;

function reader(which: keyof Entries): CatalogReader {
  return new CatalogReader({
    inTrash: which === 'trash',
    ask: (input) => ask('entry:page', input),
    onChange: (catalog) => useReadEntries.setState({ [which]: catalog }),
  });
}

/** Reads for as long as the screen is there. */
export function useEntries(which: keyof Entries): ReadCatalog & Pick<CatalogReader, 'find'> {
  const catalog = useReadEntries((entries) => entries[which]);
  const source = readers[which];
  useEffect(() => {
    const again = (): void => void source.read();
    again();
    return window.keywright.onEngine(again);
  }, [source]);
  return { ...catalog, find: (id) => source.find(id) };
}

export function stopReading(which: keyof Entries): void {
  readers[which].stop();
}

/** After a stop, or a fault. */
export function goOnReading(which: keyof Entries): void {
  void readers[which].goOn();
}
