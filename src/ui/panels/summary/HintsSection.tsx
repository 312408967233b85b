/** The most useful edits, one click each; the rest is in the dock. */
import type { Hint } from '../../../core/hints/hint.ts';
import { useStores } from '../../../state/hooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { deltaText } from '../../widgets/format.ts';
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
          <HintLine key={hint.id} hint={hint} disabled={readOnly} />
        ))}
      </ul>
    </section>
  );
}

function HintLine({ hint, disabled }: { readonly hint: Hint; readonly disabled: boolean }) {
  const { design, selection } = useStores();
  const { hover } = selection.getState();
  const { before, after } = hint.effect;
  const sram = deltaText(after.sramBytes - before.sramBytes, 'bytes');
  const time = before.ms === undefined || after.ms === undefined ? undefined : deltaText(after.ms - before.ms, 'ms');
  return (
    <li className="hint-line" data-tip={hint.why} onPointerEnter={() => hover(hint.nodes[0])} onPointerLeave={() => hover(undefined)}>
      <span>
        {hint.title}
        <span className="hint-line-effect">
          {sram !== undefined && <span className={after.sramBytes < before.sramBytes ? 'ok' : 'over'}>{sram} SRAM</span>}
          {time !== undefined && <span className={after.ms! < before.ms! ? 'ok' : 'over'}>{time}</span>}
        </span>
      </span>
      <button
        type="button"
        className="button outlined"
        disabled={disabled}
        aria-label={`Apply: ${hint.title}`}
        onClick={() => design.getState().edit(hint.title, hint.apply)}
      >
        Apply
      </button>
    </li>
  );
}
