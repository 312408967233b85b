/** Element types and scales of weights: by default those the TensorFlow Lite converter gives, otherwise what the file says. */
import type { ElementType } from '../graph/tensor.ts';
import { choiceField } from './fields.ts';
import { readText, type Settings } from './settings.ts';

export const WEIGHT_TYPE = choiceField(
  'weightType',
  'Weight type',
  { auto: 'Automatic', int4: 'int4', int8: 'int8', uint8: 'uint8', int16: 'int16', float16: 'float16', float32: 'float32' },
  { advanced: true, help: 'Automatic: int8, or float32 when the input is float32.' },
);
export const BIAS_TYPE = choiceField(
  'biasType',
  'Bias type',
  { auto: 'Automatic', int32: 'int32', int64: 'int64', float16: 'float16', float32: 'float32' },
  { advanced: true, help: 'Automatic: int32; int64 beside int16 activations; float32 beside float32 activations.' },
);
export const SCALES = choiceField(
  'scales',
  'Scales',
  { auto: 'Automatic', tensor: 'One', channel: 'One a channel' },
  { advanced: true, help: 'Quantisation scales of the weights. Automatic: one a channel for convolutions, one for dense layers.' },
);

export function weightType(settings: Settings, input: ElementType): ElementType {
  const choice = readText(settings, WEIGHT_TYPE);
  if (choice !== 'auto') return choice as ElementType;
  return input === 'float32' || input === 'uint8' || input === 'float16' ? input : 'int8';
}

export function biasType(settings: Settings, input: ElementType): ElementType {
  const choice = readText(settings, BIAS_TYPE);
  if (choice !== 'auto') return choice as ElementType;
  if (input === 'float32' || input === 'float16') return input;
  return input === 'int16' ? 'int64' : 'int32';
}

/** How many scales the weights carry: none for floats. */
export function scaleCount(settings: Settings, type: ElementType, channels: number, perChannelByDefault: boolean): number {
  if (type === 'float32' || type === 'float16') return 0;
  const choice = readText(settings, SCALES);
  const perChannel = choice === 'auto' ? perChannelByDefault && type !== 'uint8' : choice === 'channel';
  return perChannel ? channels : 1;
}
