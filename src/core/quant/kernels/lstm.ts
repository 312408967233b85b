/**
 * UNIDIRECTIONAL_SEQUENCE_LSTM without peephole, projection and layer norm, as TFLM takes it: four gates of an input and a recurrent
 * product each, a cell state and a hidden state that last from run to run.
 * Source: TFLM 90b983c2, `micro/kernels/lstm_eval.h`, `lstm_eval_common.cc`.
 */
import type { Numbers } from '../elements.ts';
import type { Kernel, Prepare, Site } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import type { LstmArithmetic } from './lstm-arithmetic.ts';
import { integerArithmetic, realArithmetic } from './lstm-arithmetic.ts';
import { expectSameType, label, numbersOf, shapeOf, unsupportedType } from './quantization.ts';

/** Places of the inputs. Each gate's are in the order input, forget, cell, output. */
const INPUT_WEIGHTS = [1, 2, 3, 4];
const RECURRENT_WEIGHTS = [5, 6, 7, 8];
const BIASES = [12, 13, 14, 15];
const HIDDEN = 18;
export const CELL = 19;
const UNUSED: readonly (readonly [string, readonly number[]])[] = [
  ['peephole weights', [9, 10, 11]],
  ['a projection', [16, 17]],
  ['layer normalisation', [20, 21, 22, 23]],
];

interface Sizes {
  readonly batches: number;
  readonly steps: number;
  readonly depth: number;
  readonly units: number;
}

function sizesOf(site: Site<'UNIDIRECTIONAL_SEQUENCE_LSTM'>): Sizes {
  for (const [what, places] of UNUSED) {
    if (places.some((at) => site.inputs[at] !== undefined)) refuse(`has ${what}, which no kernel takes`);
  }
  const [first, second, depth] = shapeOf(input(site, 0), 3) as [number, number, number];
  const [batches, steps] = site.options.timeMajor ? [second, first] : [first, second];
  const units = shapeOf(input(site, HIDDEN), 2)[1]!;
  const sizes: readonly (readonly [readonly number[], number])[] = [
    [INPUT_WEIGHTS, units * depth],
    [RECURRENT_WEIGHTS, units * units],
    [BIASES, units],
    [[HIDDEN, CELL], batches * units],
  ];
  for (const [places, size] of sizes) {
    const odd = places.map((at) => input(site, at)).find((value) => value.elements.length !== size);
    if (odd !== undefined) refuse(`needs ${size} elements in ${label(odd)}, which has ${odd.elements.length}`);
  }
  if (output(site).elements.length !== batches * steps * units)
    refuse(`writes ${batches * steps * units} elements into ${label(output(site))}`);
  return { batches, steps, depth, units };
}

export const lstm: Prepare<'UNIDIRECTIONAL_SEQUENCE_LSTM'> = (site) => lstmKernel(site, () => undefined);

/** `afterStep` sees the cell state of the whole batch as each step leaves it. */
export function lstmKernel(site: Site<'UNIDIRECTIONAL_SEQUENCE_LSTM'>, afterStep: (cell: Numbers) => void): Kernel {
  const sizes = sizesOf(site);
  const { activation, timeMajor } = site.options;
  if (activation !== 'TANH') refuse(`has the cell activation ${activation}; only TANH has a kernel`);
  expectSameType(input(site, 0), input(site, HIDDEN), output(site));
  const layer: Layer = { ...sizes, ...arraysOf(site), arithmetic: arithmeticOf(site), gates: newGates(sizes.units) };
  return () => {
    for (let batch = 0; batch < sizes.batches; batch++) {
      for (let step = 0; step < sizes.steps; step++) {
        runStep(layer, batch, timeMajor ? step * sizes.batches + batch : batch * sizes.steps + step);
        afterStep(layer.cell);
      }
    }
  };
}

interface Arrays {
  readonly input: Numbers;
  readonly hidden: Numbers;
  readonly cell: Numbers;
  readonly output: Numbers;
}

interface Layer extends Sizes, Arrays {
  readonly arithmetic: LstmArithmetic;
  /** Results of the input, forget, cell and output gate, one per unit. */
  readonly gates: readonly Float64Array[];
}

function newGates(units: number): readonly Float64Array[] {
  return BIASES.map(() => new Float64Array(units));
}

function arraysOf(site: Site<'UNIDIRECTIONAL_SEQUENCE_LSTM'>): Arrays {
  return {
    input: numbersOf(input(site, 0)),
    hidden: numbersOf(input(site, HIDDEN)),
    cell: numbersOf(input(site, CELL)),
    output: numbersOf(output(site)),
  };
}

function arithmeticOf(site: Site<'UNIDIRECTIONAL_SEQUENCE_LSTM'>): LstmArithmetic {
  const values = {
    input: input(site, 0),
    hidden: input(site, HIDDEN),
    cell: input(site, CELL),
    gates: BIASES.map((bias, gate) => ({
      inputWeights: input(site, INPUT_WEIGHTS[gate]!),
      recurrentWeights: input(site, RECURRENT_WEIGHTS[gate]!),
      bias: input(site, bias),
    })),
    cellClip: site.options.cellClip,
  };
  const { type } = input(site, 0).tensor;
  if (type === 'float32') return realArithmetic(values);
  return type === 'int8' || type === 'int16' ? integerArithmetic(values) : unsupportedType(input(site, 0));
}

/** One step in time of one batch: `row` counts the input's and output's rows. */
function runStep(layer: Layer, batch: number, row: number): void {
  const { units, depth, gates, arithmetic, hidden, cell, input: cells, output: out } = layer;
  const state = batch * units;
  for (let gate = 0; gate < gates.length; gate++) {
    const results = gates[gate]!;
    for (let unit = 0; unit < units; unit++) {
      const fromInput = dot(cells, row * depth, arithmetic.inputZero, arithmetic.gates[gate]!.inputWeights, unit * depth, depth);
      const fromState = dot(hidden, state, arithmetic.hiddenZero, arithmetic.gates[gate]!.recurrentWeights, unit * units, units);
      results[unit] = arithmetic.gates[gate]!.activate(fromInput, fromState, unit);
    }
  }
  const [inputs, forgets, candidates, outputs] = gates as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let unit = 0; unit < units; unit++) {
    const next = arithmetic.nextCell(cell[state + unit]!, forgets[unit]!, inputs[unit]!, candidates[unit]!);
    cell[state + unit] = next;
    hidden[state + unit] = arithmetic.nextHidden(cell[state + unit]!, outputs[unit]!);
  }
  for (let unit = 0; unit < units; unit++) out[row * units + unit] = hidden[state + unit]!;
}

/** Sum of (entry - zero) * weight over `count` neighbours. */
function dot(entries: Numbers, from: number, zero: number, weights: Numbers, by: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (entries[from + i]! - zero) * weights[by + i]!;
  return sum;
}
