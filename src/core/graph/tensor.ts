/** Element types a deployed tensor can have; the names are TensorFlow Lite's, in lower case. */
export type ElementType =
  | 'int4'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float16'
  | 'float32'
  | 'float64'
  | 'bool'
  | 'complex64'
  | 'string'
  | 'resource'
  | 'variant';

/** Dimensions, batch first, channels last (NHWC); [] is a scalar. */
export type Shape = readonly number[];

/** What flows along an edge. */
export interface TensorType {
  readonly shape: Shape;
  readonly type: ElementType;
}

/** Bits of one element; strings and handles have no fixed size and count as 0. */
export const ELEMENT_BITS: Readonly<Record<ElementType, number>> = {
  int4: 4,
  int8: 8,
  uint8: 8,
  int16: 16,
  uint16: 16,
  int32: 32,
  uint32: 32,
  int64: 64,
  uint64: 64,
  float16: 16,
  float32: 32,
  float64: 64,
  bool: 8,
  complex64: 64,
  string: 0,
  resource: 0,
  variant: 0,
};

/** Product of the dimensions; 1 for a scalar. */
export function elementCount(shape: Shape): number {
  let count = 1;
  for (let i = 0; i < shape.length; i++) count *= shape[i]!;
  return count;
}

/** Bytes of a tensor; int4 packs two elements a byte, rounded up. */
export function tensorBytes(shape: Shape, type: ElementType): number {
  return Math.ceil((elementCount(shape) * ELEMENT_BITS[type]) / 8);
}

/** "1x25x5x64", as the messages write it; "scalar" for []. */
export function shapeText(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : shape.join('x');
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, i) => dimension === b[i]);
}
