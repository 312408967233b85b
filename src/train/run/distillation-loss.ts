/** Knowledge distillation (Hinton et al. 2015): what a larger network makes of a sample, all classes of it, is taught beside the label. */
import { add, div, mul, softmax, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.ts';

export interface Distillation {
  /** Divides both networks' logits: above 1, classes that are unlikely count more. */
  readonly temperature: number;
  /** Share of the teacher in the loss, 0 to 1; the rest is the labels'. */
  readonly share: number;
}

/**
 * Mean over the batch; all of [batch, classes], the teacher's logits as constants. The teacher's part is multiplied by the squared temperature,
 * so that its gradient stays as large as the labels'.
 */
export function distillationLoss(logits: Tensor2D, targets: Tensor2D, teacher: Tensor2D, { temperature, share }: Distillation): Scalar {
  const soft = softmaxCrossEntropy(div(logits, temperature), softmax(div(teacher, temperature)));
  return add(mul(softmaxCrossEntropy(logits, targets), 1 - share), mul(soft, share * temperature ** 2));
}
