/** Mistakes in the graph and warnings of the runtime, each leading to its node. */
import type { Warning } from '../../../core/cost/estimate-types.ts';
import { originalNode } from '../../../core/graph/expand.ts';
import type { NodeId } from '../../../core/graph/graph.ts';
import { displayName } from '../../../core/ops/registry.ts';
import { nodeIndex } from '../../../state/node-index.ts';
import { useEstimate } from '../../../state/hooks.ts';
import { isWaiting } from '../../editor/waiting.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Icon, type IconName } from '../../widgets/Icon.tsx';

/** The rest is counted, not listed. */
const SHOWN = 6;

interface Finding {
  readonly node: NodeId | undefined;
  readonly message: string;
  readonly icon: IconName;
  readonly tone: string;
}

export function Findings() {
  const problems = useEstimate((state) => state.estimate.problems);
  const warnings = useEstimate((state) => state.estimate.warnings);
  const mistakes = problems.filter((problem) => !isWaiting(problem.message));
  const waiting = problems.length - mistakes.length;
  const findings: readonly Finding[] = [
    ...mistakes.map(({ node, message }): Finding => ({ node, message, icon: 'error', tone: 'over' })),
    ...warnings.map((warning): Finding => withLook(warning)),
  ];
  if (findings.length === 0) return undefined;
  return (
    <section className="panel-section" aria-label="Mistakes and warnings">
      <h2 className="section-title">{problems.length > 0 ? 'Mistakes and warnings' : 'Warnings'}</h2>
      <ul className="findings">
        {findings.slice(0, SHOWN).map((finding, index) => (
          <FindingRow key={index} finding={finding} />
        ))}
      </ul>
      {waiting > 0 && <p className="findings-more">{waiting === 1 ? 'One node waits' : `${waiting} nodes wait`} for them to be mended.</p>}
      {findings.length > SHOWN && <p className="findings-more">and {findings.length - SHOWN} more, on their nodes</p>}
    </section>
  );
}

function withLook({ node, message, kind }: Warning): Finding {
  const { icon, tone } = LOOKS[kind];
  return { node, message, icon, tone };
}

const LOOKS: Readonly<Record<Warning['kind'], Pick<Finding, 'icon' | 'tone'>>> = {
  unsupported: { icon: 'warning', tone: 'over' },
  wrong: { icon: 'warning', tone: 'over' },
  slow: { icon: 'clock', tone: 'warn' },
  info: { icon: 'info', tone: 'muted' },
};

function FindingRow({ finding }: { readonly finding: Finding }) {
  const { stores } = useWorkspace();
  const id = finding.node === undefined ? undefined : originalNode(finding.node);
  const node = id === undefined ? undefined : nodeIndex(stores.design.getState().design.graph.nodes).get(id);
  const show = (): void => {
    if (node === undefined) return;
    stores.selection.getState().select([node.id]);
  };
  const words = (
    <>
      <span className={finding.tone}>
        <Icon name={finding.icon} />
      </span>
      <span>
        {node !== undefined && <strong>{displayName(node)}: </strong>}
        {finding.message}
      </span>
    </>
  );
  return (
    <li>
      {node === undefined ? (
        <div className="finding">{words}</div>
      ) : (
        <button type="button" className="finding" onClick={show}>
          {words}
        </button>
      )}
    </li>
  );
}
