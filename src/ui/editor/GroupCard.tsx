/** A collapsed block: one card for its nodes, with its repeat count and what they cost together. */
import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { NodeGroup } from '../../core/graph/graph.ts';
import { useDesign, useEstimate, useSelection } from '../../state/hooks.ts';
import { useWorkspace } from '../app/workspace.ts';
import { Icon } from '../widgets/Icon.tsx';
import type { Port } from './CardPorts.tsx';
import { CardPorts } from './CardPorts.tsx';
import { LensBar } from './LensBar.tsx';
import { cardElementId } from './card-element.ts';
import { cardShape } from './card-text.ts';
import type { CanvasEdge } from './topology.ts';
import { isWaiting } from './waiting.ts';

export type GroupNode = Node<
  { readonly group: NodeGroup; readonly incoming: readonly CanvasEdge[]; readonly outgoing: readonly CanvasEdge[] },
  'group'
>;

export const GroupCard = memo(function GroupCard({ id, data, selected }: NodeProps<GroupNode>) {
  const { commands, readOnly } = useWorkspace();
  const focused = useSelection((state) => state.focused === data.group.nodes[0]);
  const group = useDesign((state) => state.design.graph.groups.find((each) => each.id === data.group.id)) ?? data.group;
  const problem = useEstimate((state) => worstOf(group.nodes.flatMap((node) => state.problems.get(node) ?? [])));
  const shape = useEstimate(useShallow((state) => shapesOut(data.outgoing, state.facts)));
  return (
    <figure
      id={cardElementId(id)}
      className="card group-card"
      aria-label={`Block ${group.name}, ${group.nodes.length} nodes, repeated ${group.repeat} times`}
      data-group="other"
      data-selected={selected || undefined}
      data-focused={focused || undefined}
      data-problem={problem === undefined ? undefined : isWaiting(problem) ? 'waiting' : 'mistake'}
    >
      <CardPorts inputs={distinctPorts(data.incoming, 'to')} outputs={distinctPorts(data.outgoing, 'from')} />
      <div className="card-head">
        <Icon name="group" />
        <span className="card-name">{group.name}</span>
        {group.repeat > 1 && <span className="card-repeat">×{group.repeat}</span>}
        <button
          type="button"
          className="card-button nodrag"
          tabIndex={-1}
          aria-label={`Expand ${group.name}`}
          disabled={readOnly}
          onClick={() => commands.setCollapsed(group.id, false)}
        >
          <Icon name="expand" size={14} />
        </button>
      </div>
      {problem === undefined ? (
        <div className="card-facts">
          <span className="card-params">{group.nodes.length} nodes</span>
          <span className="card-shape">{shape[0]}</span>
        </div>
      ) : (
        <div className="card-problem" data-tip={problem}>
          {problem}
        </div>
      )}
      <LensBar nodes={group.nodes} />
    </figure>
  );
});

/** A mistake before a node that only waits for one. */
function worstOf(problems: readonly string[]): string | undefined {
  return problems.find((problem) => !isWaiting(problem)) ?? problems[0];
}

function shapesOut(
  outgoing: readonly CanvasEdge[],
  facts: ReadonlyMap<string, { readonly outputs: readonly Parameters<typeof cardShape>[0][] }>,
) {
  return outgoing.slice(0, 1).map(({ from }) => {
    const type = facts.get(from.node)?.outputs[from.port];
    return type === undefined ? '' : cardShape(type);
  });
}

function distinctPorts(edges: readonly CanvasEdge[], end: 'from' | 'to'): readonly Port[] {
  const ports = new Map<string, Port>();
  for (const edge of edges) {
    const port = end === 'from' ? { node: edge.from.node, index: edge.from.port } : { node: edge.to.node, index: edge.to.input };
    ports.set(`${port.node}:${port.index}`, { ...port, free: false });
  }
  return [...ports.values()];
}
