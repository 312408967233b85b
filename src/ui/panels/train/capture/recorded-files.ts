/**
 * Recordings as the files of a data set. Neighbours in a recording are nearly alike, so a network tested on the neighbours of what it learned
 * from would look better than it is: the names say what was recorded together, and the reader keeps that in one split.
 */
import type { RequestedFile } from '../../../../core/dataset/request.ts';
import { samplesOf, type RecordedClass, type RecordedSample, type SampleKind } from './recorded-class.ts';

const ENDINGS = { picture: 'png', sound: 'wav' } as const satisfies Record<SampleKind, string>;

/** Of a class recorded in fewer goes than `LEAST_TAKES`, so many stretches stand for them: they touch at their ends only. */
const STRETCHES = 5;

/** Recordings of a class from which one can be held out to test. */
export const LEAST_TAKES = 3;

/** The samples of one kind: `cat/take-1-0001.png`, takes and samples numbered in the order recorded. */
export function recordedFiles(classes: readonly RecordedClass[], kind: SampleKind): readonly RequestedFile[] {
  return classes.flatMap((each) => {
    const samples = samplesOf(each, kind);
    const takes = takesOf(samples);
    const takeAt = (i: number): number =>
      takes.length < LEAST_TAKES ? Math.floor((i * STRETCHES) / samples.length) : takes.indexOf(samples[i]!.take);
    return samples.map(({ file }, i) => ({
      path: `${each.name}/take-${takeAt(i) + 1}-${String(i + 1).padStart(4, '0')}.${ENDINGS[kind]}`,
      blob: file,
    }));
  });
}

function takesOf(samples: readonly RecordedSample[]): readonly number[] {
  return [...new Set(samples.map(({ take }) => take))];
}

/** Classes that have something of this kind. */
export function filledClasses(classes: readonly RecordedClass[], kind: SampleKind): number {
  return classes.filter((each) => samplesOf(each, kind).length > 0).length;
}

/** Some class was recorded in too few goes to be tested on one that was not learned from. */
export function hasFewTakes(classes: readonly RecordedClass[], kind: SampleKind): boolean {
  return classes.some((each) => {
    const samples = samplesOf(each, kind);
    return samples.length > 0 && takesOf(samples).length < LEAST_TAKES;
  });
}
