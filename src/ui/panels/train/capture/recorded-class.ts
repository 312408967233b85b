/** What a user has recorded: classes, each with its samples. */

export type SampleKind = 'picture' | 'sound';

interface Recorded {
  /** Unlike any other of the page. */
  readonly id: number;
  /** Of the recording in one go that it belongs to. */
  readonly take: number;
  /** A .png, or a .wav of one second. */
  readonly file: Blob;
}

/** `url` shows the picture until the sample is dropped. */
export type PictureSample = Recorded & { readonly kind: 'picture'; readonly url: string };

/** `peaks`: the loudest of each stretch, 0 to 1. */
export type SoundSample = Recorded & { readonly kind: 'sound'; readonly peaks: readonly number[] };

export type RecordedSample = PictureSample | SoundSample;

export interface RecordedClass {
  readonly id: number;
  readonly name: string;
  readonly samples: readonly RecordedSample[];
}

export function samplesOf({ samples }: RecordedClass, kind: SampleKind): readonly RecordedSample[] {
  return samples.filter((sample) => sample.kind === kind);
}
