/** Contents of tensors as typed arrays, one element an entry: int4 unpacked to int8, float16 widened to float32, bool as 0 and 1. */
import type { ElementType } from '../graph/tensor.ts';
import { elementCount } from '../graph/tensor.ts';
import type { Shape } from '../graph/tensor.ts';

export type Elements =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** The kinds whose entries are plain numbers. */
export type Numbers = Exclude<Elements, BigInt64Array | BigUint64Array>;

type ElementsConstructor = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => Elements;

const CONSTRUCTORS: Readonly<Record<ElementType, ElementsConstructor | undefined>> = {
  int4: Int8Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  float16: Float32Array,
  float32: Float32Array,
  float64: Float64Array,
  bool: Uint8Array,
  complex64: undefined,
  string: undefined,
  resource: undefined,
  variant: undefined,
};

const ENTRY_BYTES: Readonly<Record<ElementType, number>> = {
  int4: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  float16: 4,
  float32: 4,
  float64: 8,
  bool: 1,
  complex64: 0,
  string: 0,
  resource: 0,
  variant: 0,
};

/** Types whose elements a file packs below what an entry takes; only constants have them. */
export const PACKED: ReadonlySet<ElementType> = new Set(['int4', 'float16']);

/** True for types whose contents can be held as numbers. */
export function hasElements(type: ElementType): boolean {
  return CONSTRUCTORS[type] !== undefined;
}

/** Bytes the entries of a tensor take in memory; 0 for a type without elements. */
export function entryBytes(shape: Shape, type: ElementType): number {
  return elementCount(shape) * ENTRY_BYTES[type];
}

/** A view of `buffer` as entries of the type; undefined for a type without elements. `byteOffset` is a multiple of 8. */
export function viewElements(buffer: ArrayBufferLike, byteOffset: number, shape: Shape, type: ElementType): Elements | undefined {
  const constructor = CONSTRUCTORS[type];
  return constructor === undefined ? undefined : new constructor(buffer, byteOffset, elementCount(shape));
}

/** Fills `target` from a tensor's little-endian bytes as a file holds them, or as a caller gives them. */
export function decodeElements(target: Elements, bytes: Uint8Array, type: ElementType): void {
  if (type === 'int4') unpackInt4(target as Int8Array, bytes);
  else if (type === 'float16') widenFloat16(target as Float32Array, bytes);
  else bytesOf(target).set(bytes.subarray(0, target.byteLength));
}

/** The little-endian bytes behind the entries; those of the tensor itself unless it is packed (int4, float16). */
export function bytesOf(elements: Elements): Uint8Array {
  return new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
}

/** Two a byte, the first in the low half. */
function unpackInt4(target: Int8Array, bytes: Uint8Array): void {
  for (let i = 0; i < target.length; i++) {
    const byte = bytes[i >> 1]!;
    target[i] = (i & 1) === 0 ? (byte << 28) >> 28 : (byte << 24) >> 28;
  }
}

function widenFloat16(target: Float32Array, bytes: Uint8Array): void {
  for (let i = 0; i < target.length; i++) target[i] = float16(bytes[2 * i]! | (bytes[2 * i + 1]! << 8));
}

function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
