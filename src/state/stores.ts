import type { Design } from '../core/document/design.ts';
import { createDesignStore, type DesignStore } from './design-store.ts';
import { createEstimateStore, type Costing, type EstimateStore } from './estimate-store.ts';
import { nodeIndex } from './node-index.ts';
import { createSelectionStore, type SelectionStore } from './selection-store.ts';
import { createViewStore, type ViewPreferences, type ViewStore } from './view-store.ts';

/** Everything the screen shows. */
export interface Stores {
  readonly design: DesignStore;
  readonly selection: SelectionStore;
  readonly view: ViewStore;
  readonly estimate: EstimateStore;
}

export interface StoresOptions {
  readonly design?: Design;
  readonly preferences?: Partial<ViewPreferences>;
  readonly costing: Costing;
}

/** The stores, joined: the estimate follows the design, and the selection forgets nodes that were deleted. */
export function createStores({ design: initial, preferences, costing }: StoresOptions): Stores {
  const design = createDesignStore(initial);
  const selection = createSelectionStore();
  const view = createViewStore(preferences);
  const estimate = createEstimateStore(design, view, costing);
  design.subscribe((state, before) => {
    const { nodes } = state.design.graph;
    if (nodes !== before.design.graph.nodes) selection.getState().keepOnly(new Set(nodeIndex(nodes).keys()));
  });
  return { design, selection, view, estimate };
}
