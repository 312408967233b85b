import type { Design } from '../core/document/design.ts';
import type { OrderJob } from '../jobs/order-job.ts';
import { createDesignStore, type DesignStore } from './design-store.ts';
import { createEstimateStore, type Costing, type EstimateStore } from './estimate-store.ts';
import { createLibrary, type LibraryStore } from './library-store.ts';
import { nodeIndex } from './node-index.ts';
import { createOrderStore, type OrderStore } from './order-store.ts';
import { createSelectionStore, type SelectionStore } from './selection-store.ts';
import type { Storage } from './storage.ts';
import type { Tabs } from './tabs.ts';
import { createViewStore, type ViewPreferences, type ViewStore } from './view-store.ts';
import { createWeightsStore, type WeightsStore } from './weights-store.ts';

/** Everything the screen shows. */
export interface Stores {
  readonly design: DesignStore;
  readonly selection: SelectionStore;
  readonly view: ViewStore;
  readonly estimate: EstimateStore;
  readonly order: OrderStore;
  readonly library: LibraryStore;
  readonly weights: WeightsStore;
}

export interface StoresOptions {
  readonly design?: Design | undefined;
  readonly preferences?: Partial<ViewPreferences>;
  readonly costing: Costing;
  /** Left out: designs are kept in memory, without a word. */
  readonly storage?: Promise<Storage | undefined> | undefined;
  readonly tabs?: Tabs | undefined;
  /** Left out: no best order is looked for. */
  readonly orderJob?: OrderJob | undefined;
}

/** The stores, joined: the estimate follows the design, and the selection forgets nodes that were deleted, or belong to another design. */
export function createStores({ design: initial, preferences, costing, storage, tabs, orderJob }: StoresOptions): Stores {
  const view = createViewStore(preferences);
  const sayError = (problem: string): void => void view.getState().say(problem, 'error');
  const refuse = (reason: string): void => sayError(`This edit is not possible: ${reason}.`);
  const design = createDesignStore(initial, undefined, refuse);
  const selection = createSelectionStore();
  const order = createOrderStore(design, orderJob);
  const estimate = createEstimateStore(design, view, costing, order);
  const library = createLibrary({ designs: design, view, storage, tabs });
  const weights = createWeightsStore(design, () => library.getState(), sayError);
  design.subscribe((state, before) => {
    const { nodes } = state.design.graph;
    const kept = state.id === before.id ? nodeIndex(nodes).keys() : [];
    if (nodes !== before.design.graph.nodes) selection.getState().keepOnly(new Set(kept));
  });
  return { design, selection, view, estimate, order, library, weights };
}
