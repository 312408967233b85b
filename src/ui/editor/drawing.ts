/** What is drawn on the canvas, for those who draw it elsewhere. */
import type { Place } from './layout-types.ts';
import type { CanvasItem } from './topology.ts';

export interface DrawnEdge {
  readonly source: string;
  readonly target: string;
  readonly data?: { readonly from: { readonly node: string; readonly port: number }; readonly lane: number | undefined } | undefined;
}

export interface Drawing {
  readonly topology: { readonly items: readonly CanvasItem[] };
  readonly places: ReadonlyMap<string, Place>;
  readonly edges: readonly DrawnEdge[];
}
