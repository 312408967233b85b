import { useWorkspace } from '../../app/workspace.ts';
import { Stepper } from '../../widgets/Stepper.tsx';
import { runStoreOf, useRun } from './use-run.ts';

const LARGEST_SEED = 2 ** 32 - 1;

/** The same bytes as `tinyscape run --seed` and the golden vectors of a bundle. */
export function GeneratedInput() {
  const store = runStoreOf(useWorkspace());
  const source = useRun((state) => state.input?.source);
  const seed = source?.kind === 'seed' ? source.seed : undefined;
  const choose = (next: number): void => store.getState().setInput({ words: `seed ${next}`, source: { kind: 'seed', seed: next } });
  return (
    <>
      <Stepper label="Seed" value={seed} min={0} max={LARGEST_SEED} onChange={choose} />
      {seed === undefined && (
        <button type="button" className="button outlined" onClick={() => choose(1)}>
          Run on seed 1
        </button>
      )}
    </>
  );
}
