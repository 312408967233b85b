/** What would help: the peak operator in words, and one-click edits, each with its effect computed. */
import './hints.css';
import type { Limit } from '../../../core/cost/estimate-types.ts';
import type { Figures, Hint } from '../../../core/hints/hint.ts';
import type { PeakReport } from '../../../core/hints/peak.ts';
import { useEstimate, useStores } from '../../../state/hooks.ts';
import { deltaText, plainText, type Measure } from '../../widgets/format.ts';
import { Icon } from '../../widgets/Icon.tsx';
import { ApplyHint } from './ApplyHint.tsx';
import { useHints } from './use-hints.ts';

const LIMIT_WORDS: Readonly<Record<Limit, string>> = { sram: 'SRAM', flash: 'flash', latency: 'latency', energy: 'energy' };

export function HintsPanel() {
  const empty = useEstimate((state) => state.estimate.deployed.ops.length === 0);
  const state = useHints();
  if (empty) return <p className="panel-empty">Hints appear when there is a network that runs. Open a sample or add an operation.</p>;
  if (state === undefined) return <p className="panel-empty">Looking for what would help…</p>;
  const { peak, limit, hints, finished, stale } = state;
  return (
    <div className="hints scroll" tabIndex={0} role="region" aria-label="All hints">
      {peak !== undefined && <PeakLine peak={peak} />}
      <p className="muted hints-intro">
        Sorted by what they take off the {LIMIT_WORDS[limit]}. One click applies an edit; undo takes it back.{' '}
        {!finished && <span aria-live="polite">Still looking…</span>}
      </p>
      {finished && hints.length === 0 && <p className="muted">No single edit helps this network by more than one per cent.</p>}
      <ul className="hints-list">
        {hints.map((hint) => (
          <HintRow key={hint.id} hint={hint} stale={stale} />
        ))}
      </ul>
    </div>
  );
}

function PeakLine({ peak }: { readonly peak: PeakReport }) {
  const { selection } = useStores();
  const { node } = peak;
  return (
    <p className="hints-peak">
      <Icon name="memory" /> {peak.sentence}{' '}
      {node !== undefined && (
        <button type="button" className="button outlined" onClick={() => selection.getState().select([node])}>
          Show it
        </button>
      )}
    </p>
  );
}

function HintRow({ hint, stale }: { readonly hint: Hint; readonly stale: boolean }) {
  const { selection } = useStores();
  const { hover } = selection.getState();
  return (
    <li className="hint" onPointerEnter={() => hover(hint.nodes[0])} onPointerLeave={() => hover(undefined)}>
      <div className="hint-words">
        <strong>{hint.title}</strong>
        <span className="muted">{hint.why}</span>
      </div>
      <dl className="hint-effects">
        {effectsOf(hint.effect.before, hint.effect.after).map((effect) => (
          <div key={effect.label}>
            <dt>{effect.label}</dt>
            <dd className={effect.better ? 'ok' : 'over'} data-tip={effect.tip}>
              {effect.text}
            </dd>
          </div>
        ))}
      </dl>
      <span className="hint-keeps muted">{hint.keeps === 'retrain' ? 'needs training' : 'same outputs'}</span>
      <ApplyHint hint={hint} stale={stale} />
    </li>
  );
}

interface Effect {
  readonly label: string;
  readonly text: string;
  readonly tip: string;
  readonly better: boolean;
}

const SHOWN: readonly (readonly [label: string, key: keyof Figures, measure: Measure])[] = [
  ['SRAM', 'sramBytes', 'bytes'],
  ['Flash', 'flashBytes', 'bytes'],
  ['Latency', 'ms', 'ms'],
  ['MACs', 'macs', 'count'],
];

/** The figures an edit changes. */
function effectsOf(before: Figures, after: Figures): readonly Effect[] {
  return SHOWN.flatMap(([label, key, measure]) => {
    const [from, to] = [before[key], after[key]];
    if (from === undefined || to === undefined) return [];
    const text = deltaText(to - from, measure);
    return text === undefined ? [] : [{ label, text, tip: `${plainText(from, measure)} → ${plainText(to, measure)}`, better: to < from }];
  });
}
