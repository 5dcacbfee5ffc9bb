import { galleryEntries } from './gallery-entries.ts';

/** The state alone on the page: what a frame of the gallery holds. */
export function FramedState({ name }: { readonly name: string }) {
  const state = galleryEntries
    .flatMap(({ component, states }) =>
      states.map((one) => ({ ...one, path: `${component}/${one.name}` })),
    )
    .find(({ path }) => path === name);
  return <main>{state === undefined ? `There is no state ${name}.` : state.render()}</main>;
}
