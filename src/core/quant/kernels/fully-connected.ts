/** FULLY_CONNECTED: input of any shape read as rows of `depth`, weights [units, depth]. */
import type { Kernel, Prepare, Site, Value } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { label, shapeOf } from './quantization.ts';
import type { Weighted } from './weighted.ts';
import { prepareWeighted } from './weighted.ts';

export interface PreparedDense {
  readonly rows: number;
  readonly units: number;
  readonly depth: number;
  readonly weighted: Weighted;
}

export function prepareDense(site: Site<'FULLY_CONNECTED'>): PreparedDense {
  const [data, weights] = [input(site, 0), input(site, 1)];
  const [units, depth] = shapeOf(weights, 2) as [number, number];
  const rows = data.elements.length / depth;
  if (!Number.isInteger(rows) || output(site).elements.length !== rows * units)
    refuse(`cannot multiply ${label(data)} of ${data.elements.length} elements by ${units} x ${depth} weights`);
  const weighted = prepareWeighted({
    input: data,
    weights,
    bias: site.inputs[2],
    output: output(site),
    activation: site.options.activation,
    channels: units,
    channelAxis: 0,
    weightsZero: weightsZeroOf(weights),
    isSingleProduct: true,
    isWideWithoutBias: true,
  });
  return { rows, units, depth, weighted };
}

/** 0 in every file of today, but the kernel subtracts what a single zero point says. */
function weightsZeroOf({ tensor: { quantization } }: Value): number {
  return quantization?.scales.length === 1 ? (quantization.zeroPoints[0] ?? 0) : 0;
}

export const fullyConnected: Prepare<'FULLY_CONNECTED'> = (site): Kernel => {
  const prepared = prepareDense(site);
  return () => runDense(prepared);
};

/** Every unit of every row by itself. */
function runDense({ rows, units, depth, weighted: { accumulate, finish, output: out } }: PreparedDense): void {
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) out[row * units + unit] = finish(accumulate(0, row * depth, unit * depth, depth, 1, 1), unit);
  }
}
