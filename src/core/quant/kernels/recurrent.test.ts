import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { openTiny, refusalOf, runTiny, tinyModel } from '../../../testing/tiny-model.ts';
import type { TinyTensor } from '../../../testing/tiny-model.ts';

const SVDF = { rank: 1, activation: 'NONE', asymmetricQuantizeInputs: false } as const;

describe('SVDF', () => {
  const tensors: readonly TinyTensor[] = [
    { shape: [1, 2], type: 'float32' },
    { shape: [1, 2], type: 'float32', data: [1, 10] },
    { shape: [1, 3], type: 'float32', data: [100, 10, 1] },
    { shape: [1], type: 'float32', data: [0.5] },
    { shape: [1, 3], type: 'float32', role: 'variable' },
    { shape: [1, 1], type: 'float32' },
  ];
  const model = tinyModel(tensors, { code: 'SVDF', options: SVDF, inputs: [0, 1, 2, 3, 4], outputs: [5] });

  it('remembers its last results from run to run, until reset', () => {
    const interpreter = openTiny(model);
    expect(runTiny(interpreter, [1, 0])).toEqual([[1.5]]);
    expect(runTiny(interpreter, [2, 0])).toEqual([[12.5]]);
    expect(runTiny(interpreter, [0, 1])).toEqual([[130.5]]);
    interpreter.reset();
    expect(runTiny(interpreter, [1, 0])).toEqual([[1.5]]);
  });

  it('starts an int8 state at its zero point', () => {
    const int8 = tensors.map((tensor, i): TinyTensor => ({ ...tensor, type: i === 3 ? 'int32' : 'int8', scale: 1, zero: i === 4 ? 7 : 0 }));
    const small = int8.map((tensor, i): TinyTensor =>
      i === 2 ? { ...tensor, data: [4, 2, 1] } : i === 3 ? { ...tensor, data: [0] } : tensor,
    );
    const interpreter = openTiny(tinyModel(small, { code: 'SVDF', options: SVDF, inputs: [0, 1, 2, 3, 4], outputs: [5] }));
    expect([...interpreter.tensor(4)]).toEqual([7, 7, 7]);
    expect([runTiny(interpreter, [1, 0]), runTiny(interpreter, [3, 0]), runTiny(interpreter, [0, 1])]).toEqual([[[1]], [[5]], [[20]]]);
    expect([...interpreter.tensor(4)]).toEqual([8, 10, 17]);
  });
});

describe('UNIDIRECTIONAL_SEQUENCE_LSTM', () => {
  const OPTIONS = { activation: 'TANH', cellClip: 0, projClip: 0, timeMajor: false, asymmetricQuantizeInputs: false } as const;
  const PLACES = [0, 1, 2, 3, 4, 5, 6, 7, 8, -1, -1, -1, 9, 10, 11, 12, -1, -1, 13, 14, -1, -1, -1, -1];
  const [steps, depth, units] = [4, 3, 2];
  const random = createRandom(5);
  const weights = Array.from({ length: 8 }, (_, i) => Array.from({ length: units * (i < 4 ? depth : units) }, () => random.int(-60, 60)));
  const biases = Array.from({ length: 4 }, () => Array.from({ length: units }, () => random.int(-400, 400)));
  const inputs = Array.from({ length: steps * depth }, () => random.int(-100, 100));
  const [inputScale, weightScale, hiddenScale] = [0.02, 0.01, 1 / 128];

  function lstm(type: 'int8' | 'float32') {
    const isReal = type === 'float32';
    const table = (shape: readonly number[], data: readonly number[], as: TinyTensor['type'], scale: number): TinyTensor =>
      isReal ? { shape, type, data: data.map((q) => q * scale) } : { shape, type: as, scale, data };
    const tensors: TinyTensor[] = [
      { shape: [1, steps, depth], type, scale: inputScale },
      ...weights.map((data, i) => table([units, i < 4 ? depth : units], data, 'int8', weightScale)),
      ...biases.map((data) => table([units], data, 'int32', inputScale * weightScale)),
      { shape: [1, units], type, scale: hiddenScale, role: 'variable' },
      { shape: [1, units], type: isReal ? type : 'int16', scale: 2 ** -12, role: 'variable' },
      { shape: [1, steps, units], type, scale: hiddenScale },
    ];
    return tinyModel(tensors, { code: 'UNIDIRECTIONAL_SEQUENCE_LSTM', options: OPTIONS, inputs: PLACES, outputs: [15] });
  }

  /** The textbook cell, one step after the other. */
  function textbook(): number[] {
    const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
    let [hidden, cell] = [new Array<number>(units).fill(0), new Array<number>(units).fill(0)];
    return Array.from({ length: steps }).flatMap((_, step) => {
      const before = hidden;
      const gate = (at: number, unit: number): number => {
        const fromInput = inputs
          .slice(step * depth, (step + 1) * depth)
          .reduce((sum, q, i) => sum + q * weights[at]![unit * depth + i]!, biases[at]![unit]!);
        const fromState = before.reduce((sum, h, i) => sum + h * weights[4 + at]![unit * units + i]!, 0);
        return fromInput * inputScale * weightScale + fromState * weightScale;
      };
      cell = cell.map((c, unit) => sigmoid(gate(1, unit)) * c + sigmoid(gate(0, unit)) * Math.tanh(gate(2, unit)));
      hidden = cell.map((c, unit) => sigmoid(gate(3, unit)) * Math.tanh(c));
      return hidden;
    });
  }

  it('follows the textbook cell in float32', () => {
    const outputs = runTiny(
      openTiny(lstm('float32')),
      inputs.map((q) => q * inputScale),
    )[0]!;
    textbook().forEach((value, i) => expect(outputs[i]).toBeCloseTo(value, 5));
  });

  it('follows it to two steps of its output on int8, and goes on from its state', () => {
    const interpreter = openTiny(lstm('int8'));
    const outputs = runTiny(interpreter, inputs)[0]!;
    textbook().forEach((value, i) => expect(Math.abs(outputs[i]! - value / hiddenScale)).toBeLessThan(2));
    const again = runTiny(interpreter, inputs)[0]!;
    expect(again).not.toEqual(outputs);
    interpreter.reset();
    expect(runTiny(interpreter, inputs)[0]).toEqual(outputs);
  });

  it('refuses peepholes by name', () => {
    const { graph, data } = lstm('float32');
    const [op] = graph.ops;
    const inputsWithPeephole = op!.inputs.map((index, at) => (at === 9 ? 12 : index));
    expect(refusalOf({ graph: { ...graph, ops: [{ ...op!, inputs: inputsWithPeephole }] }, data })).toBe(
      'operator 0: UNIDIRECTIONAL_SEQUENCE_LSTM has peephole weights, which no kernel takes',
    );
  });
});
