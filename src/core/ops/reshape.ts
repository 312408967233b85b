/** Reshape. */
import { fail, type Result } from '../base/result.ts';
import { elementCount, shapeText, type Shape, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { intsField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { emitReshape, SHAPE_TENSOR } from './reshape-emit.ts';
import { readBool, readInts, type Settings } from './settings.ts';

const SHAPE = intsField('shape', 'Shape', [1, -1], [-1, 2 ** 31], {
  help: 'All dimensions, the batch too; one may be −1 and takes what is left.',
});

export const reshape: OpSpec = defineOp({
  kind: 'reshape',
  label: 'Reshape',
  group: 'shape',
  summary: 'The same values in another shape; the default planner keeps both copies in memory.',
  arity: { min: 1, max: 1 },
  fields: [SHAPE, SHAPE_TENSOR],
  card: (settings) => shapeText(readInts(settings, SHAPE)),
  outputs,
  weights: () => [],
  lower: (settings, emit, [output]) => [emitReshape(emit, emit.asIs(0), output!.shape, readBool(settings, SHAPE_TENSOR))],
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const wanted = readInts(settings, SHAPE);
  const shape = target(wanted, elementCount(input!.shape));
  if (shape === undefined)
    return fail(`Reshape to ${shapeText(wanted)} does not hold the ${elementCount(input!.shape)} values of ${shapeText(input!.shape)}`);
  return { ok: true, value: [{ shape, type: input!.type }] };
}

/** The wanted shape with its one -1 filled in; undefined when the element counts differ. */
function target(wanted: Shape, elements: number): Shape | undefined {
  const known = wanted.reduce((product, dimension) => (dimension < 0 ? product : product * dimension), 1);
  const open = wanted.filter((dimension) => dimension < 0).length;
  if (open === 0) return known === elements ? wanted : undefined;
  if (open > 1 || known < 1 || elements % known !== 0) return undefined;
  return wanted.map((dimension) => (dimension < 0 ? elements / known : dimension));
}
