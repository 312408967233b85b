/** What kinds of input the network's first input can be made of, by its shape. */
import { FRONT_ENDS, type FrontEnd } from '../../../core/audio/front-end.ts';
import { elementCount, type Shape, type TensorType } from '../../../core/graph/tensor.ts';

/** What every form that makes an input is given. */
export interface InputProps {
  /** The network's first input. */
  readonly input: TensorType;
}

/** Rows, columns and colours of a picture. */
export interface PictureForm {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** [1,h,w,1 or 3], [1,h,w], or a flat vector as long as a square picture; undefined for any other shape. */
export function pictureForm(shape: Shape): PictureForm | undefined {
  const [, height = 0, width = 0, channels = 1] = shape;
  if (shape.length === 4 && (channels === 1 || channels === 3)) return { height, width, channels };
  if (shape.length === 3) return { height, width, channels: 1 };
  if (shape.length !== 2 || height < 64) return undefined;
  return square(height, 1) ?? square(height, 3);
}

function square(count: number, channels: 1 | 3): PictureForm | undefined {
  const side = Math.sqrt(count / channels);
  return Number.isInteger(side) ? { height: side, width: side, channels } : undefined;
}

/** The front end whose features for one second the input has room for exactly; undefined: it takes the waveform itself. */
export function frontEndFor(shape: Shape): FrontEnd | undefined {
  const count = elementCount(shape);
  return FRONT_ENDS.find(({ frames, features }) => frames * features === count);
}
