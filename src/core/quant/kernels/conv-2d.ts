/** CONV_2D: input [batch, height, width, channels], weights [filters, height, width, channels / groups]. */
import type { Kernel, Prepare, Site } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { shapeOf } from './quantization.ts';
import type { Weighted } from './weighted.ts';
import { prepareWeighted } from './weighted.ts';
import type { Axis } from './window.ts';
import { axisOf } from './window.ts';

export interface ConvGeometry {
  readonly batches: number;
  readonly vertical: Axis;
  readonly horizontal: Axis;
  readonly inputChannels: number;
  /** Channels one filter sees: all of them unless the convolution is grouped. */
  readonly filterChannels: number;
  readonly filters: number;
}

export interface PreparedConv {
  readonly geometry: ConvGeometry;
  readonly weighted: Weighted;
}

export function convGeometry(site: Site<'CONV_2D'>): ConvGeometry {
  const { padding, strideH, strideW, dilationH, dilationW } = site.options;
  const [batches, inputsH, inputsW, inputChannels] = shapeOf(input(site, 0), 4) as [number, number, number, number];
  const [filters, filterH, filterW, filterChannels] = shapeOf(input(site, 1), 4) as [number, number, number, number];
  const [outputBatches, outputsH, outputsW, outputChannels] = shapeOf(output(site), 4);
  if (outputBatches !== batches || outputChannels !== filters) refuse(`writes ${outputChannels} channels with ${filters} filters`);
  const groups = inputChannels / filterChannels;
  if (!Number.isInteger(groups) || !Number.isInteger(filters / groups))
    refuse(`reads ${inputChannels} channels with ${filters} filters of ${filterChannels} channels`);
  return {
    batches,
    vertical: axisOf({ inputs: inputsH, outputs: outputsH!, filter: filterH, stride: strideH, dilation: dilationH, padding }),
    horizontal: axisOf({ inputs: inputsW, outputs: outputsW!, filter: filterW, stride: strideW, dilation: dilationW, padding }),
    inputChannels,
    filterChannels,
    filters,
  };
}

export function prepareConv(site: Site<'CONV_2D'>): PreparedConv {
  const geometry = convGeometry(site);
  const weighted = prepareWeighted({
    input: input(site, 0),
    weights: input(site, 1),
    bias: site.inputs[2],
    output: output(site),
    activation: site.options.activation,
    channels: geometry.filters,
    channelAxis: 0,
  });
  return { geometry, weighted };
}

export const conv2d: Prepare<'CONV_2D'> = (site): Kernel => {
  const prepared = prepareConv(site);
  return () => runConv(prepared);
};

/** Every output cell by itself, all filters in turn. */
function runConv({ geometry, weighted }: PreparedConv): void {
  const { batches, vertical, horizontal, filters } = geometry;
  const { output: out, finish } = weighted;
  let at = 0;
  for (let batch = 0; batch < batches; batch++) {
    for (let y = 0; y < vertical.outputs; y++) {
      for (let x = 0; x < horizontal.outputs; x++) {
        for (let filter = 0; filter < filters; filter++) out[at++] = finish(convCell(geometry, weighted, batch, y, x, filter), filter);
      }
    }
  }
}

function convCell(geometry: ConvGeometry, { accumulate }: Weighted, batch: number, y: number, x: number, filter: number): number {
  const { vertical, horizontal, inputChannels, filterChannels, filters } = geometry;
  const firstChannel = Math.floor(filter / (filters / (inputChannels / filterChannels))) * filterChannels;
  const top = y * vertical.stride - vertical.padBefore;
  const left = x * horizontal.stride - horizontal.padBefore;
  let sum = 0;
  for (let fy = 0; fy < vertical.filter; fy++) {
    const row = top + fy * vertical.dilation;
    if (row < 0 || row >= vertical.inputs) continue;
    for (let fx = 0; fx < horizontal.filter; fx++) {
      const column = left + fx * horizontal.dilation;
      if (column < 0 || column >= horizontal.inputs) continue;
      const from = ((batch * vertical.inputs + row) * horizontal.inputs + column) * inputChannels + firstChannel;
      const by = ((filter * vertical.filter + fy) * horizontal.filter + fx) * filterChannels;
      sum = accumulate(sum, from, by, filterChannels, 1, 1);
    }
  }
  return sum;
}
