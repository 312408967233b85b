/** The block the selection lies in: its name, how often it repeats, and collapsing it. */
import type { GraphNode } from '../../../core/graph/graph.ts';
import { groupOf } from '../../../core/graph/groups.ts';
import { MAX_REPEAT } from '../../../core/document/caps.ts';
import { useDesign } from '../../../state/hooks.ts';
import { ActionButton } from '../../actions/ActionButton.tsx';
import { useWorkspace } from '../../app/workspace.ts';
import { Stepper } from '../../widgets/Stepper.tsx';

export function BlockSection({ nodes }: { readonly nodes: readonly GraphNode[] }) {
  const { commands, readOnly } = useWorkspace();
  const graph = useDesign((state) => state.design.graph);
  const group = groupOf(graph, nodes[0]!.id);
  if (group === undefined || !nodes.every((node) => group.nodes.includes(node.id))) return undefined;
  return (
    <section className="panel-section" aria-label="Block">
      <h2 className="section-title">Block of {group.nodes.length} nodes</h2>
      <div className="field-row">
        <label htmlFor="block-name">Name</label>
        <input
          id="block-name"
          key={group.name}
          className="field"
          readOnly={readOnly}
          maxLength={120}
          defaultValue={group.name}
          onBlur={(event) => commands.renameGroup(group.id, event.target.value.trim())}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </div>
      <Stepper
        label="Repeat"
        help="How many copies of the block run one after the other."
        value={group.repeat}
        min={1}
        max={MAX_REPEAT}
        disabled={readOnly}
        onChange={(repeat) => commands.setRepeat(group.id, repeat, `repeat ${group.id}`)}
        onGestureEnd={commands.endGesture}
      />
      <div className="button-row">
        <ActionButton action="collapse" labelled={group.collapsed ? 'Expand' : 'Collapse'} />
        <ActionButton action="ungroup" labelled="Ungroup" icon="close" />
      </div>
    </section>
  );
}
