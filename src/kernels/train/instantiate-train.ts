/** The compiled training kernels of train.as joined to a memory. */
import { TRAIN_RELAXED_WASM } from './train-relaxed-wasm.ts';
import { TRAIN_WASM } from './train-wasm.ts';

const NAMES = [
  'pack',
  'convolve',
  'filterGradient',
  'multiply',
  'multiplyTransposed',
  'scatterGradient',
  'depthwise',
  'depthwiseFilterGradient',
  'depthwiseInputGradient',
  'factorsOf',
  'gradientSums',
  'inputGradient',
  'moments',
  'momentsOf',
  'normalize',
  'slopesOf',
  'add',
  'addBias',
  'clamp',
  'clampGradient',
  'meanPlaces',
  'softmaxCrossEntropy',
  'spreadMean',
  'sumPlaces',
  'adam',
  'descend',
  'fakeQuantize',
  'fakeQuantizeGradient',
  'lstm',
  'lstmGradient',
] as const;

export type TrainKernel = (typeof NAMES)[number];

/** Each kernel takes numbers only: addresses in bytes, counts, float32 factors; the .as sources say which. */
export type TrainKernels = Readonly<Record<TrainKernel, (...parameters: readonly number[]) => void>>;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

let compiled: WebAssembly.Module | undefined;

/** With fused multiply-add where the engine has relaxed SIMD. */
function trainModule(): WebAssembly.Module {
  const relaxed = bytesOf(TRAIN_RELAXED_WASM);
  compiled ??= new WebAssembly.Module(WebAssembly.validate(relaxed) ? relaxed : bytesOf(TRAIN_WASM));
  return compiled;
}

export function instantiateTrain(memory: WebAssembly.Memory): TrainKernels {
  return new WebAssembly.Instance(trainModule(), { env: { memory } }).exports as unknown as TrainKernels;
}
