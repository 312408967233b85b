import type { DeployedGraph, DeployedOp, DeployedTensor } from '../graph/deployed.ts';
import type { Elements } from './elements.ts';
import { createInputGenerator } from './generated-inputs.ts';

/** As `createInputGenerator`, but values that are places in a table are brought within it. */
export function createUsableInputs(graph: DeployedGraph, seed: number): () => Elements[] {
  const generate = createInputGenerator(seed);
  const limits = graph.inputs.map((index) => indexLimit(graph, index));
  return () => generate(graph).map((elements, i) => withinLimit(elements, limits[i]));
}

/** How many entries the smallest table has in which this tensor's values, moved or not, are places; undefined when they are none. */
function indexLimit({ ops, tensors }: DeployedGraph, index: number): number | undefined {
  const reached = new Set([index]);
  const limits: number[] = [];
  for (const op of ops) {
    const rows = tableRows(op, tensors, reached);
    if (rows !== undefined) limits.push(rows);
    else if (op.inputs.some((each) => reached.has(each))) op.outputs.forEach((each) => reached.add(each));
  }
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** Rows of the table that the operator looks up one of these tensors in. */
function tableRows(op: DeployedOp, tensors: readonly DeployedTensor[], indices: ReadonlySet<number>): number | undefined {
  if (op.code === 'GATHER' && indices.has(op.inputs[1]!)) return tensors[op.inputs[0]!]!.shape.at(op.options.axis);
  if (op.code === 'EMBEDDING_LOOKUP' && indices.has(op.inputs[0]!)) return tensors[op.inputs[1]!]!.shape[0];
  return undefined;
}

function withinLimit(elements: Elements, limit: number | undefined): Elements {
  if (limit === undefined || !(elements instanceof Int32Array)) return elements;
  return elements.map((value) => (value >>> 0) % limit);
}
