/** A plain layered layout in linear time, for networks on which dagre would think for seconds or run out of stack. */
import { CARD_GAP, CARD_HEIGHT, CARD_WIDTH, RANK_GAP } from './card-size.ts';
import type { LayoutDirection, Place } from './layout-types.ts';
import type { CanvasItem, Topology } from './topology.ts';

/** By item id: edges from nothing to an item, at most. An edge back against the running order, as in a loop, does not count. */
export type Ranks = ReadonlyMap<string, number>;

export function ranksOf({ items, incoming }: Topology): Ranks {
  const ranks = new Map<string, number>();
  for (const item of items) {
    const before = (incoming.get(item.id) ?? []).map((edge) => ranks.get(edge.source) ?? -1);
    ranks.set(item.id, 1 + before.reduce((most, rank) => Math.max(most, rank), -1));
  }
  return ranks;
}

/** Each rank is a row; in it, a card stands as near as may be to the middle of what it reads. */
export function layeredPlaces(topology: Topology, ranks: Ranks, direction: LayoutDirection): ReadonlyMap<string, Place> {
  const rows: CanvasItem[][] = [];
  for (const item of topology.items) (rows[ranks.get(item.id)!] ??= []).push(item);
  const across = new Map<string, number>();
  for (const row of rows) for (const [id, place] of rowPlaces(row, topology, across, direction)) across.set(id, place);
  const step = RANK_GAP + (direction === 'down' ? CARD_HEIGHT : CARD_WIDTH);
  return new Map(
    topology.items.map(({ id }) => {
      const [along, at] = [ranks.get(id)! * step, Math.round(across.get(id)!)];
      return [id, direction === 'down' ? [at, along] : [along, at]];
    }),
  );
}

/** Where the cards of a row stand across the flow. */
function rowPlaces(
  row: readonly CanvasItem[],
  { incoming }: Topology,
  across: ReadonlyMap<string, number>,
  direction: LayoutDirection,
): readonly (readonly [id: string, place: number])[] {
  const step = CARD_GAP + (direction === 'down' ? CARD_WIDTH : CARD_HEIGHT);
  const wished = row
    .map(({ id }) => ({ id, wish: mean((incoming.get(id) ?? []).flatMap((edge) => across.get(edge.source) ?? [])) }))
    .toSorted((a, b) => a.wish - b.wish);
  let next = -Infinity;
  const placed = wished.map(({ wish }) => {
    const place = Math.max(wish, next);
    next = place + step;
    return place;
  });
  const shift = mean(wished.map(({ wish }, i) => wish - placed[i]!));
  return wished.map(({ id }, i) => [id, placed[i]! + shift]);
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
