/** UNIDIRECTIONAL_SEQUENCE_LSTM as LSTM, its weights as reals. */
import type { DeployedOp } from '../../graph/deployed.ts';
import { int } from './attributes.ts';
import { realConstant } from './constant-tensor.ts';
import type { Exporter } from './exporter.ts';
import { unsupported } from './importer.ts';

/** Places among the operator's inputs for ONNX's gates: input, output, forget, cell. */
const INPUT_WEIGHTS = [1, 4, 2, 3] as const;
const RECURRENT_WEIGHTS = [5, 8, 6, 7] as const;
const BIASES = [12, 15, 13, 14] as const;
/** Peepholes, a projection, layer normalisation. */
const OTHERS = [9, 10, 11, 16, 17, 20, 21, 22, 23] as const;
/** Time first. */
const TIME_FIRST = [1, 0, 2] as const;

export function emitLstm(exporter: Exporter, op: Extract<DeployedOp, { code: 'UNIDIRECTIONAL_SEQUENCE_LSTM' }>): void {
  const { timeMajor, cellClip, activation } = op.options;
  if (OTHERS.some((place) => (op.inputs[place] ?? -1) >= 0) || activation !== 'TANH')
    unsupported('it has peepholes, a projection, layer normalisation or another activation');
  const [input] = op.inputs as [number];
  const output = op.outputs[0]!;
  const order = timeMajor ? undefined : TIME_FIRST;
  const name = exporter.tensor(output).name;
  exporter.notes.add(`The LSTM "${name}" starts every run from a zero state; on the chip its state lasts from run to run.`);
  if (cellClip > 0) exporter.notes.add(`The LSTM "${name}" no longer clips its cell at ${cellClip}: ONNX clips elsewhere.`);
  const units = exporter.shapeOf(op.inputs[5]!)[1]!;
  const depth = exporter.shapeOf(input)[2]!;
  const biases = stacked(exporter, op.inputs, BIASES);
  const both = new Float32Array(8 * units);
  both.set(biases);
  const operands = [
    exporter.real(input, order),
    weights(exporter, 'W', [1, 4 * units, depth], stacked(exporter, op.inputs, INPUT_WEIGHTS)),
    weights(exporter, 'R', [1, 4 * units, units], stacked(exporter, op.inputs, RECURRENT_WEIGHTS)),
    weights(exporter, 'B', [1, 8 * units], both),
  ];
  const [batch, steps] = exporter.shapeOf(output) as [number, number];
  const sequence = exporter.node('LSTM', operands, { hidden_size: int(units) });
  const shape = timeMajor ? [batch, steps, units] : [steps, batch, units];
  exporter.give(output, exporter.node('Reshape', [sequence, exporter.integers('shape', shape)]), order);
}

function weights(exporter: Exporter, what: string, shape: readonly number[], values: Float32Array): string {
  return exporter.constant(what, { shape, type: 'float32', values });
}

/** The gates' reals behind one another. */
function stacked(exporter: Exporter, inputs: readonly number[], places: readonly number[]): Float32Array {
  const gates = places.map((place) => realConstant(exporter.contents(inputs[place]!)).values);
  return Float32Array.from(gates.flatMap((values) => [...values]));
}
