/** Top left corner of a card, canvas pixels. */
export type Place = readonly [x: number, y: number];

export type LayoutDirection = 'down' | 'right';

export interface Layout {
  /** By item id. */
  readonly places: ReadonlyMap<string, Place>;
  /** By edge id: the x (flow down) or y (flow right) at which an edge passes the cards between its ends. */
  readonly lanes: ReadonlyMap<string, number>;
}
