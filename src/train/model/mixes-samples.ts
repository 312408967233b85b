import type { DeployedGraph, DeployedOp } from '../../core/graph/deployed.ts';

/** Axes an operator works along, as its options or integers say; negative ones count from the end. */
function axesOf(op: DeployedOp, { tensors }: DeployedGraph): readonly number[] {
  switch (op.code) {
    case 'CONCATENATION':
      return [op.options.axis];
    case 'MEAN':
      return tensors[op.inputs[1]!]?.values ?? [];
    case 'SPLIT':
      return tensors[op.inputs[0]!]?.values ?? [];
    default:
      return [];
  }
}

/** True for an operator that joins or reorders the samples of a batch: one sample's result would depend on the others. */
export function mixesSamples(op: DeployedOp, graph: DeployedGraph): boolean {
  const { tensors } = graph;
  const values = [...op.inputs, ...op.outputs]
    .flatMap((index) => (index >= 0 ? [tensors[index]!] : []))
    .filter(({ role }) => role === 'activation');
  if (values.some(({ shape }) => shape[0] !== 1)) return true;
  const rank = values[0]?.shape.length ?? 0;
  if (op.code === 'TRANSPOSE') return (tensors[op.inputs[1]!]?.values?.[0] ?? 0) !== 0;
  return axesOf(op, graph).some((axis) => axis === 0 || axis === -rank);
}
