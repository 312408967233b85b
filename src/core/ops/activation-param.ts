/** The activation a layer carries as a parameter, and what becomes of it when deployed. */
import type { Activation } from '../graph/deployed.ts';
import type { Params } from '../graph/graph.ts';
import type { Emitter } from './op.ts';
import { choiceField, readText } from './fields.ts';

export const ACTIVATION = choiceField(
  'activation',
  'Activation',
  {
    none: 'None',
    relu: 'ReLU',
    relu6: 'ReLU6',
    relu_n1_to_1: 'ReLU −1…1',
    tanh: 'Tanh',
    sigmoid: 'Sigmoid',
    hard_swish: 'Hard-swish',
    leaky_relu: 'Leaky ReLU',
  },
  { help: 'ReLUs are fused into the operator; the others run as an operator of their own.' },
);

/** Slope of a leaky ReLU given as a parameter: the default of Keras. */
const LEAKY_SLOPE = 0.3;

const FUSED: Readonly<Record<string, Activation>> = {
  none: 'NONE',
  relu: 'RELU',
  relu6: 'RELU6',
  relu_n1_to_1: 'RELU_N1_TO_1',
  tanh: 'TANH',
};

export function hasActivation(params: Params): boolean {
  return readText(params, ACTIVATION) !== 'none';
}

/** What the operator itself computes: its parameter's activation, or the one of the node that follows. */
export function fusedActivation(params: Params, emit: Emitter): Activation {
  const name = readText(params, ACTIVATION);
  if (name === 'none') return emit.fused;
  if (name === 'tanh' && !emit.asFile) return 'NONE';
  return FUSED[name] ?? 'NONE';
}

/** Emits the activation that could not be fused behind `tensor`; returns the tensor that then holds the result. */
export function emitActivation(params: Params, emit: Emitter, tensor: number): number {
  const name = readText(params, ACTIVATION);
  if (name === 'none' || (FUSED[name] !== undefined && (name !== 'tanh' || emit.asFile))) return tensor;
  const output = emit.activation(name, emit.shapeOf(tensor), emit.typeOf(tensor));
  emitNamed(name, emit, tensor, output);
  return output;
}

function emitNamed(name: string, emit: Emitter, input: number, output: number): void {
  if (name === 'tanh') emit.op('TANH', [input], [output], {});
  else if (name === 'sigmoid') emit.op('LOGISTIC', [input], [output], {});
  else if (name === 'hard_swish') emit.op('HARD_SWISH', [input], [output], {});
  else emit.op('LEAKY_RELU', [input], [output], { alpha: LEAKY_SLOPE });
}

/** " · relu" for a card, nothing without an activation. */
export function activationCard(params: Params): string {
  const name = readText(params, ACTIVATION);
  return name === 'none' ? '' : ` · ${name.replaceAll('_', ' ')}`;
}
