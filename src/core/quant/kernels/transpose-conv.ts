/**
 * TRANSPOSE_CONV: inputs are the output's shape, weights [filters, height, width, channels], the input [batch, height, width, channels]
 * and a bias. Each input cell is spread over the outputs its window reaches.
 */
import type { Kernel, Prepare, Site } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { shapeOf } from './quantization.ts';
import type { Weighted } from './weighted.ts';
import { prepareWeighted } from './weighted.ts';
import type { Axis } from './window.ts';
import { axisOf } from './window.ts';

interface TransposeGeometry {
  readonly batches: number;
  /** As of the forward convolution that this one turns round: its inputs are our outputs. */
  readonly vertical: Axis;
  readonly horizontal: Axis;
  readonly inputChannels: number;
  readonly filters: number;
}

function transposeGeometry(site: Site<'TRANSPOSE_CONV'>): TransposeGeometry {
  const { padding, strideH, strideW } = site.options;
  const [filters, filterH, filterW, inputChannels] = shapeOf(input(site, 1), 4) as [number, number, number, number];
  const [batches, inputsH, inputsW, channels] = shapeOf(input(site, 2), 4) as [number, number, number, number];
  const [outputBatches, outputsH, outputsW, outputChannels] = shapeOf(output(site), 4);
  if (outputBatches !== batches || outputChannels !== filters || channels !== inputChannels)
    refuse(`makes ${outputChannels} channels of ${channels} with ${filters} filters of ${inputChannels}`);
  return {
    batches,
    vertical: axisOf({ inputs: outputsH!, outputs: inputsH, filter: filterH, stride: strideH, padding }),
    horizontal: axisOf({ inputs: outputsW!, outputs: inputsW, filter: filterW, stride: strideW, padding }),
    inputChannels,
    filters,
  };
}

export const transposeConv: Prepare<'TRANSPOSE_CONV'> = (site): Kernel => {
  const geometry = transposeGeometry(site);
  const weighted = prepareWeighted({
    input: input(site, 2),
    weights: input(site, 1),
    bias: site.inputs[3],
    output: output(site),
    activation: site.options.activation,
    channels: geometry.filters,
    channelAxis: 0,
    isWideWithoutBias: true,
  });
  const sums = new Float64Array(weighted.output.length);
  return () => {
    spread(geometry, weighted, sums);
    const { output: out, finish } = weighted;
    for (let i = 0; i < out.length; i++) out[i] = finish(sums[i]!, i % geometry.filters);
  };
};

/** Fills `sums` with the sum of each output cell. */
function spread(geometry: TransposeGeometry, weighted: Weighted, sums: Float64Array): void {
  const { batches, vertical, horizontal } = geometry;
  sums.fill(0);
  for (let batch = 0; batch < batches; batch++) {
    for (let y = 0; y < vertical.outputs; y++) {
      for (let x = 0; x < horizontal.outputs; x++) spreadCell(geometry, weighted, sums, batch, y, x);
    }
  }
}

function spreadCell(geometry: TransposeGeometry, { accumulate }: Weighted, sums: Float64Array, batch: number, y: number, x: number): void {
  const { vertical, horizontal, inputChannels, filters } = geometry;
  const from = ((batch * vertical.outputs + y) * horizontal.outputs + x) * inputChannels;
  for (let fy = 0; fy < vertical.filter; fy++) {
    const row = y * vertical.stride - vertical.padBefore + fy;
    if (row < 0 || row >= vertical.inputs) continue;
    for (let fx = 0; fx < horizontal.filter; fx++) {
      const column = x * horizontal.stride - horizontal.padBefore + fx;
      if (column < 0 || column >= horizontal.inputs) continue;
      const to = ((batch * vertical.inputs + row) * horizontal.inputs + column) * filters;
      for (let filter = 0; filter < filters; filter++) {
        const by = ((filter * vertical.filter + fy) * horizontal.filter + fx) * inputChannels;
        sums[to + filter] = accumulate(sums[to + filter]!, from, by, inputChannels, 1, 1);
      }
    }
  }
}
