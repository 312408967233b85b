import { accelerometerCnn } from './accelerometer-cnn.ts';
import { autoencoder } from './autoencoder.ts';
import { dsCnn } from './ds-cnn.ts';
import { invertedResiduals } from './inverted-residuals.ts';
import { leNet5 } from './lenet-5.ts';
import { mobileNetV1 } from './mobilenet-v1.ts';
import { resNet8 } from './resnet-8.ts';
import type { Sample } from './sample.ts';
import { sineMlp } from './sine-mlp.ts';
import { unasBranches } from './unas-branches.ts';

/** The gallery, in its order. */
export const SAMPLES: readonly Sample[] = [
  mobileNetV1,
  resNet8,
  dsCnn,
  autoencoder,
  leNet5,
  invertedResiduals,
  unasBranches,
  accelerometerCnn,
  sineMlp,
];
