/** Training on the CPU: the kernels that TensorFlow.js's WebAssembly backend lacks or makes slowly, on float32 tables in its own memory. */
export { pack } from './tile';
export { convolve, filterGradient, multiply, multiplyTransposed, scatterGradient } from './conv';
export { depthwise, depthwiseFilterGradient, depthwiseInputGradient } from './depthwise';
export { factorsOf, gradientSums, inputGradient, moments, momentsOf, normalize, slopesOf } from './norm';
export { add, addBias, clamp, clampGradient, meanPlaces, softmaxCrossEntropy, spreadMean, sumPlaces } from './elementwise';
export { adam, descend } from './optimizer';
export { lstm, lstmGradient } from './lstm';
export { fakeQuantize, fakeQuantizeGradient } from './quantize';
