/** The activation a layer carries as a parameter, and what becomes of it when deployed. */
import type { Activation } from '../graph/deployed.ts';
import type { Emitter } from './op.ts';
import { choiceField } from './fields.ts';
import { readText, type Settings } from './settings.ts';

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

const OWN_OPERATOR: Readonly<Record<string, 'RELU' | 'RELU6' | 'TANH' | 'LOGISTIC' | 'HARD_SWISH'>> = {
  relu: 'RELU',
  relu6: 'RELU6',
  tanh: 'TANH',
  sigmoid: 'LOGISTIC',
  hard_swish: 'HARD_SWISH',
};

/** What the operator itself computes: its parameter's activation, or the one of the node that follows. */
export function fusedActivation(settings: Settings, emit: Emitter, fuses = true): Activation {
  const name = readText(settings, ACTIVATION);
  if (name === 'none') return emit.fused;
  return isFused(name, emit, fuses) ? FUSED[name]! : 'NONE';
}

/** Emits the activation that could not be fused behind `tensor`; returns the tensor that then holds the result. */
export function emitActivation(settings: Settings, emit: Emitter, tensor: number, fuses = true): number {
  const name = readText(settings, ACTIVATION);
  if (name === 'none' || isFused(name, emit, fuses)) return tensor;
  const output = emit.activation(name, emit.shapeOf(tensor), emit.typeOf(tensor));
  emitNamed(name, emit, tensor, output);
  return output;
}

/** The converter fuses ReLUs only; a file may hold any fused activation there is a code for. */
function isFused(name: string, emit: Emitter, fuses: boolean): boolean {
  return FUSED[name] !== undefined && (emit.asFile || (fuses && name !== 'tanh'));
}

function emitNamed(name: string, emit: Emitter, input: number, output: number): void {
  if (name === 'leaky_relu') emit.op('LEAKY_RELU', [input], [output], { alpha: LEAKY_SLOPE });
  else emit.op(OWN_OPERATOR[name] ?? 'RELU', [input], [output], {});
}

/** " · relu" for a card, nothing without an activation. */
export function activationCard(settings: Settings): string {
  const name = readText(settings, ACTIVATION);
  return name === 'none' ? '' : ` · ${name.replaceAll('_', ' ')}`;
}
