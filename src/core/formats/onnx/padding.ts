/** ONNX pads of a sliding window, told as TensorFlow's "same" and "valid" where they are that. */
import { windowCount } from '../../ops/window.ts';
import type { Shape } from '../../graph/tensor.ts';
import { unsupported } from './importer.ts';
import { intsOf, textOf, type Site } from './site.ts';

/** One spatial dimension under a window. */
export interface Slide {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
}

/** The window over each spatial dimension of a channels-first shape. */
export function slidesOf(site: Site, shape: Shape, kernel: Shape): readonly Slide[] {
  const spatial = shape.slice(2);
  if (spatial.length !== kernel.length || spatial.length < 1 || spatial.length > 2)
    return unsupported(`it has ${spatial.length} spatial dimensions`);
  const strides = intsOf(site, 'strides') ?? kernel.map(() => 1);
  const dilations = intsOf(site, 'dilations') ?? kernel.map(() => 1);
  const pads = intsOf(site, 'pads') ?? [...kernel, ...kernel].map(() => 0);
  if (strides.length !== kernel.length || dilations.length !== kernel.length || pads.length !== 2 * kernel.length)
    return unsupported('its strides, dilations or pads do not fit its kernel');
  if ([...kernel, ...strides, ...dilations].some((value) => !(value >= 1)) || pads.some((pad) => !(pad >= 0)))
    return unsupported('its window or its pads are negative');
  const automatic = textOf(site, 'auto_pad', 'NOTSET');
  return spatial.map((size, i) => {
    const slide = {
      size,
      kernel: kernel[i]!,
      stride: strides[i]!,
      dilation: dilations[i]!,
      before: pads[i]!,
      after: pads[i + kernel.length]!,
    };
    return automatic === 'NOTSET' ? slide : { ...slide, ...automaticPads(slide, automatic) };
  });
}

function automaticPads(slide: Slide, automatic: string): Pick<Slide, 'before' | 'after'> {
  if (automatic === 'VALID') return { before: 0, after: 0 };
  const total = samePads(slide);
  const small = Math.floor(total / 2);
  return automatic === 'SAME_LOWER' ? { before: total - small, after: small } : { before: small, after: total - small };
}

/** What "same" pads in all, its smaller half before. */
function samePads({ size, kernel, stride, dilation }: Slide): number {
  return Math.max(0, (windowCount(size, kernel, stride, dilation, 'SAME') - 1) * stride + (kernel - 1) * dilation + 1 - size);
}

/** What TensorFlow's padding says the same as these pads; undefined when neither does. */
export function paddingName(slides: readonly Slide[]): 'same' | 'valid' | undefined {
  if (slides.every(({ before, after }) => before === 0 && after === 0)) return 'valid';
  const isSame = slides.every((slide) => {
    const total = samePads(slide);
    return slide.before === Math.floor(total / 2) && slide.after === total - slide.before;
  });
  return isSame ? 'same' : undefined;
}

/** Pads a node of kind `pad` takes for a channels-last value: before and after of each spatial dimension. */
export function padList(slides: readonly Slide[]): readonly number[] {
  return slides.flatMap(({ before, after }) => [before, after]);
}
