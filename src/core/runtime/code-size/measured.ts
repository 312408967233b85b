/** Linked bytes of code per kernel, as measured: ../shared/reference/code_size.csv (GCC 12.2, core -Os, kernels -O2, gc-sections; .text + .rodata + .data). */
import type { OpCode } from '../../graph/deployed.ts';

/** Operators that were linked alone. */
export type MeasuredCode =
  | 'ADD'
  | 'AVERAGE_POOL_2D'
  | 'CONCATENATION'
  | 'CONV_2D'
  | 'DEPTHWISE_CONV_2D'
  | 'FULLY_CONNECTED'
  | 'LOGISTIC'
  | 'MAX_POOL_2D'
  | 'MEAN'
  | 'MUL'
  | 'PAD'
  | 'QUANTIZE'
  | 'RESHAPE'
  | 'SOFTMAX'
  | 'SVDF';

export interface CodeMeasurement {
  /** The interpreter and allocator with an empty resolver. */
  readonly empty: number;
  /** What registering one operator adds to that. */
  readonly alone: Readonly<Record<MeasuredCode, number>>;
  /** What the operators of keyword spotting (convolution, depthwise, dense, average pool, reshape, softmax) add. */
  readonly keywordSpotting: number;
  /** What those of image classification (convolution, dense, average pool, reshape, softmax, add) add. */
  readonly imageClassification: number;
  /** Saved by the _INT8 registrations: of the dense operator alone, and of keyword spotting's; 0 where they change nothing. */
  readonly int8Saving: { readonly dense: number; readonly keywordSpotting: number };
}

export const CORTEX_M4_CMSIS: CodeMeasurement = {
  empty: 18048,
  alone: {
    ADD: 17304,
    AVERAGE_POOL_2D: 7240,
    CONCATENATION: 6492,
    CONV_2D: 35344,
    DEPTHWISE_CONV_2D: 25260,
    FULLY_CONNECTED: 24780,
    LOGISTIC: 9300,
    MAX_POOL_2D: 7464,
    MEAN: 10832,
    MUL: 15288,
    PAD: 8358,
    QUANTIZE: 7855,
    RESHAPE: 3064,
    SOFTMAX: 14204,
    SVDF: 18700,
  },
  keywordSpotting: 83084,
  imageClassification: 77680,
  int8Saving: { dense: 4528, keywordSpotting: 31776 },
};

export const CORTEX_M4_REFERENCE: CodeMeasurement = {
  empty: 18048,
  alone: {
    ADD: 14860,
    AVERAGE_POOL_2D: 6632,
    CONCATENATION: 6492,
    CONV_2D: 14148,
    DEPTHWISE_CONV_2D: 13300,
    FULLY_CONNECTED: 11312,
    LOGISTIC: 9300,
    MAX_POOL_2D: 6752,
    MEAN: 10832,
    MUL: 13528,
    PAD: 8518,
    QUANTIZE: 7855,
    RESHAPE: 3064,
    SOFTMAX: 12896,
    SVDF: 12696,
  },
  keywordSpotting: 36744,
  imageClassification: 40904,
  int8Saving: { dense: 0, keywordSpotting: 0 },
};

export const CORTEX_M55_CMSIS: CodeMeasurement = {
  empty: 17768,
  alone: {
    ADD: 14480,
    AVERAGE_POOL_2D: 7772,
    CONCATENATION: 6400,
    CONV_2D: 28680,
    DEPTHWISE_CONV_2D: 27844,
    FULLY_CONNECTED: 19764,
    LOGISTIC: 8700,
    MAX_POOL_2D: 7196,
    MEAN: 10592,
    MUL: 14552,
    PAD: 8534,
    QUANTIZE: 7495,
    RESHAPE: 2972,
    SOFTMAX: 13780,
    SVDF: 15076,
  },
  keywordSpotting: 72988,
  imageClassification: 66732,
  int8Saving: { dense: 5088, keywordSpotting: 28840 },
};

export const CORTEX_M0PLUS_CMSIS: CodeMeasurement = {
  empty: 18440,
  alone: {
    ADD: 24100,
    AVERAGE_POOL_2D: 9796,
    CONCATENATION: 6824,
    CONV_2D: 38396,
    DEPTHWISE_CONV_2D: 33060,
    FULLY_CONNECTED: 27760,
    LOGISTIC: 17232,
    MAX_POOL_2D: 10328,
    MEAN: 18300,
    MUL: 23588,
    PAD: 8234,
    QUANTIZE: 15000,
    RESHAPE: 2932,
    SOFTMAX: 24496,
    SVDF: 24884,
  },
  keywordSpotting: 84352,
  imageClassification: 78216,
  int8Saving: { dense: 3672, keywordSpotting: 28616 },
};

/** Operators that were not linked: taken for as large as a measured one of the same build, times a factor. */
export const STAND_INS: Readonly<Record<Exclude<OpCode, MeasuredCode>, readonly [like: MeasuredCode, factor: number]>> = {
  TRANSPOSE_CONV: ['DEPTHWISE_CONV_2D', 1],
  SUB: ['ADD', 0.95],
  MINIMUM: ['MAX_POOL_2D', 1],
  MAXIMUM: ['MAX_POOL_2D', 1],
  PADV2: ['PAD', 1],
  SQUEEZE: ['RESHAPE', 1],
  EXPAND_DIMS: ['RESHAPE', 1],
  TANH: ['LOGISTIC', 1],
  RELU: ['QUANTIZE', 1],
  RELU6: ['RESHAPE', 1.3],
  LEAKY_RELU: ['QUANTIZE', 1],
  HARD_SWISH: ['QUANTIZE', 1.1],
  RESIZE_NEAREST_NEIGHBOR: ['RESHAPE', 1.8],
  RESIZE_BILINEAR: ['MAX_POOL_2D', 1],
  DEPTH_TO_SPACE: ['RESHAPE', 1.4],
  SPACE_TO_DEPTH: ['RESHAPE', 1.4],
  TRANSPOSE: ['MAX_POOL_2D', 0.8],
  STRIDED_SLICE: ['CONCATENATION', 1],
  SLICE: ['CONCATENATION', 0.9],
  SPLIT: ['CONCATENATION', 0.8],
  UNIDIRECTIONAL_SEQUENCE_LSTM: ['FULLY_CONNECTED', 1.3],
  GATHER: ['RESHAPE', 1.5],
  EMBEDDING_LOOKUP: ['RESHAPE', 1.5],
  DEQUANTIZE: ['RESHAPE', 1.5],
  OPAQUE: ['MAX_POOL_2D', 1],
};
