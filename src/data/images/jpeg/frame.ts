/** What a picture is made of before its coefficients are turned into pixels. */

export interface Component {
  readonly id: number;
  /** Blocks of a minimum coded unit, across and down. */
  readonly across: number;
  readonly down: number;
  readonly quantization: number;
  /** Blocks that hold pixels. */
  readonly columns: number;
  readonly rows: number;
  /** Blocks of a row in `coefficients`, which is padded to whole units. */
  readonly stride: number;
  /** 64 a block, in natural order. */
  readonly coefficients: Int16Array;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly isProgressive: boolean;
  readonly components: readonly Component[];
  /** Minimum coded units, across and down. */
  readonly units: { readonly columns: number; readonly rows: number };
}

/** Natural place of each coefficient in the order of the file (figure A.6). */
export const ZIGZAG = Uint8Array.of(
  0,
  1,
  8,
  16,
  9,
  2,
  3,
  10,
  17,
  24,
  32,
  25,
  18,
  11,
  4,
  5,
  12,
  19,
  26,
  33,
  40,
  48,
  41,
  34,
  27,
  20,
  13,
  6,
  7,
  14,
  21,
  28,
  35,
  42,
  49,
  56,
  57,
  50,
  43,
  36,
  29,
  22,
  15,
  23,
  30,
  37,
  44,
  51,
  58,
  59,
  52,
  45,
  38,
  31,
  39,
  46,
  53,
  60,
  61,
  54,
  47,
  55,
  62,
  63,
);
