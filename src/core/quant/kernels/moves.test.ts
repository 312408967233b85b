import { describe, expect, it } from 'vitest';
import { openTiny, refusalOf, runTiny, tinyModel } from '../../../testing/tiny-model.ts';
import type { TinyTensor } from '../../../testing/tiny-model.ts';
import type { OpCode, OptionsByCode } from '../../graph/deployed.ts';
import { stridedMap } from './index-map.ts';

const count = (length: number): number[] => Array.from({ length }, (_, i) => i);
const of = (...shape: readonly number[]): TinyTensor => ({ shape, type: 'int8', scale: 1 });
const table = (shape: readonly number[], data: readonly number[]): TinyTensor => ({ shape, type: 'int32', data });

/** An operator of an input, constants and outputs, in that order. */
function move<C extends OpCode>(
  code: C,
  options: OptionsByCode[C],
  from: TinyTensor,
  constants: readonly TinyTensor[],
  ...outputs: readonly TinyTensor[]
) {
  const tensors = [from, ...constants, ...outputs];
  const inputs = [from, ...constants].map((_, i) => i);
  return tinyModel(tensors, { code, options, inputs, outputs: outputs.map((_, i) => inputs.length + i) });
}

const MASKS = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };

describe('moving elements', () => {
  it('walks an input by strides', () => {
    expect([...stridedMap([2, 3], [1, 2])]).toEqual([0, 2, 4, 1, 3, 5]);
    expect([...stridedMap([3], [-1], 2)]).toEqual([2, 1, 0]);
    expect([...stridedMap([], [])]).toEqual([0]);
  });

  it('transposes', () => {
    const model = move('TRANSPOSE', {}, of(1, 2, 3), [table([3], [2, 0, -2])], of(3, 1, 2));
    expect(runTiny(openTiny(model), count(6))).toEqual([[0, 3, 1, 4, 2, 5]]);
  });

  it('reshapes any type, bit for bit', () => {
    const model = move('RESHAPE', { newShape: [2] }, { shape: [1, 2], type: 'float32' }, [], { shape: [2], type: 'float32' });
    expect(runTiny(openTiny(model), [-0, NaN])).toEqual([[-0, NaN]]);
  });

  it('slices a box', () => {
    const model = move('SLICE', {}, of(3, 4), [table([2], [1, 1]), table([2], [2, -1])], of(2, 3));
    expect(runTiny(openTiny(model), count(12))).toEqual([[5, 6, 7, 9, 10, 11]]);
    expect(refusalOf(move('SLICE', {}, of(3, 4), [table([2], [2, 0]), table([2], [2, 4])], of(2, 4)))).toBe(
      'operator 0: SLICE takes 2 cells from 2 on of dimension 0 with 3',
    );
  });

  it('slices with steps, from behind, and through masks', () => {
    const strided = (begin: number[], end: number[], steps: number[], masks: Partial<typeof MASKS>, to: TinyTensor) =>
      runTiny(
        openTiny(
          move(
            'STRIDED_SLICE',
            { ...MASKS, ...masks },
            of(2, 6),
            [begin, end, steps].map((row) => table([2], row)),
            to,
          ),
        ),
        count(12),
      )[0];
    expect(strided([0, 1], [2, 6], [1, 2], {}, of(2, 3))).toEqual([1, 3, 5, 7, 9, 11]);
    expect(strided([1, -1], [-9, -7], [-1, -2], {}, of(2, 3))).toEqual([11, 9, 7, 5, 3, 1]);
    expect(strided([0, 4], [0, 0], [1, 1], { beginMask: 3, endMask: 3 }, of(2, 6))).toEqual(count(12));
    expect(strided([1, 0], [0, 3], [1, 1], { shrinkAxisMask: 1 }, of(3))).toEqual([6, 7, 8]);
  });

  it('splits along an axis, and joins again', () => {
    const split = tinyModel([table([1], [-1]), of(2, 4), of(2, 2), of(2, 2)], {
      code: 'SPLIT',
      options: { numSplits: 2 },
      inputs: [0, 1],
      outputs: [2, 3],
    });
    expect(runTiny(openTiny(split), count(8))).toEqual([
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ]);
    const joined = tinyModel([of(2, 2), of(2, 1), of(2, 3)], {
      code: 'CONCATENATION',
      options: { axis: 1, activation: 'NONE' },
      inputs: [0, 1],
      outputs: [2],
    });
    expect(runTiny(openTiny(joined), [0, 1, 2, 3], [8, 9])).toEqual([[0, 1, 8, 2, 3, 9]]);
  });

  it('joins only what has one scale', () => {
    const model = tinyModel([of(2), { ...of(2), scale: 2 }, of(4)], {
      code: 'CONCATENATION',
      options: { axis: 0, activation: 'NONE' },
      inputs: [0, 1],
      outputs: [2],
    });
    expect(refusalOf(model)).toContain('joins tensor 1 "t1", whose scale or zero point is not that of its output');
  });

  it('pads with the zero point, or with a value', () => {
    const around = table([2, 2], [0, 0, 1, 2]);
    const pad = move('PAD', {}, { ...of(2, 2), zero: -7 }, [around], { ...of(2, 5), zero: -7 });
    expect(runTiny(openTiny(pad), [1, 2, 3, 4])).toEqual([[-7, 1, 2, -7, -7, -7, 3, 4, -7, -7]]);
    const value: TinyTensor = { shape: [1], type: 'int8', data: [9] };
    expect(runTiny(openTiny(move('PADV2', {}, of(1, 1), [around, value], of(1, 4))), [1])).toEqual([[9, 1, 9, 9]]);
  });

  it('turns channels into cells and back', () => {
    const deep = of(1, 1, 2, 4);
    const wide = of(1, 2, 4, 1);
    const model = tinyModel(
      [deep, wide, deep],
      { code: 'DEPTH_TO_SPACE', options: { blockSize: 2 }, inputs: [0], outputs: [1] },
      { code: 'SPACE_TO_DEPTH', options: { blockSize: 2 }, inputs: [1], outputs: [2] },
    );
    const interpreter = openTiny(model);
    expect(runTiny(interpreter, count(8))).toEqual([count(8)]);
    expect([...interpreter.tensor(1)]).toEqual([0, 1, 4, 5, 2, 3, 6, 7]);
  });

  it('gathers rows along an axis by computed indices, and names one that is not there', () => {
    const indices: TinyTensor = { shape: [2], type: 'int32' };
    const model = tinyModel([of(2, 3), indices, of(2, 2)], {
      code: 'GATHER',
      options: { axis: 1, batchDims: 0 },
      inputs: [0, 1],
      outputs: [2],
    });
    const interpreter = openTiny(model);
    expect(runTiny(interpreter, count(6), [2, 0])).toEqual([[2, 0, 5, 3]]);
    expect(() => runTiny(interpreter, count(6), [3, 0])).toThrow('GATHER picks row 3 of 3 as tensor 1 "t1" says');
  });

  it('looks rows of a table up, dequantised behind a float output', () => {
    const ids: TinyTensor = { shape: [2], type: 'int32' };
    const rows: TinyTensor = { shape: [3, 2], type: 'int8', scale: 0.5, data: [1, 2, 3, 4, 5, 6] };
    const model = tinyModel([ids, rows, { shape: [2, 2], type: 'float32' }], {
      code: 'EMBEDDING_LOOKUP',
      options: {},
      inputs: [0, 1],
      outputs: [2],
    });
    expect(runTiny(openTiny(model), [2, 0])).toEqual([[2.5, 3, 0.5, 1]]);
  });
});

describe('resizing', () => {
  const options = { alignCorners: false, halfPixelCenters: false };
  const size = table([2], [1, 4]);

  it('takes the nearest cell', () => {
    const model = move('RESIZE_NEAREST_NEIGHBOR', options, of(1, 1, 2, 1), [size], of(1, 1, 4, 1));
    expect(runTiny(openTiny(model), [5, 9])).toEqual([[5, 5, 9, 9]]);
    const aligned = move('RESIZE_NEAREST_NEIGHBOR', { ...options, alignCorners: true }, of(1, 1, 3, 1), [size], of(1, 1, 4, 1));
    expect(runTiny(openTiny(aligned), [1, 2, 3])).toEqual([[1, 2, 2, 3]]);
  });

  it('mixes neighbours, on int8 in steps of 1/1024', () => {
    const model = (given: typeof options, type: 'int8' | 'float32') =>
      openTiny(move('RESIZE_BILINEAR', given, { ...of(1, 1, 2, 1), type }, [size], { ...of(1, 1, 4, 1), type }));
    expect(runTiny(model(options, 'int8'), [0, 9])).toEqual([[0, 5, 9, 9]]);
    expect(runTiny(model(options, 'float32'), [0, 9])).toEqual([[0, 4.5, 9, 9]]);
    expect(runTiny(model({ ...options, halfPixelCenters: true }, 'float32'), [0, 8])).toEqual([[0, 2, 6, 8]]);
    expect(runTiny(model({ ...options, halfPixelCenters: true }, 'int8'), [0, 8])).toEqual([[0, 2, 6, 8]]);
    expect(runTiny(model({ ...options, alignCorners: true }, 'int8'), [0, 9])).toEqual([[0, 3, 6, 9]]);
  });
});
