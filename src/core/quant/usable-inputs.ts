import type { DeployedGraph } from '../graph/deployed.ts';
import type { Elements } from './elements.ts';
import { createInputGenerator } from './generated-inputs.ts';

/** As `createInputGenerator`, but values that are places in a table are brought within it. */
export function createUsableInputs(graph: DeployedGraph, seed: number): () => Elements[] {
  const generate = createInputGenerator(seed);
  const limits = graph.inputs.map((index) => indexLimit(graph, index));
  return () => generate(graph).map((elements, i) => withinLimit(elements, limits[i]));
}

/** How many entries the table has that this tensor's values are places in; undefined when they are none. */
function indexLimit({ ops, tensors }: DeployedGraph, index: number): number | undefined {
  for (const op of ops) {
    if (op.code === 'GATHER' && op.inputs[1] === index) return tensors[op.inputs[0]!]!.shape.at(op.options.axis);
    if (op.code === 'EMBEDDING_LOOKUP' && op.inputs[0] === index) return tensors[op.inputs[1]!]!.shape[0];
  }
  return undefined;
}

function withinLimit(elements: Elements, limit: number | undefined): Elements {
  if (limit === undefined || !(elements instanceof Int32Array)) return elements;
  return elements.map((value) => (value >>> 0) % limit);
}
