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
  'sumRows',
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
] as const;

export type TrainKernel = (typeof NAMES)[number];

/** Each kernel takes numbers only: addresses in bytes, counts, float32 factors; the .as sources say which. */
export type TrainKernels = Readonly<Record<TrainKernel, (...parameters: readonly number[]) => void>>;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** The whole import section "env" "memory", for a shared memory of up to 65,536 pages. */
const SHARED_IMPORT = [2, 18, 1, 3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2, 3, 0, 128, 128, 4];
const IMPORT_SECTION = 2;
const HEADER_BYTES = 8;

/** The same module for a shared memory: only the import differs. */
function forSharedMemory(module: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { start, end } = importSection(module);
  return Uint8Array.from([...module.subarray(0, start), ...SHARED_IMPORT, ...module.subarray(end)]);
}

function importSection(module: Uint8Array): { readonly start: number; readonly end: number } {
  let at = HEADER_BYTES;
  for (;;) {
    const start = at;
    const id = module[at++];
    let length = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = module[at++]!;
      length += (byte & 127) << shift;
      more = byte >= 128;
    }
    at += length;
    if (id === IMPORT_SECTION) return { start, end: at };
  }
}

const compiled = new Map<boolean, WebAssembly.Module>();

/** With fused multiply-add where the engine has relaxed SIMD. */
export function trainModule(shared: boolean): WebAssembly.Module {
  const known = compiled.get(shared);
  if (known !== undefined) return known;
  const relaxed = bytesOf(TRAIN_RELAXED_WASM);
  const bytes = WebAssembly.validate(relaxed) ? relaxed : bytesOf(TRAIN_WASM);
  const module = new WebAssembly.Module(shared ? forSharedMemory(bytes) : bytes);
  compiled.set(shared, module);
  return module;
}

export function instantiateTrain(module: WebAssembly.Module, memory: WebAssembly.Memory): TrainKernels {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as TrainKernels;
}
