/**
 * SVDF: `units * rank` filters over the input, each with a memory of its last results, weighted over time and summed by unit.
 * Inputs: [batch, depth], feature weights [filters, depth], time weights [filters, memory], bias [units], state [batch, filters * memory].
 */
import type { Numbers } from '../elements.ts';
import { clamp, quantizeMultiplier, rescale } from '../fixed-point.ts';
import type { Kernel, Prepare, Site } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { affineOf, integerRange, label, numbersOf, realRange, shapeOf, unsupportedType } from './quantization.ts';
import { realWeights } from './weighted.ts';

const { fround } = Math;

interface Svdf {
  readonly batches: number;
  readonly depth: number;
  readonly filters: number;
  readonly memory: number;
  readonly rank: number;
  readonly input: Numbers;
  readonly inputZero: number;
  readonly feature: Numbers;
  readonly time: Numbers;
  readonly bias: Numbers | undefined;
  readonly state: Numbers;
  readonly stateZero: number;
  readonly output: Numbers;
  /** A filter's sum as it enters the state, and a unit's sum as it leaves. */
  readonly remember: (sum: number) => number;
  readonly finish: (sum: number) => number;
}

type Shape = Pick<Svdf, 'batches' | 'depth' | 'filters' | 'memory' | 'rank'>;

function shapeOfSite(site: Site<'SVDF'>): Shape {
  const [batches, depth] = shapeOf(input(site, 0), 2) as [number, number];
  const [filters, featureDepth] = shapeOf(input(site, 1), 2) as [number, number];
  const [timeFilters, memory] = shapeOf(input(site, 2), 2) as [number, number];
  const { rank } = site.options;
  const units = filters / rank;
  if (featureDepth !== depth || timeFilters !== filters || !Number.isInteger(units)) refuse(`has ${filters} filters of rank ${rank}`);
  if (input(site, 4).elements.length !== batches * filters * memory) refuse(`keeps a state of another size in ${label(input(site, 4))}`);
  if (output(site).elements.length !== batches * units) refuse(`writes ${units} units into ${label(output(site))}`);
  const bias = site.inputs[3];
  if (bias !== undefined && bias.elements.length !== units) refuse(`has ${bias.elements.length} biases for ${units} units`);
  return { batches, depth, filters, memory, rank };
}

export const svdf: Prepare<'SVDF'> = (site): Kernel => {
  const shape = shapeOfSite(site);
  const { type } = input(site, 0).tensor;
  const prepared =
    type === 'float32' ? realSvdf(site, shape) : type === 'int8' ? integerSvdf(site, shape) : unsupportedType(input(site, 0));
  return () => runSvdf(prepared);
};

function realSvdf(site: Site<'SVDF'>, shape: Shape): Svdf {
  const { low, high } = realRange(site.options.activation);
  return {
    ...shape,
    input: numbersOf(input(site, 0)),
    inputZero: 0,
    feature: realWeights(input(site, 1), 0),
    time: realWeights(input(site, 2), 0),
    bias: site.inputs[3] && numbersOf(site.inputs[3]),
    state: numbersOf(input(site, 4)),
    stateZero: 0,
    output: numbersOf(output(site)),
    remember: (sum) => sum,
    finish: (sum) => clamp(sum, low, high),
  };
}

/** The activation is not applied: an int8 RELU stands in the output's range. Factors are worked out in single precision. */
function integerSvdf(site: Site<'SVDF'>, shape: Shape): Svdf {
  const [from, feature, time, state, to] = [input(site, 0), input(site, 1), input(site, 2), input(site, 4), output(site)];
  if (state.tensor.type !== time.tensor.type) refuse(`has time weights of type ${time.tensor.type} and a state of ${state.tensor.type}`);
  const [source, kept, target] = [affineOf(from), affineOf(state), affineOf(to)];
  const inward = quantizeMultiplier(fround(fround(source.scale * affineOf(feature).scale) / kept.scale));
  const outward = quantizeMultiplier(fround(fround(kept.scale * affineOf(time).scale) / target.scale));
  const [stateRange, range] = [integerRange(state), integerRange(to)];
  return {
    ...shape,
    input: numbersOf(from),
    inputZero: source.zeroPoint,
    feature: numbersOf(feature),
    time: numbersOf(time),
    bias: site.inputs[3] && numbersOf(site.inputs[3]),
    state: numbersOf(state),
    stateZero: kept.zeroPoint,
    output: numbersOf(to),
    remember: (sum) => clamp(rescale(sum | 0, inward.significand, inward.exponent), stateRange.low, stateRange.high) + kept.zeroPoint,
    finish: (sum) => clamp(rescale(sum | 0, outward.significand, outward.exponent) + target.zeroPoint, range.low, range.high),
  };
}

function runSvdf(layer: Svdf): void {
  layer.state.copyWithin(0, 1);
  const units = layer.filters / layer.rank;
  for (let batch = 0; batch < layer.batches; batch++) {
    for (let filter = 0; filter < layer.filters; filter++) rememberFilter(layer, batch, filter);
    for (let unit = 0; unit < units; unit++) layer.output[batch * units + unit] = layer.finish(unitSum(layer, batch, unit));
  }
}

/** The newest entry of a filter's memory, its last. */
function rememberFilter(
  { input: cells, inputZero, feature, state, depth, filters, memory, remember }: Svdf,
  batch: number,
  filter: number,
): void {
  let sum = 0;
  for (let i = 0; i < depth; i++) sum += feature[filter * depth + i]! * (cells[batch * depth + i]! - inputZero);
  state[(batch * filters + filter + 1) * memory - 1] = remember(sum);
}

function unitSum({ time, state, stateZero, bias, filters, memory, rank }: Svdf, batch: number, unit: number): number {
  let sum = bias?.[unit] ?? 0;
  for (let i = unit * rank * memory; i < (unit + 1) * rank * memory; i++)
    sum += time[i]! * (state[batch * filters * memory + i]! - stateZero);
  return sum;
}
