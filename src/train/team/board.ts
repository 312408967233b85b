/** How parameters and ranges lie in the memory that the threads of a team share. */
import type { Range } from '../../core/quant/kernels/quantization.ts';
import type { Network } from '../model/network.ts';
import type { Parameter } from '../model/parameters.ts';
import { own } from '../ops/own.ts';
import { floatsIn } from '../wasm/floats-in.ts';

/** Each parameter with the place of its first value among all. */
export function placesOf({ parameters }: Network): { readonly places: ReadonlyMap<Parameter, number>; readonly count: number } {
  const places = new Map<Parameter, number>();
  let count = 0;
  for (const parameter of parameters.values()) {
    places.set(parameter, count);
    count += parameter.variable.size;
  }
  return { places, count };
}

export function writeParameters(network: Network, to: Float32Array): void {
  for (const [parameter, at] of placesOf(network).places) to.set(floatsIn(parameter.variable), at);
}

/** Puts the values back into those parameters that `chosen` names; in place, so that nothing is allocated at each step. */
export function readParameters(network: Network, from: Float32Array, chosen: (parameter: Parameter) => boolean): void {
  for (const [parameter, at] of placesOf(network).places) {
    if (!chosen(parameter)) continue;
    own(parameter.variable);
    floatsIn(parameter.variable).set(from.subarray(at, at + parameter.variable.size));
  }
}

export function writeRanges(ranges: ReadonlyMap<number, Range>, to: Float64Array): void {
  to.fill(Number.NaN);
  for (const [group, { low, high }] of ranges) to.set([low, high], 2 * group);
}

export function readRanges(from: Float64Array): ReadonlyMap<number, Range> {
  const ranges = new Map<number, Range>();
  for (let group = 0; 2 * group < from.length; group++) {
    const [low, high] = [from[2 * group]!, from[2 * group + 1]!];
    if (!Number.isNaN(low)) ranges.set(group, { low, high });
  }
  return ranges;
}
