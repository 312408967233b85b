/** ADD, SUB, MUL, MINIMUM and MAXIMUM with broadcasting. */
import { clamp, quantizeMultiplier, rescale } from '../fixed-point.ts';
import type { Multiplier } from '../fixed-point.ts';
import type { Pairwise } from './broadcast.ts';
import { pairwiseKernel } from './broadcast.ts';
import type { Prepare, Site } from './kernel.ts';
import { input, output } from './kernel.ts';
import { affineOf, expectSameType, quantizedRange, realRange, unsupportedType } from './quantization.ts';

const { fround } = Math;

type SumSite = Site<'ADD' | 'SUB'>;

/** Real factors of an ADD or SUB: each input to twice the larger input scale, and from there to the output. */
interface SumFactors {
  readonly a: number;
  readonly b: number;
  readonly output: number;
}

/** int8 inputs are moved up by 20 bits before they are scaled, int16 ones by 15. */
function headroomOf(site: SumSite): number {
  return output(site).tensor.type === 'int16' ? 15 : 20;
}

/** ADD works its factors out in double precision, SUB in single. Source: `micro/kernels/add_common.cc` and `sub_common.cc`. */
function sumFactors(site: SumSite): SumFactors {
  const round = site.code === 'SUB' ? fround : (value: number): number => value;
  const [a, b, to] = [affineOf(input(site, 0)).scale, affineOf(input(site, 1)).scale, affineOf(output(site)).scale];
  const common = 2 * Math.max(a, b);
  return { a: round(a / common), b: round(b / common), output: round(common / round(2 ** headroomOf(site) * to)) };
}

/** An integer ADD or SUB in parts: each input's entry on a common scale, SUB's second one negated, and what scales their sum. */
export interface SumParts {
  readonly a: (q: number) => number;
  readonly b: (q: number) => number;
  readonly output: Multiplier;
}

export function integerSumParts(site: SumSite): SumParts {
  const factors = sumFactors(site);
  const headroom = 2 ** headroomOf(site);
  const scaled = (at: number, real: number, sign: number): ((q: number) => number) => {
    const { zeroPoint } = affineOf(input(site, at));
    const { significand, exponent } = quantizeMultiplier(real);
    return (q) => sign * rescale((q - zeroPoint) * headroom, significand, exponent);
  };
  const sign = site.code === 'SUB' ? -1 : 1;
  return { a: scaled(0, factors.a, 1), b: scaled(1, factors.b, sign), output: quantizeMultiplier(factors.output) };
}

function integerSum(site: SumSite): Pairwise {
  const parts = integerSumParts(site);
  const finish = finishOf(site, parts.output);
  return (a, b) => finish(parts.a(a) + parts.b(b));
}

/** Scales an int32 to the output and clamps it. */
function finishOf(site: Site<'ADD' | 'SUB' | 'MUL'>, { significand, exponent }: Multiplier): (sum: number) => number {
  const { zeroPoint } = affineOf(output(site));
  const { low, high } = quantizedRange(output(site), site.options.activation);
  return (sum) => clamp(rescale(sum, significand, exponent) + zeroPoint, low, high);
}

function integerProduct(site: Site<'MUL'>): Pairwise {
  const [a, b, to] = [affineOf(input(site, 0)), affineOf(input(site, 1)), affineOf(output(site))];
  const finish = finishOf(site, quantizeMultiplier((a.scale * b.scale) / to.scale));
  return (x, y) => finish((x - a.zeroPoint) * (y - b.zeroPoint));
}

/** What meets at an element: `real` on float32, wrapped on plain int32, `integer` on the quantised types. */
function choose(site: Site<'ADD' | 'SUB' | 'MUL'>, real: Pairwise, integer: () => Pairwise): Pairwise {
  const { low, high } = realRange(site.options.activation);
  const to = output(site);
  switch (to.tensor.type) {
    case 'float32':
      return (a, b) => clamp(real(a, b), low, high);
    case 'int32':
      return site.code === 'MUL' ? (a, b) => clamp(Math.imul(a, b), low, high) : (a, b) => clamp(real(a, b) | 0, low, high);
    case 'int8':
    case 'int16':
      return integer();
    default:
      return unsupportedType(to);
  }
}

export const sum: Prepare<'ADD' | 'SUB'> = (site) => {
  const [a, b, to] = [input(site, 0), input(site, 1), output(site)];
  expectSameType(a, b, to);
  const real: Pairwise = site.code === 'SUB' ? (x, y) => x - y : (x, y) => x + y;
  return pairwiseKernel(
    a,
    b,
    to,
    choose(site, real, () => integerSum(site)),
  );
};

export const product: Prepare<'MUL'> = (site) => {
  const [a, b, to] = [input(site, 0), input(site, 1), output(site)];
  expectSameType(a, b, to);
  return pairwiseKernel(
    a,
    b,
    to,
    choose(
      site,
      (x, y) => x * y,
      () => integerProduct(site),
    ),
  );
};

/** The raw entries are compared: the runtime takes the scales as equal. */
export const minimum: Prepare<'MINIMUM'> = (site) => {
  const [a, b, to] = [input(site, 0), input(site, 1), output(site)];
  expectSameType(a, b, to);
  return pairwiseKernel(a, b, to, (x, y) => Math.min(x, y));
};

export const maximum: Prepare<'MAXIMUM'> = (site) => {
  const [a, b, to] = [input(site, 0), input(site, 1), output(site)];
  expectSameType(a, b, to);
  return pairwiseKernel(a, b, to, (x, y) => Math.max(x, y));
};
