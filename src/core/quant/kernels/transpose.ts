/** TRANSPOSE: output dimension d is input dimension order[d]. */
import { sameShape, shapeText } from '../../graph/tensor.ts';
import { moveKernel, stridedMap, stridesOf } from './index-map.ts';
import type { Prepare } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { constantOf, expectSameType } from './quantization.ts';

export const transpose: Prepare<'TRANSPOSE'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  expectSameType(from, to);
  const { shape } = from.tensor;
  const order = constantOf(input(site, 1)).map((dimension) => (dimension < 0 ? dimension + shape.length : dimension));
  const turned = order.map((dimension) => shape[dimension] ?? refuse(`turns dimension ${dimension} of ${shapeText(shape)}`));
  if (new Set(order).size !== shape.length || !sameShape(turned, to.tensor.shape))
    refuse(`turns ${shapeText(shape)} by [${order.join(', ')}] into ${shapeText(to.tensor.shape)}`);
  const strides = stridesOf(shape);
  return moveKernel(
    from,
    to,
    stridedMap(
      turned,
      order.map((dimension) => strides[dimension]!),
    ),
  );
};
