/** The box that stands for an operator of a foreign file that no operation here is. */
import type { Params } from '../graph/graph.ts';
import { AUTO_TYPE } from './network-builder.ts';
import type { ElementType, Shape, TensorType } from '../graph/tensor.ts';

/** The schema's number of a custom operator. */
const CUSTOM = 32;

/** Parameters of an opaque node: the operator's name, the types of its outputs, and which of its inputs are constants. */
export function opaqueParams(name: string, outputs: readonly TensorType[], operands: readonly (TensorType | 'in')[]): Params {
  return {
    name: name.slice(0, 200),
    builtin: CUSTOM,
    outputs: outputs.map((type) => typeText(type).replace(AUTO_TYPE, 'auto')).join(', '),
    operands: operands.map((operand) => (operand === 'in' ? 'in' : typeText(operand))).join(', '),
  };
}

function typeText({ type, shape }: { readonly type: ElementType; readonly shape: Shape }): string {
  return shape.length === 0 ? type : `${type} ${shape.join('x')}`;
}
