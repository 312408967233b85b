import type { ResourceGraph } from '../../runtime/unas/resource-graph.ts';
import { resourcesOf, type UnasResources } from '../../schedule/order/unas-resources.ts';
import { buildUnas, type Map2D, type UnasBuilder } from './build-unas.ts';
import type { UnasNetwork } from './unas-genotype.ts';

/**
 * The figures the literature gives for a genotype. They differ from those of the network that is trained and deployed where a pooled
 * size is odd: the public code's resource model rounds it up, the framework rounds it down.
 */
export function unasLiteratureResources(network: UnasNetwork): UnasResources {
  return resourcesOf(unasResourceGraph(network));
}

interface Draft {
  readonly elements: number[];
  readonly inputs: (readonly number[])[];
  readonly outputs: (readonly number[])[];
  readonly inPlace: (readonly number[])[];
  size: number;
  macs: number;
}

/** The graph the public code's resource model builds: pooled sizes rounded up, no flatten, no padding, no activation nodes. */
function unasResourceGraph(network: UnasNetwork): ResourceGraph {
  const [height, width, channels] = network.input;
  const draft: Draft = { elements: [height * width * channels], inputs: [], outputs: [], inPlace: [], size: 0, macs: 0 };
  const logits = buildUnas(network, { handle: 0, height, width, channels }, resourceBuilder(draft));
  return { ...draft, graphInputs: [0], graphOutputs: [logits] };
}

function resourceBuilder(draft: Draft): UnasBuilder<number> {
  const node = (inputs: readonly number[], elements: number, inPlace: readonly number[] = []): number => {
    const tensor = draft.elements.push(elements) - 1;
    draft.inputs.push(inputs);
    draft.outputs.push([tensor]);
    draft.inPlace.push(inPlace);
    return tensor;
  };
  const map = (inputs: readonly number[], height: number, width: number, channels: number, inPlace?: readonly number[]): Map2D<number> => ({
    handle: node(inputs, height * width * channels, inPlace),
    height,
    width,
    channels,
  });
  return {
    convolve: (input, layer) => {
      const stride = layer.strided ? 2 : 1;
      const channels = layer.type === 'DWConv2D' ? input.channels : layer.filters;
      const height = Math.ceil((input.height - layer.kernel + 1) / stride);
      const width = Math.ceil((input.width - layer.kernel + 1) / stride);
      const weights = layer.kernel ** 2 * channels * (layer.type === 'DWConv2D' ? 1 : input.channels);
      draft.size += weights + channels;
      draft.macs += height * width * weights;
      return map([input.handle], height, width, channels);
    },
    pool: (input, _type, height, width) => {
      const output = map([input.handle], Math.ceil(input.height / height), Math.ceil(input.width / width), input.channels);
      draft.macs += output.height * output.width * output.channels * height * width;
      return output;
    },
    add: (inputs) => {
      const height = Math.max(...inputs.map((input) => input.height));
      const width = Math.max(...inputs.map((input) => input.width));
      const { channels } = inputs[0]!;
      const whole = inputs.filter((input) => input.height === height && input.width === width).map((input) => input.handle);
      draft.macs += (inputs.length - 1) * height * width * channels;
      return map(
        inputs.map((input) => input.handle),
        height,
        width,
        channels,
        whole,
      );
    },
    flatten: (input) => input.handle,
    dense: (input, units) => {
      const features = draft.elements[input]!;
      draft.size += features * units + units;
      draft.macs += features * units;
      return node([input], units);
    },
  };
}
