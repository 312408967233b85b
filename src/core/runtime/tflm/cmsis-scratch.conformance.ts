import { describe, expect, it } from 'vitest';
import { hasReference, referenceRows } from '../../../testing/reference-files.ts';
import type { WindowShape } from './cmsis-scratch.ts';
import { averagePoolBytes, convolveBytes, depthwiseBytes } from './cmsis-scratch.ts';
import type { VectorUnit } from './target.ts';

const VECTORS: Readonly<Record<string, VectorUnit>> = {
  'cortex-m0+': 'none',
  'cortex-m4': 'dsp',
  'cortex-m7': 'dsp',
  'cortex-m33': 'dsp',
  'cortex-m55': 'mve',
};

function shapeOf(row: Readonly<Record<string, string>>, kernel: readonly number[]): WindowShape {
  const [inputH, inputW, inputC] = row['input']!.split('x').map(Number) as [number, number, number];
  const [outputH, outputW, outputC] = row['output']!.split('x').map(Number) as [number, number, number];
  const stride = Number(row['stride']);
  const [kernelH, kernelW] = kernel as [number, number];
  const pad = (input: number, output: number, size: number): number =>
    row['padding']!.startsWith('same') ? Math.max(0, Math.trunc(((output - 1) * stride + size - input) / 2)) : 0;
  return {
    batch: 1,
    inputH,
    inputW,
    inputC,
    kernelH,
    kernelW,
    outputW,
    outputC,
    strideH: stride,
    strideW: stride,
    dilationH: 1,
    dilationW: 1,
    padH: pad(inputH, outputH, kernelH),
    padW: pad(inputW, outputW, kernelW),
  };
}

function scratchOf(row: Readonly<Record<string, string>>): number | undefined {
  const [, name, height, width] = /^([a-z]+)(\d+)x(\d+)$/.exec(row['kernel']!) ?? [];
  if (name === undefined) return undefined;
  const vectors = VECTORS[row['core']!]!;
  const shape = shapeOf(row, [Number(height), Number(width)]);
  if (name === 'conv') return convolveBytes(shape, shape.inputC, vectors);
  if (name === 'dw') return depthwiseBytes(shape, vectors);
  return name === 'avgpool' ? averagePoolBytes(shape.inputC, vectors) : 0;
}

describe.runIf(hasReference)('scratch of single CMSIS-NN kernels against the measured requests', () => {
  it('is the same for every windowed kernel on every core', () => {
    const rows = referenceRows('kernel_instructions.csv').filter((row) => scratchOf(row) !== undefined);
    expect(rows.length).toBeGreaterThan(200);
    const off = rows.filter((row) => scratchOf(row) !== Number(row['scratch_bytes']));
    expect(
      off.map((row) => `${row['core']} ${row['kernel']} ${row['input']} ${row['output']}: ${row['scratch_bytes']}, not ${scratchOf(row)}`),
    ).toEqual([]);
  });
});
