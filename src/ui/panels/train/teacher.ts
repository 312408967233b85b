/** A kept design as a network to learn from. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { Pruned } from '../../../core/training/remove-channels.ts';
import type { LibraryStore } from '../../../state/library-store.ts';
import { weightsHash } from '../../../state/weights-store.ts';

/** Fails where it is gone, or has no weights in this browser. */
export async function readTeacher(library: LibraryStore, id: string): Promise<Result<Pruned>> {
  const { peek, blob } = library.getState();
  const design = await peek(id);
  if (design === undefined) return fail('The teacher is not kept any more.');
  const hash = weightsHash(design);
  const bytes = hash === undefined ? undefined : await blob(hash);
  if (bytes === undefined) return fail(`The teacher, ${design.name}, has no weights in this browser: train it first.`);
  const { readLearned, realGraph } = await import('../../../state/read-learned.ts');
  const learned = readLearned(bytes, design.name);
  if (!learned.ok) return learned;
  const { weights } = learned.value;
  return weights === undefined ? fail(`The teacher, ${design.name}, has no weights.`) : ok({ graph: realGraph(design), weights });
}
