/** The bridge from the stores to React. A component subscribes to its own slice: it renders again only when the slice changed. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { defined } from '../core/base/assert.ts';
import type { NodeFacts, Warning } from '../core/cost/estimate-types.ts';
import type { GraphNode, NodeId } from '../core/graph/graph.ts';
import type { DesignState } from './design-store.ts';
import type { EstimateState } from './estimate-store.ts';
import type { LibraryState } from './library-store.ts';
import { nodeIndex } from './node-index.ts';
import type { OrderState } from './order-store.ts';
import type { SelectionState } from './selection-store.ts';
import type { Stores } from './stores.ts';
import type { ViewState } from './view-store.ts';
import type { WeightsState } from './weights-store.ts';

export const StoresContext = createContext<Stores | undefined>(undefined);

export function useStores(): Stores {
  return defined(useContext(StoresContext), 'StoresContext');
}

export function useDesign<T>(select: (state: DesignState) => T): T {
  return useStore(useStores().design, select);
}

export function useSelection<T>(select: (state: SelectionState) => T): T {
  return useStore(useStores().selection, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStores().view, select);
}

export function useEstimate<T>(select: (state: EstimateState) => T): T {
  return useStore(useStores().estimate, select);
}

export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(useStores().library, select);
}

export function useWeights<T>(select: (state: WeightsState) => T): T {
  return useStore(useStores().weights, select);
}

/** The best order of the open design, from the background. */
export function useBestOrder(): OrderState {
  return useStore(useStores().order);
}

/** The node, or undefined when it was deleted. */
export function useNode(id: NodeId): GraphNode | undefined {
  return useDesign((state) => nodeIndex(state.design.graph.nodes).get(id));
}

/** Cost and output types of a node; the same object until they change. */
export function useNodeFacts(id: NodeId): NodeFacts | undefined {
  return useEstimate((state) => state.facts.get(id));
}

/** What is wrong with a node, in words. */
export function useNodeProblem(id: NodeId): string | undefined {
  return useEstimate((state) => state.problems.get(id));
}

export function useNodeWarnings(id: NodeId): readonly Warning[] | undefined {
  return useEstimate((state) => state.warnings.get(id));
}
