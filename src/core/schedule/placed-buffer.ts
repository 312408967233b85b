/** One planned buffer at its address: first and last are operator times (0 is before the first operator). */
export interface PlacedBuffer {
  /** Tensor index, or -1 for kernel scratch. */
  readonly tensor: number;
  /** Operator index of a scratch buffer. */
  readonly op?: number;
  /** As planned: rounded up to the arena's alignment. */
  readonly bytes: number;
  readonly offset: number;
  readonly first: number;
  readonly last: number;
}
