/** Operators that go element by element: arithmetic, activations, changes of type. */
import type { Kernel } from './ledger.ts';
import { opData, plainKernel } from './ledger.ts';

/** Whether shapes differ, shifts and range, multipliers, left shift, offsets; ADD has the range as floats too. */
const SUM_DATA = 'b iiiii iii i iii ii';
const DIFFERENCE_DATA = 'b iiii iii i iii';

export const add: Kernel<'ADD'> = plainKernel('eb', SUM_DATA);
export const sub: Kernel<'SUB'> = plainKernel('eb', DIFFERENCE_DATA);
export const mul: Kernel<'MUL'> = plainKernel('e', 'ii ii i ii ii');
/** These two have neither Init nor Prepare. */
export const minimum: Kernel<'MINIMUM'> = { params: undefined, opData: opData(undefined), prepare: () => {} };
export const maximum: Kernel<'MAXIMUM'> = { params: undefined, opData: opData(undefined), prepare: () => {} };
export const logistic: Kernel<'LOGISTIC'> = plainKernel(undefined, 'iiii');
export const tanh: Kernel<'TANH'> = plainKernel(undefined, 'iiii');
export const relu: Kernel<'RELU'> = plainKernel(undefined, 'ii ii ii');
export const relu6: Kernel<'RELU6'> = plainKernel(undefined, 'ii');
export const leakyRelu: Kernel<'LEAKY_RELU'> = plainKernel('i', 'ii ii ii');
export const hardSwish: Kernel<'HARD_SWISH'> = plainKernel(undefined, 'hhh i h i');
export const quantize: Kernel<'QUANTIZE'> = plainKernel(undefined, 'hd ii i');
export const dequantize: Kernel<'DEQUANTIZE'> = plainKernel(undefined, 'di ii i');
