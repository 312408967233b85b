/** Where an arrow key leads on the canvas: along the flow it follows edges, across the flow it goes to the next card of the row. */
import type { LayoutDirection, Place } from './layout-types.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-size.ts';
import type { Topology } from './topology.ts';

export type ArrowKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

export function isArrowKey(key: string): key is ArrowKey {
  return key === 'ArrowUp' || key === 'ArrowDown' || key === 'ArrowLeft' || key === 'ArrowRight';
}

type Step = 'forward' | 'back' | 'before' | 'after';

const STEPS: Readonly<Record<LayoutDirection, Readonly<Record<ArrowKey, Step>>>> = {
  down: { ArrowDown: 'forward', ArrowUp: 'back', ArrowLeft: 'before', ArrowRight: 'after' },
  right: { ArrowRight: 'forward', ArrowLeft: 'back', ArrowUp: 'before', ArrowDown: 'after' },
};

/** undefined: there is nothing that way. */
export function neighbour(
  topology: Topology,
  places: ReadonlyMap<string, Place>,
  direction: LayoutDirection,
  from: string,
  key: ArrowKey,
): string | undefined {
  const step = STEPS[direction][key];
  if (step === 'forward')
    return nearest(
      topology.edges.filter((edge) => edge.source === from).map((edge) => edge.target),
      from,
      places,
    );
  if (step === 'back') return topology.edges.find((edge) => edge.target === from)?.source;
  return inRow(places, direction, from, step === 'after' ? 1 : -1);
}

/** Of several readers the one closest to straight on. */
function nearest(items: readonly string[], from: string, places: ReadonlyMap<string, Place>): string | undefined {
  const start = places.get(from);
  if (start === undefined) return items[0];
  const distance = (item: string): number => {
    const place = places.get(item);
    return place === undefined ? Infinity : Math.abs(place[0] - start[0]) + Math.abs(place[1] - start[1]);
  };
  return items.toSorted((a, b) => distance(a) - distance(b))[0];
}

function inRow(places: ReadonlyMap<string, Place>, direction: LayoutDirection, from: string, sign: 1 | -1): string | undefined {
  const start = places.get(from);
  if (start === undefined) return undefined;
  const [along, across] = direction === 'down' ? [1, 0] : [0, 1];
  const size = direction === 'down' ? CARD_HEIGHT : CARD_WIDTH;
  let best: string | undefined;
  let shortest = Infinity;
  for (const [id, place] of places) {
    const distance = sign * (place[across]! - start[across]!);
    if (id === from || distance <= 0 || Math.abs(place[along]! - start[along]!) >= size || distance >= shortest) continue;
    best = id;
    shortest = distance;
  }
  return best;
}
