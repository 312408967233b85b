import type { Result } from '../../../../core/base/result.ts';
import type { Delivered } from '../../../../core/training/progress.ts';
import type { KeptRun, RunOutcome } from '../../../../state/kept-run.ts';

interface Circumstances extends Pick<KeptRun, 'id' | 'endedAt' | 'device'> {
  readonly early: boolean;
}

interface EndedRun extends Pick<KeptRun, 'document' | 'data' | 'recipe' | 'epochs'> {
  readonly design: { readonly name: string };
}

/** A run that ended, as the history keeps it. */
export function keptRunOf(run: EndedRun, done: Result<Delivered>, { early, ...rest }: Circumstances): KeptRun {
  const { document, design, data, recipe, epochs } = run;
  return { ...rest, document, design: design.name, data, recipe, epochs, outcome: outcomeOf(done, early) };
}

function outcomeOf(done: Result<Delivered>, early: boolean): RunOutcome {
  if (!done.ok) return { kind: 'failed', message: done.error.message };
  const { float, int8, agreement, bits, seconds, file } = done.value;
  return { kind: 'done', early, float: float.accuracy, onChip: int8.accuracy, agreement, bits, seconds, fileBytes: file.length };
}
