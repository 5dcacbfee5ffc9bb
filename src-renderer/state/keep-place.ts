import { tell } from '../bridge.ts';
import { useListWidth } from './list-width.ts';
import { usePlace } from './place.ts';

/** For the next launch. A place that is not kept is no reason to disturb anybody. */
export function keepPlace(): void {
  const { section } = usePlace.getState();
  const { widthPx: listWidthPx } = useListWidth.getState();
  tell('place:note', { section, listWidthPx }).catch(() => undefined);
}
