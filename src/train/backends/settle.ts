import { getBackend, type Tensor } from '@tensorflow/tfjs-core';

/** Whether values can be read in the middle of a computation; a GPU answers later. */
export const answersAtOnce = (): boolean => getBackend() !== 'webgpu';

/** Waits until the values of these can be read at once, with `dataSync`. */
export async function settle(tensors: Iterable<Tensor>): Promise<void> {
  if (!answersAtOnce()) await Promise.all([...tensors].map((each) => each.data()));
}
