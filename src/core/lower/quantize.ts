/** The choices lowering follows. */

/**
 * How the design is deployed. `int8`: batch norm folded, activations fused, int8 per channel. `float32`: the same without quantisation.
 * `file`: an opened .tflite, whose own types flow from its inputs and which is not folded or fused again.
 */
export type QuantizationScheme = 'int8' | 'float32' | 'file';

export interface Quantize {
  readonly scheme: QuantizationScheme;
  /** Type of the network's inputs and outputs; float32 adds QUANTIZE and DEQUANTIZE operators. Not used by `file`. */
  readonly io: 'int8' | 'float32';
}

/**
 * What an opened file keeps beyond its graph, until it is edited: so that file, link and screen agree to the byte.
 * `tensorOrder` holds, for each tensor of the file in its order, its index in the order lowering would give it, or -1 for a tensor that
 * no operator uses; empty when the same.
 */
export interface Origin {
  readonly fileName: string;
  readonly fileBytes: number;
  /** SHA-256 of the file, hex; the file itself is kept as a blob beside the design. */
  readonly blob: string;
  readonly tensorOrder: readonly number[];
  /**
   * Constants that several operators of the file share but lowering gives to each: pairs of an index in lowering's order (absent from
   * `tensorOrder`) and the index of the file's tensor that stands for it.
   */
  readonly sharedTensors?: readonly number[];
  readonly offlineOffsets?: readonly number[];
}
