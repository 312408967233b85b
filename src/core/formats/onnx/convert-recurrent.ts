/** LSTM and GRU of one direction from a zero state, with the usual activations. */
import type { NodeWeights, Weight } from '../../document/weights.ts';
import type { Params } from '../../graph/graph.ts';
import { elementCount } from '../../graph/tensor.ts';
import { isFlow, unsupported, type Flow, type Operand } from './importer.ts';
import { gathered } from '../permute-values.ts';
import type { OnnxTensor } from './onnx-model.ts';
import { constantAt, flowAt, intOf, neededConstant, textOf, type Site } from './site.ts';

/** For each gate of the design its place in ONNX: i, f, c, o from i, o, f, c; z, r, h are the same in both. */
const GATES = { lstm: [0, 2, 3, 1], gru: [0, 1, 2] } as const;
type Kind = keyof typeof GATES;
const ACTIVATIONS = { lstm: 'sigmoid,tanh,tanh', gru: 'sigmoid,tanh' } as const;

/** Y is [time, 1, batch, units], Y_h [1, batch, units]; Y_c is not handed out. */
export function convertRecurrent(site: Site, kind: Kind): readonly Operand[] {
  const problem = problemOf(site, kind);
  if (problem !== undefined) return unsupported(problem);
  const isTimeFirst = intOf(site, 'layout', 0) === 0;
  const x = flowAt(site, 0);
  if (x.shape.length !== 3) return unsupported(`its input has ${x.shape.length} dimensions`);
  const flow = site.importer.inOrder(x, isTimeFirst ? [1, 0, 2] : [0, 1, 2]);
  const weights = weightsOf(site, kind);
  const units = weights['recurrent']!.shape[1]!;
  const layer = (returnSequences: boolean): Flow =>
    site.importer.one(kind, { units, returnSequences } satisfies Params, [flow], undefined, site.name, weights);
  const [whole = '', last = ''] = site.node.outputs;
  const [batch, time] = flow.type.shape as readonly [number, number];
  return [
    ...(whole === '' ? [flow] : [sequence(site, layer(true), batch, time, units, isTimeFirst)]),
    ...(last === '' ? [] : [state(site, layer(false), batch, units, isTimeFirst)]),
  ];
}

function problemOf(site: Site, kind: Kind): string | undefined {
  const direction = textOf(site, 'direction', 'forward');
  if (direction !== 'forward') return `its direction is "${direction}"`;
  if (site.node.attributes.has('clip')) return 'it clips its values';
  const activations = site.node.attributes.get('activations')?.texts ?? [];
  if (activations.length > 0 && activations.join().toLowerCase() !== ACTIVATIONS[kind])
    return `its activations are ${activations.join(', ')}`;
  if (kind === 'gru' && intOf(site, 'linear_before_reset', 0) === 0) return 'it resets before the recurrent product';
  if (kind === 'lstm' && (intOf(site, 'input_forget', 0) !== 0 || site.operands[7] !== undefined))
    return 'it couples gates or has peepholes';
  if (site.node.outputs.slice(2).some((output) => output !== '' && site.readers(output) > 0)) return 'its cell state is read';
  if (site.operands[4] !== undefined) return 'it has sequences of different lengths';
  return [5, 6].some((i) => !isZero(site.operands[i])) ? 'it starts from a state that is not zero' : undefined;
}

function isZero(operand: Operand | undefined): boolean {
  return operand === undefined || (!isFlow(operand) && operand.values.every((value) => value === 0));
}

function weightsOf(site: Site, kind: Kind): NodeWeights {
  const kernel = neededConstant(site, 1, 'kernel');
  const recurrent = neededConstant(site, 2, 'recurrent kernel');
  const bias = constantAt(site, 3, 'bias');
  const gates = GATES[kind];
  if (kernel.shape.length !== 3 || recurrent.shape.length !== 3) return unsupported('its kernels do not have three dimensions');
  const units = recurrent.shape[2]!;
  const rows = gates.length * units;
  if (kernel.shape[1] !== rows || recurrent.shape[1] !== rows) return unsupported(`its kernels do not have ${rows} rows`);
  const given = bias === undefined ? new Float32Array(2 * rows) : real(bias);
  if (given.length !== 2 * rows) return unsupported(`it has ${given.length} biases in place of ${2 * rows}`);
  const input = reordered(given.subarray(0, rows), gates, units);
  const inner = reordered(given.subarray(rows), gates, units);
  return {
    kernel: { shape: [rows, kernel.shape[2]!], values: reordered(real(kernel), gates, units * kernel.shape[2]!) },
    recurrent: { shape: [rows, units], values: reordered(real(recurrent), gates, units * units) },
    bias: kind === 'gru' ? both(input, inner, rows) : { shape: [rows], values: input.map((value, i) => value + inner[i]!) },
  };
}

function both(input: Float32Array, inner: Float32Array, rows: number): Weight {
  const values = new Float32Array(2 * rows);
  values.set(input);
  values.set(inner, rows);
  return { shape: [2, rows], values };
}

function real({ values, type }: OnnxTensor): Float32Array {
  return type === 'float32' ? (values as Float32Array) : unsupported('its weights are integers');
}

/** Blocks of `size` values in the order of the design's gates. */
function reordered(values: Float32Array, gates: readonly number[], size: number): Float32Array {
  return gathered(
    values,
    Int32Array.from({ length: gates.length * size }, (_, i) => gates[Math.floor(i / size)]! * size + (i % size)),
  );
}

/** [batch, time, units] read as [time, 1, batch, units], or as [batch, time, 1, units]. */
function sequence({ importer }: Site, flow: Flow, batch: number, time: number, units: number, isTimeFirst: boolean): Flow {
  const value = importer.reshape(flow, [batch, time, 1, units]);
  const shape = isTimeFirst ? [time, 1, batch, units] : [batch, time, 1, units];
  return { ...value, shape, perm: isTimeFirst ? [2, 0, 1, 3] : [0, 1, 2, 3] };
}

/** [batch, units] read as [1, batch, units], or as [batch, 1, units]. */
function state({ importer }: Site, flow: Flow, batch: number, units: number, isTimeFirst: boolean): Flow {
  const shape = isTimeFirst ? [1, batch, units] : [batch, 1, units];
  const value = importer.reshape(flow, shape);
  if (elementCount(shape) !== elementCount(flow.shape)) return unsupported('its state is not one a unit');
  return { ...value, shape, perm: [0, 1, 2] };
}
