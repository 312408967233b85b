import type { RequestedFile } from '../../../../core/dataset/request.ts';
import { samplesOf, type RecordedClass, type SampleKind } from './recorded-class.ts';

const ENDINGS = { picture: 'png', sound: 'wav' } as const satisfies Record<SampleKind, string>;

/** The samples of one kind as files of a data set: `class/0001.png`, numbered in the order recorded. */
export function recordedFiles(classes: readonly RecordedClass[], kind: SampleKind): readonly RequestedFile[] {
  return classes.flatMap((each) =>
    samplesOf(each, kind).map(({ file }, i) => ({ path: `${each.name}/${String(i + 1).padStart(4, '0')}.${ENDINGS[kind]}`, blob: file })),
  );
}

/** Classes that have something of this kind. */
export function filledClasses(classes: readonly RecordedClass[], kind: SampleKind): number {
  return classes.filter((each) => samplesOf(each, kind).length > 0).length;
}
