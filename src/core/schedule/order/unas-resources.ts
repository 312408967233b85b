import type { DeployedGraph } from '../../graph/deployed.ts';
import { resourceGraphOf, type ResourceGraph } from '../../runtime/unas/resource-graph.ts';
import { bestOrder } from './best-order.ts';
import type { OrderProblem } from './problem.ts';

/** The four figures of the µNAS resource model. */
export interface UnasResources {
  /** Peak memory usage in bytes over the best order, the network's input not counted. */
  readonly pmu: number;
  /** The same with the input; as the public code counts it, once for every operator that still has to read it. */
  readonly pmuWithInput: number;
  /** Bytes of weights and biases. */
  readonly size: number;
  readonly macs: number;
  /** False when the order search ran into its bound: the peaks are then those of the best order found. */
  readonly exact: boolean;
}

/** The figures of a file or a design, with its own shapes. */
export function unasResources(graph: DeployedGraph): UnasResources {
  return resourcesOf(resourceGraphOf(graph));
}

/** The figures of a network given in the model's own terms. */
export function resourcesOf(graph: ResourceGraph): UnasResources {
  const without = bestOrder(problemOf(graph, 'input not counted'));
  const withInput = bestOrder(problemOf(graph, 'input counted'));
  return {
    pmu: without.peakBytes,
    pmuWithInput: withInput.peakBytes,
    size: graph.size,
    macs: graph.macs,
    exact: without.exact && withInput.exact,
  };
}

function problemOf(graph: ResourceGraph, counting: 'input counted' | 'input not counted'): OrderProblem {
  const bytes = [...graph.elements];
  const given = new Set(graph.graphInputs);
  const copies: number[] = [];
  const readCopy = (tensor: number): number => {
    if (!given.has(tensor)) return tensor;
    const copy = bytes.push(counting === 'input counted' ? bytes[tensor]! : 0) - 1;
    copies.push(copy);
    return copy;
  };
  return {
    inputs: graph.inputs.map((tensors) => [...new Set(tensors)].map(readCopy)),
    outputs: graph.outputs,
    after: graph.inputs.map(() => []),
    inPlace: graph.inPlace.map((tensors) => tensors.filter((tensor) => !given.has(tensor))),
    bytes,
    scratch: graph.inputs.map(() => 0),
    graphInputs: copies,
    graphOutputs: graph.graphOutputs,
  };
}
