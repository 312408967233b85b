/** Where cards stand: where the user put them, else where the layout does. */
import type { NodeId } from '../../core/graph/graph.ts';
import { CARD_GAP, CARD_HEIGHT, CARD_WIDTH, RANK_GAP } from './card-size.ts';
import type { Layout, LayoutDirection, Place } from './layout-types.ts';
import type { CanvasItem } from './topology.ts';

type Positions = Readonly<Record<NodeId, Place>>;

const ALONG = (CARD_WIDTH + RANK_GAP) / (CARD_HEIGHT + RANK_GAP);
const ACROSS = (CARD_HEIGHT + CARD_GAP) / (CARD_WIDTH + CARD_GAP);

/** Documents hold places for the flow downwards; to the right they are turned, with the card's proportions. */
export function turned([x, y]: Place, direction: LayoutDirection): Place {
  return direction === 'down' ? [x, y] : [Math.round(y * ALONG), Math.round(x * ACROSS)];
}

/** The inverse of `turned`. */
export function unturned([x, y]: Place, direction: LayoutDirection): Place {
  return direction === 'down' ? [x, y] : [Math.round(y / ACROSS), Math.round(x / ALONG)];
}

/** By item id. A block stands where its first node was put. */
export function placesOf(
  items: readonly CanvasItem[],
  layout: Layout,
  positions: Positions,
  direction: LayoutDirection,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const item of items) {
    const own = positions[item.nodes[0]!];
    const place = own === undefined ? layout.places.get(item.id) : turned(own, direction);
    if (place !== undefined) places.set(item.id, place);
  }
  return places;
}
