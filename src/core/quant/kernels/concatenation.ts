/** CONCATENATION: the inputs side by side along an axis. */
import { elementCount, sameShape, shapeText } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import { bytesOf } from '../elements.ts';
import type { Kernel, Prepare, Value } from './kernel.ts';
import { output, refuse } from './kernel.ts';
import { expectSameType, label } from './quantization.ts';

export const concatenation: Prepare<'CONCATENATION'> = (site) => {
  const to = output(site);
  const { shape } = to.tensor;
  const values = site.inputs.filter((value) => value !== undefined);
  const axis = site.options.axis < 0 ? site.options.axis + shape.length : site.options.axis;
  expectSameType(to, ...values);
  expectSameScale(to, values);
  if (site.options.activation !== 'NONE') refuse(`has the fused activation ${site.options.activation}, which no kernel applies here`);
  const total = values.reduce((sum, value) => sum + (value.tensor.shape[axis] ?? 0), 0);
  const odd = values.find((value) => !sameShape(without(value.tensor.shape, axis), without(shape, axis)));
  if (odd !== undefined || total !== shape[axis])
    refuse(`joins ${values.map((value) => shapeText(value.tensor.shape)).join(', ')} along dimension ${axis} into ${shapeText(shape)}`);
  return joinKernel(values, to, axis);
};

function without(shape: Shape, axis: number): Shape {
  return shape.filter((_, d) => d !== axis);
}

/** Integer inputs are copied as they are, so their scales and zero points must be the output's; the runtime refuses others too. */
function expectSameScale(to: Value, values: readonly Value[]): void {
  const [scale, zeroPoint] = scaleOf(to);
  const odd = values.find((value) => scaleOf(value)[0] !== scale || scaleOf(value)[1] !== zeroPoint);
  if (odd !== undefined) refuse(`joins ${label(odd)}, whose scale or zero point is not that of its output`);
}

function scaleOf({ tensor: { quantization } }: Value): readonly [number | undefined, number | undefined] {
  return [quantization?.scales[0], quantization?.zeroPoints[0]];
}

function joinKernel(values: readonly Value[], to: Value, axis: number): Kernel {
  const outer = elementCount(to.tensor.shape.slice(0, axis));
  const target = bytesOf(to.elements);
  const sources = values.map((value) => ({ bytes: bytesOf(value.elements), run: value.elements.byteLength / outer }));
  return () => {
    let at = 0;
    for (let i = 0; i < outer; i++) {
      for (const { bytes, run } of sources) {
        target.set(bytes.subarray(i * run, (i + 1) * run), at);
        at += run;
      }
    }
  };
}
