/** AVERAGE_POOL_2D and MAX_POOL_2D. Padded cells count for nothing. */
import type { Numbers } from '../elements.ts';
import { clamp } from '../fixed-point.ts';
import type { Kernel, Prepare, Site } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import type { Range } from './quantization.ts';
import { expectSameType, numbersOf, quantizedRange, realRange, shapeOf, unsupportedType } from './quantization.ts';
import type { Axis } from './window.ts';
import { axisOf, coveredBy } from './window.ts';

type PoolSite = Site<'AVERAGE_POOL_2D' | 'MAX_POOL_2D'>;

interface Pool {
  readonly batches: number;
  readonly channels: number;
  readonly vertical: Axis;
  readonly horizontal: Axis;
  readonly input: Numbers;
  readonly output: Numbers;
  readonly range: Range;
}

function preparePool(site: PoolSite): Pool {
  const { padding, strideH, strideW, filterH, filterW } = site.options;
  const [from, to] = [input(site, 0), output(site)];
  const [batches, inputsH, inputsW, channels] = shapeOf(from, 4) as [number, number, number, number];
  const [outputBatches, outputsH, outputsW, outputChannels] = shapeOf(to, 4);
  expectSameType(from, to);
  if (outputBatches !== batches || outputChannels !== channels) refuse(`makes ${outputChannels} channels of ${channels}`);
  return {
    batches,
    channels,
    vertical: axisOf({ inputs: inputsH, outputs: outputsH!, filter: filterH, stride: strideH, padding }),
    horizontal: axisOf({ inputs: inputsW, outputs: outputsW!, filter: filterW, stride: strideW, padding }),
    input: numbersOf(from),
    output: numbersOf(to),
    range: rangeOf(site),
  };
}

function rangeOf(site: PoolSite): Range {
  const to = output(site);
  if (to.tensor.type === 'float32') return realRange(site.options.activation);
  return to.tensor.type === 'int8' || to.tensor.type === 'int16' ? quantizedRange(to, site.options.activation) : unsupportedType(to);
}

/** Calls `write` for each output cell with the index of its first channel and the index of each covered input cell's first channel. */
function eachCell({ batches, channels, vertical, horizontal }: Pool, write: (at: number, covered: readonly number[]) => void): void {
  let at = 0;
  for (let batch = 0; batch < batches; batch++) {
    for (let y = 0; y < vertical.outputs; y++) {
      const rows = coveredBy(vertical, y);
      const top = y * vertical.stride - vertical.padBefore;
      for (let x = 0; x < horizontal.outputs; x++) {
        const columns = coveredBy(horizontal, x);
        const left = x * horizontal.stride - horizontal.padBefore;
        const covered: number[] = [];
        for (let row = rows.start; row < rows.end; row++) {
          const line = (batch * vertical.inputs + top + row) * horizontal.inputs + left;
          for (let column = columns.start; column < columns.end; column++) covered.push((line + column) * channels);
        }
        write(at, covered);
        at += channels;
      }
    }
  }
}

/** The mean of integers, rounded to nearest, halves away from zero; a sum of 0 or less takes the branch of negative ones. */
export function integerMean(sum: number, count: number): number {
  const half = count >> 1;
  return Math.trunc((sum > 0 ? sum + half : sum - half) / count);
}

const integerAdd = (sum: number, cell: number): number => sum + cell;
const realAdd = (sum: number, cell: number): number => Math.fround(sum + cell);
const realMean = (sum: number, count: number): number => sum / count;

export const averagePool: Prepare<'AVERAGE_POOL_2D'> = (site): Kernel => {
  const pool = preparePool(site);
  const { channels, input: from, output: to, range } = pool;
  const [mean, add] = from instanceof Float32Array ? [realMean, realAdd] : [integerMean, integerAdd];
  return () =>
    eachCell(pool, (at, covered) => {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (const start of covered) sum = add(sum, from[start + c]!);
        to[at + c] = clamp(mean(sum, covered.length), range.low, range.high);
      }
    });
};

export const maxPool: Prepare<'MAX_POOL_2D'> = (site): Kernel => {
  const pool = preparePool(site);
  const { channels, input: from, output: to, range } = pool;
  return () =>
    eachCell(pool, (at, covered) => {
      for (let c = 0; c < channels; c++) {
        let most = -Infinity;
        for (const start of covered) if (from[start + c]! > most) most = from[start + c]!;
        to[at + c] = clamp(most, range.low, range.high);
      }
    });
};
