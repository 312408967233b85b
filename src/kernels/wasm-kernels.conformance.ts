import { describe, expect, it } from 'vitest';
import { hasReference } from '../testing/reference-files.ts';
import { compareTensors } from '../testing/tflm-tensors.ts';
import { createWasmKernels } from './wasm-kernels.ts';

describe.runIf(hasReference)('the WebAssembly kernels', () => {
  it('give the tensors that TFLM gave on the published models, three runs each', () => {
    expect(compareTensors('tflm_tensors.csv', createWasmKernels)).toEqual({ rows: 1044, identical: 1044, wrong: [] });
  });

  it('give the tensors that TFLM gave on the generated models, two runs each', () => {
    expect(compareTensors('generated/tensors.csv', createWasmKernels)).toEqual({ rows: 3430, identical: 3430, wrong: [] });
  });
});
