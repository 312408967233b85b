/** SPLIT: equal parts along an axis; its inputs are the axis and the tensor. */
import { elementCount, shapeText } from '../../graph/tensor.ts';
import { moveKernel, stridedMap, stridesOf } from './index-map.ts';
import type { Prepare } from './kernel.ts';
import { input, refuse } from './kernel.ts';
import { constantOf, expectSameType } from './quantization.ts';

export const split: Prepare<'SPLIT'> = (site) => {
  const from = input(site, 1);
  const { shape } = from.tensor;
  const [given = 0] = constantOf(input(site, 0));
  const axis = given < 0 ? given + shape.length : given;
  const parts = site.outputs.length;
  const cells = shape[axis] ?? refuse(`splits dimension ${axis} of ${shapeText(shape)}`);
  if (parts === 0 || cells % parts !== 0) refuse(`splits ${cells} cells into ${parts} parts`);
  const strides = stridesOf(shape);
  const part = shape.map((dimension, d) => (d === axis ? cells / parts : dimension));
  const kernels = site.outputs.map((to, i) => {
    expectSameType(from, to);
    if (elementCount(part) !== to.elements.length)
      refuse(`makes parts of ${shapeText(part)} for an output of ${shapeText(to.tensor.shape)}`);
    return moveKernel(from, to, stridedMap(part, strides, i * part[axis]! * strides[axis]!));
  });
  return () => {
    for (const kernel of kernels) kernel();
  };
};
