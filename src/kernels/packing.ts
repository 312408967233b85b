/** Weights and rescaling constants in the order the WebAssembly kernels read them; see simd.as. */
import type { Int8Finish } from '../core/quant/kernels/weighted.ts';

const TILE = 8;

/**
 * Weights [filters, runs, length] as int16: tile of eight filters, run, pair of neighbours, filter, place in the pair. Odd runs and the
 * last tile are filled with 0.
 */
export function packPairs(weights: Int8Array, filters: number, runs: number, length: number): Int16Array {
  const pairs = Math.ceil(length / 2);
  const packed = new Int16Array(Math.ceil(filters / TILE) * TILE * runs * pairs * 2);
  for (let filter = 0; filter < filters; filter++) {
    const tile = Math.floor(filter / TILE) * runs;
    for (let run = 0; run < runs; run++) {
      const to = (tile + run) * pairs * 2 * TILE + 2 * (filter % TILE);
      const from = (filter * runs + run) * length;
      for (let i = 0; i < length; i++) packed[to + (i >> 1) * 2 * TILE + (i & 1)] = weights[from + i]!;
    }
  }
  return packed;
}

/** Depthwise weights [taps, channels] as int16: eight channels, pair of taps, channel, tap in the pair. */
export function packTaps(weights: Int8Array, channels: number, taps: number): Int16Array {
  const pairs = Math.ceil(taps / 2);
  const packed = new Int16Array(Math.ceil(channels / TILE) * TILE * pairs * 2);
  for (let tap = 0; tap < taps; tap++) {
    for (let channel = 0; channel < channels; channel++) {
      const group = Math.floor(channel / TILE) * pairs + (tap >> 1);
      packed[group * 2 * TILE + 2 * (channel % TILE) + (tap & 1)] = weights[tap * channels + channel]!;
    }
  }
  return packed;
}

/** Four channels: int32 biases, left factors, significands, then float64 right factors. */
const TABLE_BYTES = 80;
const LANES = 4;

/** Two tables for every eight channels; those past the last are 0. */
export function rescaleTables({ bias, significands, exponents }: Int8Finish): Uint8Array {
  const tables = Math.ceil(bias.length / TILE) * 2;
  const view = new DataView(new ArrayBuffer(tables * TABLE_BYTES));
  bias.forEach((value, channel) => {
    const at = Math.floor(channel / LANES) * TABLE_BYTES;
    const lane = channel % LANES;
    const exponent = exponents[channel]!;
    view.setInt32(at + 4 * lane, value, true);
    view.setInt32(at + 16 + 4 * lane, exponent > 0 ? 1 << exponent : 1, true);
    view.setInt32(at + 32 + 4 * lane, significands[channel]!, true);
    view.setFloat64(at + 48 + 8 * lane, exponent > 0 ? 1 : 2 ** exponent, true);
  });
  return new Uint8Array(view.buffer);
}

/** Weights [filters, depth] as float32: tile of eight filters, place, filter; the last tile is filled with 0. */
export function packReals(weights: Float32Array, filters: number, depth: number): Float32Array {
  const packed = new Float32Array(Math.ceil(filters / TILE) * TILE * depth);
  for (let filter = 0; filter < filters; filter++) {
    const tile = Math.floor(filter / TILE) * TILE * depth + (filter % TILE);
    for (let i = 0; i < depth; i++) packed[tile + i * TILE] = weights[filter * depth + i]!;
  }
  return packed;
}

/** Depthwise weights [taps, channels] as float32: eight channels, tap, channel. */
export function packRealTaps(weights: Float32Array, channels: number, taps: number): Float32Array {
  const packed = new Float32Array(Math.ceil(channels / TILE) * TILE * taps);
  weights.forEach((weight, i) => {
    const [tap, channel] = [Math.floor(i / channels), i % channels];
    packed[Math.floor(channel / TILE) * TILE * taps + tap * TILE + (channel % TILE)] = weight;
  });
  return packed;
}

/** Biases, to whole tiles. */
export function packBiases(bias: Float32Array): Float32Array {
  const packed = new Float32Array(Math.ceil(bias.length / TILE) * TILE);
  packed.set(bias);
  return packed;
}
