import { describe, expect, it } from 'vitest';
import { openTiny, refusalOf, runTiny, tinyModel } from '../../testing/tiny-model.ts';
import type { TinyTensor } from '../../testing/tiny-model.ts';
import { randomDeployed } from '../../testing/random-deployed.ts';
import { createRandom } from '../base/random.ts';
import { bytesOf } from './elements.ts';
import { fnv1a } from './fnv1a.ts';
import { createInputGenerator } from './generated-inputs.ts';
import { createInterpreter } from './interpreter.ts';

const line = (length: number, rest: Partial<TinyTensor> = {}): TinyTensor => ({ shape: [length], type: 'int8', scale: 1, ...rest });
const ADD = { code: 'ADD', options: { activation: 'NONE' } } as const;

describe('an interpreter', () => {
  it('runs operators in order and shows every tensor afterwards', () => {
    const model = tinyModel([line(2), line(2), line(2, { data: [10, 20] })], { ...ADD, inputs: [0, 2], outputs: [1] });
    const interpreter = openTiny(model);
    expect(runTiny(interpreter, [1, 2])).toEqual([[11, 22]]);
    expect([0, 1, 2].map((index) => [...interpreter.tensor(index)])).toEqual([
      [1, 2],
      [11, 22],
      [10, 20],
    ]);
  });

  it('reads constants that only the graph holds', () => {
    const shape: TinyTensor = { shape: [1], type: 'int32', data: [0] };
    const { graph } = tinyModel([line(2), shape, line(2)], { code: 'RESHAPE', options: { newShape: [2] }, inputs: [0, 1], outputs: [2] });
    const tensors = graph.tensors.map((tensor, i) => (i === 1 ? { ...tensor, values: [2] } : tensor));
    const interpreter = openTiny({ graph: { ...graph, tensors }, data: [] });
    expect(runTiny(interpreter, [3, 4])).toEqual([[3, 4]]);
    expect([...interpreter.tensor(1)]).toEqual([2]);
  });

  it('reads int4 weights two a byte, the first in the low half', () => {
    const dense = { code: 'FULLY_CONNECTED', options: { activation: 'NONE', keepNumDims: false }, inputs: [0, 1], outputs: [2] } as const;
    const { graph } = tinyModel(
      [line(3, { shape: [1, 3] }), line(3, { shape: [1, 3], data: [0, 0, 0] }), line(1, { shape: [1, 1] })],
      dense,
    );
    const tensors = graph.tensors.map((tensor, i) => (i === 1 ? { ...tensor, type: 'int4' as const, bytes: 2 } : tensor));
    const interpreter = openTiny({ graph: { ...graph, tensors }, data: [undefined, Uint8Array.of(0xf2, 0x07)] });
    expect([...interpreter.tensor(1)]).toEqual([2, -1, 7]);
    expect(runTiny(interpreter, [1, 10, 3])).toEqual([[13]]);
  });

  it('works constants of constants out once: weights kept as float16', () => {
    const half: TinyTensor = { shape: [1, 2], type: 'float32', data: [0, 0] };
    const real = (length: number): TinyTensor => ({ shape: [1, length], type: 'float32' });
    const { graph, data } = tinyModel(
      [real(2), half, real(2), { ...half, shape: [1], data: [0] }, { ...real(1), shape: [1] }, real(1)],
      { code: 'DEQUANTIZE', options: {}, inputs: [1], outputs: [2] },
      { code: 'DEQUANTIZE', options: {}, inputs: [3], outputs: [4] },
      { code: 'FULLY_CONNECTED', options: { activation: 'NONE', keepNumDims: false }, inputs: [0, 2, 4], outputs: [5] },
    );
    const tensors = graph.tensors.map((tensor, i) =>
      i === 1 || i === 3 ? { ...tensor, type: 'float16' as const, bytes: tensor.bytes / 2 } : tensor,
    );
    const halves = data.map((_, i) => (i === 1 ? Uint8Array.of(0x00, 0x3c, 0x00, 0xc1) : i === 3 ? Uint8Array.of(0x00, 0x38) : undefined));
    const interpreter = openTiny({ graph: { ...graph, tensors }, data: halves });
    expect([...interpreter.tensor(2)]).toEqual([1, -2.5]);
    expect(runTiny(interpreter, [10, 2])).toEqual([[5.5]]);
  });

  it('names the tensor it cannot hold', () => {
    const model = tinyModel([line(2), line(2, { data: [1, 2] }), line(2)], { ...ADD, inputs: [0, 1], outputs: [2] });
    expect(refusalOf({ graph: model.graph, data: [] })).toBe('tensor 1: Tensor 1 "t1" is a constant of 2 without contents');
    expect(refusalOf({ graph: model.graph, data: [undefined, Uint8Array.of(1)] })).toBe(
      'tensor 1: Tensor 1 "t1" holds 1 bytes of data in place of 2',
    );
    const text = { ...model.graph.tensors[0]!, type: 'string' } as const;
    expect(refusalOf({ ...model, graph: { ...model.graph, tensors: [text, ...model.graph.tensors.slice(1)] } })).toContain(
      'is of type string',
    );
    const huge = { ...model.graph.tensors[0]!, shape: [2 ** 30] };
    expect(refusalOf({ ...model, graph: { ...model.graph, tensors: [huge, ...model.graph.tensors.slice(1)] } })).toContain(
      'at most 268435456',
    );
  });

  it('names the operator nobody can run', () => {
    const options = { builtin: 32, name: 'MyOp', version: 1 };
    const model = tinyModel([line(2), line(2)], { code: 'OPAQUE', options, inputs: [0], outputs: [1] });
    expect(refusalOf(model)).toBe('operator 0: MyOp is not an operator that can be run here');
  });

  it('answers any graph with a result: it runs, or one message says which operator or tensor stands in the way', () => {
    const answers = Array.from({ length: 1500 }, (_, seed) => {
      const random = createRandom(seed);
      const graph = randomDeployed(random, 2);
      const data = graph.tensors.map(({ role, bytes }) =>
        role === 'constant' ? new Uint8Array(bytes).fill(random.int(0, 255)) : undefined,
      );
      const interpreter = createInterpreter({ graph, data });
      if (!interpreter.ok) return interpreter.error.where ?? interpreter.error.message;
      const done = interpreter.value.run(createInputGenerator(seed)(graph));
      return done.ok ? 'ran' : `${done.error.where}`;
    });
    expect(answers.filter((answer) => !/^(ran|(operator|tensor) \d+)$/.test(answer))).toEqual([]);
    expect(answers.filter((answer) => answer === 'ran').length).toBeGreaterThan(50);
  });

  it('throws when inputs are not of the kind it tells', () => {
    const interpreter = openTiny(tinyModel([line(2), line(2)], { code: 'RELU', options: {}, inputs: [0], outputs: [1] }));
    expect(() => interpreter.run([])).toThrow('0 inputs are given for 1');
    expect(() => interpreter.run([new Int16Array(2)])).toThrow('2 elements of Int16Array in place of 2');
  });
});

describe('generated inputs', () => {
  it('follow the generator of the contract, on from run to run', () => {
    const { graph } = tinyModel([line(3), line(3)], { code: 'RELU', options: {}, inputs: [0], outputs: [1] });
    const next = createInputGenerator(1);
    expect(next(graph).map((input) => [...input])).toEqual([[60, 94, -127]]);
    expect(next(graph).map((input) => [...input])).toEqual([[-76, 12, 94]]);
    const real = { ...graph, tensors: graph.tensors.map((tensor) => ({ ...tensor, type: 'float32' as const })) };
    expect([...createInputGenerator(1)(real)[0]!]).toEqual([(60 - 128) / 128, (94 - 128) / 128, (129 - 128) / 128]);
  });

  it('are hashed by FNV-1a', () => {
    expect(fnv1a(new Uint8Array())).toBe('811c9dc5');
    expect(fnv1a(new TextEncoder().encode('foobar'))).toBe('bf9cf968');
    expect(fnv1a(bytesOf(Int16Array.of(1)))).toBe(fnv1a(Uint8Array.of(1, 0)));
  });
});
