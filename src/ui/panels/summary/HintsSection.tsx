/** The most useful edits, one click each; the rest is in the dock. */
import type { Hint } from '../../../core/hints/hint.ts';
import { useStores } from '../../../state/hooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { deltaText, type Measure } from '../../widgets/format.ts';
import { ApplyHint } from '../hints/ApplyHint.tsx';
import { useHints } from '../hints/use-hints.ts';

const SHOWN = 3;

export function HintsSection() {
  const { view } = useStores();
  const { readOnly } = useWorkspace();
  const found = useHints();
  if (found === undefined || found.hints.length === 0) return undefined;
  return (
    <section className="panel-section" aria-label="Hints">
      <div className="section-head">
        <h2 className="section-title">Hints</h2>
        <button type="button" className="link-button" onClick={() => view.getState().showTab('hints')}>
          All {found.hints.length}
        </button>
      </div>
      <ul>
        {found.hints.slice(0, SHOWN).map((hint) => (
          <HintLine key={hint.id} hint={hint} stale={found.stale} disabled={readOnly} />
        ))}
      </ul>
    </section>
  );
}

interface HintLineProps {
  readonly hint: Hint;
  readonly stale: boolean;
  readonly disabled: boolean;
}

function HintLine({ hint, stale, disabled }: HintLineProps) {
  const { selection } = useStores();
  const { hover } = selection.getState();
  const { before, after } = hint.effect;
  return (
    <li className="hint-line" data-tip={hint.why} onPointerEnter={() => hover(hint.nodes[0])} onPointerLeave={() => hover(undefined)}>
      <span>
        {hint.title}
        <span className="hint-line-effect">
          <Effect from={before.sramBytes} to={after.sramBytes} measure="bytes" of="SRAM" />
          <Effect from={before.flashBytes} to={after.flashBytes} measure="bytes" of="flash" />
          <Effect from={before.ms} to={after.ms} measure="ms" of="" />
        </span>
      </span>
      <ApplyHint hint={hint} stale={stale} disabled={disabled} label={`Apply: ${hint.title}`} />
    </li>
  );
}

interface EffectProps {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly measure: Measure;
  readonly of: string;
}

function Effect({ from, to, measure, of }: EffectProps) {
  const text = from === undefined || to === undefined ? undefined : deltaText(to - from, measure);
  if (text === undefined) return undefined;
  return (
    <span className={to! < from! ? 'ok' : 'over'}>
      {text} {of}
    </span>
  );
}
