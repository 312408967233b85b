/** DEPTHWISE_CONV_2D: input [batch, height, width, channels], weights [1, height, width, channels * multiplier]. */
import type { Kernel, Prepare, Site } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { shapeOf } from './quantization.ts';
import type { Weighted } from './weighted.ts';
import { prepareWeighted } from './weighted.ts';
import type { Axis } from './window.ts';
import { axisOf, coveredBy } from './window.ts';

export interface DepthwiseGeometry {
  readonly batches: number;
  readonly vertical: Axis;
  readonly horizontal: Axis;
  readonly inputChannels: number;
  /** Output channels an input channel gives; output channel c reads input channel floor(c / multiplier). */
  readonly multiplier: number;
  readonly outputChannels: number;
}

export interface PreparedDepthwise {
  readonly geometry: DepthwiseGeometry;
  readonly weighted: Weighted;
}

function depthwiseGeometry(site: Site<'DEPTHWISE_CONV_2D'>): DepthwiseGeometry {
  const { padding, strideH, strideW, dilationH, dilationW } = site.options;
  const [batches, inputsH, inputsW, inputChannels] = shapeOf(input(site, 0), 4) as [number, number, number, number];
  const [one, filterH, filterW, outputChannels] = shapeOf(input(site, 1), 4) as [number, number, number, number];
  const [outputBatches, outputsH, outputsW, channels] = shapeOf(output(site), 4);
  if (outputBatches !== batches || channels !== outputChannels || one !== 1)
    refuse(`writes ${channels} channels with weights for ${outputChannels}`);
  const multiplier = outputChannels / inputChannels;
  if (!Number.isInteger(multiplier)) refuse(`makes ${outputChannels} channels of ${inputChannels}`);
  return {
    batches,
    vertical: axisOf({ inputs: inputsH, outputs: outputsH!, filter: filterH, stride: strideH, dilation: dilationH, padding }),
    horizontal: axisOf({ inputs: inputsW, outputs: outputsW!, filter: filterW, stride: strideW, dilation: dilationW, padding }),
    inputChannels,
    multiplier,
    outputChannels,
  };
}

export function prepareDepthwise(site: Site<'DEPTHWISE_CONV_2D'>): PreparedDepthwise {
  const geometry = depthwiseGeometry(site);
  const weighted = prepareWeighted({
    input: input(site, 0),
    weights: input(site, 1),
    bias: site.inputs[2],
    output: output(site),
    activation: site.options.activation,
    channels: geometry.outputChannels,
    channelAxis: 3,
  });
  return { geometry, weighted };
}

export const depthwiseConv2d: Prepare<'DEPTHWISE_CONV_2D'> = (site): Kernel => {
  const prepared = prepareDepthwise(site);
  return () => runDepthwise(prepared);
};

/** Every output cell by itself, all channels in turn. */
function runDepthwise({ geometry, weighted }: PreparedDepthwise): void {
  const { batches, vertical, horizontal, outputChannels } = geometry;
  const { output: out, finish } = weighted;
  let at = 0;
  for (let batch = 0; batch < batches; batch++) {
    for (let y = 0; y < vertical.outputs; y++) {
      for (let x = 0; x < horizontal.outputs; x++) {
        for (let c = 0; c < outputChannels; c++) out[at++] = finish(depthwiseCell(geometry, weighted, batch, y, x, c), c);
      }
    }
  }
}

function depthwiseCell(
  geometry: DepthwiseGeometry,
  { accumulate }: Weighted,
  batch: number,
  y: number,
  x: number,
  channel: number,
): number {
  const { vertical, horizontal, inputChannels, multiplier, outputChannels } = geometry;
  const { start, end } = coveredBy(horizontal, x);
  const left = x * horizontal.stride - horizontal.padBefore + start * horizontal.dilation;
  const top = y * vertical.stride - vertical.padBefore;
  let sum = 0;
  for (let fy = 0; fy < vertical.filter; fy++) {
    const row = top + fy * vertical.dilation;
    if (row < 0 || row >= vertical.inputs) continue;
    const from = ((batch * vertical.inputs + row) * horizontal.inputs + left) * inputChannels + Math.floor(channel / multiplier);
    const by = (fy * horizontal.filter + start) * outputChannels + channel;
    sum = accumulate(sum, from, by, end - start, horizontal.dilation * inputChannels, outputChannels);
  }
  return sum;
}
