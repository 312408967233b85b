/** The number formats an LSTM runs in: reals, and int8 or int16 activations with an int16 cell state and int16 gates. */
import type { Numbers } from '../elements.ts';
import { clamp, quantizeMultiplier, rescale, rescaleWide } from '../fixed-point.ts';
import type { Multiplier } from '../fixed-point.ts';
import { sigmoidInt16, tanhInt16 } from '../lookup-table.ts';
import type { Value } from './kernel.ts';
import { refuse } from './kernel.ts';
import { affineOf, integerRange, label, numbersOf } from './quantization.ts';
import { realWeights } from './weighted.ts';

const { fround } = Math;

export interface LstmArithmetic {
  readonly inputZero: number;
  readonly hiddenZero: number;
  /** In the order input, forget, cell, output. */
  readonly gates: readonly GateArithmetic[];
  readonly nextCell: (cell: number, forget: number, input: number, candidate: number) => number;
  readonly nextHidden: (cell: number, output: number) => number;
}

interface GateArithmetic {
  readonly inputWeights: Numbers;
  readonly recurrentWeights: Numbers;
  /** The gate of a unit from its two sums. */
  readonly activate: (fromInput: number, fromState: number, unit: number) => number;
}

export interface LstmValues {
  readonly input: Value;
  readonly hidden: Value;
  readonly cell: Value;
  readonly gates: readonly { readonly inputWeights: Value; readonly recurrentWeights: Value; readonly bias: Value }[];
  readonly cellClip: number;
}

const CANDIDATE = 2;

export function realArithmetic({ gates, cellClip }: LstmValues): LstmArithmetic {
  const clip = cellClip > 0 ? cellClip : Infinity;
  return {
    inputZero: 0,
    hiddenZero: 0,
    gates: gates.map(({ inputWeights, recurrentWeights, bias }, gate) => {
      const offsets = numbersOf(bias);
      const apply = gate === CANDIDATE ? Math.tanh : (x: number): number => 1 / (1 + Math.exp(-x));
      return {
        inputWeights: realWeights(inputWeights, 0),
        recurrentWeights: realWeights(recurrentWeights, 0),
        activate: (fromInput, fromState, unit) => apply(fromInput + fromState + offsets[unit]!),
      };
    }),
    nextCell: (cell, forget, input, candidate) => clamp(forget * cell + input * candidate, -clip, clip),
    nextHidden: (cell, output) => output * Math.tanh(cell),
  };
}

/** Gates take 12 fraction bits in and give 15. */
const GATE_INPUT_SCALE = 2 ** -12;
const GATE_SCALE = 2 ** -15;

function saturate16(value: number): number {
  return clamp(value, -32768, 32767);
}

function scaleBy({ significand, exponent }: Multiplier): (x: number) => number {
  return (x) => rescale(x | 0, significand, exponent);
}

export function integerArithmetic(values: LstmValues): LstmArithmetic {
  const [source, hidden, cell] = [affineOf(values.input), affineOf(values.hidden), affineOf(values.cell)];
  const clip = Math.trunc(clamp(fround(values.cellClip) / cell.scale, -32768, 32767));
  const forgetting = scaleBy(quantizeMultiplier((GATE_SCALE * cell.scale) / cell.scale));
  const learning = scaleBy(quantizeMultiplier((GATE_SCALE * GATE_SCALE) / cell.scale));
  const telling = scaleBy(quantizeMultiplier((GATE_SCALE * GATE_SCALE) / hidden.scale));
  const range = integerRange(values.hidden);
  const squash = cellTanh(values.cell);
  return {
    inputZero: source.zeroPoint,
    hiddenZero: hidden.zeroPoint,
    gates: values.gates.map((_, gate) => integerGate(values, gate)),
    nextCell: (state, forget, input, candidate) => {
      const next = saturate16(saturate16(forgetting(forget * state)) + saturate16(learning(input * candidate)));
      return clip > 0 ? clamp(next, -clip, clip) : next;
    },
    nextHidden: (state, output) => clamp(telling(squash(state) * output) + hidden.zeroPoint, range.low, range.high),
  };
}

/** tanh of the cell state, whose scale is 2^-n: brought to 12 fraction bits and through the table. */
function cellTanh(cell: Value): (state: number) => number {
  const { scale } = affineOf(cell);
  const shift = Math.round(Math.log2(scale)) + 12;
  if (Math.abs(Math.log2(scale) + 12 - shift) > 1e-3) refuse(`needs a power of two as the scale of ${label(cell)}, which has ${scale}`);
  if (shift >= 0) return (state) => tanhInt16(state * (3 << shift));
  return (state) => tanhInt16((state * 3 + (1 << (-shift - 1))) >> -shift);
}

/** int8 activations have sums of 32 bits, rounded twice; int16 ones sums of 64 bits, rounded once. */
function integerGate({ gates, input, hidden }: LstmValues, gate: number): GateArithmetic {
  const { inputWeights, recurrentWeights, bias } = gates[gate]!;
  const offsets = Float64Array.from(bias.elements as Numbers, Number);
  const isWide = input.tensor.type === 'int16';
  const [fromInput, fromState] = [productScale(input, inputWeights, isWide), productScale(hidden, recurrentWeights, isWide)];
  const apply = gate === CANDIDATE ? tanhInt16 : sigmoidInt16;
  return {
    inputWeights: numbersOf(inputWeights),
    recurrentWeights: numbersOf(recurrentWeights),
    activate: (a, b, unit) => apply(3 * saturate16(saturate16(fromInput(a + offsets[unit]!)) + saturate16(fromState(b)))),
  };
}

function productScale(entries: Value, weights: Value, isWide: boolean): (sum: number) => number {
  const product = fround(affineOf(entries).scale * affineOf(weights).scale);
  const { significand, exponent } = quantizeMultiplier(product / GATE_INPUT_SCALE);
  return isWide ? (sum) => rescaleWide(sum, significand, exponent) : (sum) => rescale(sum | 0, significand, exponent);
}
