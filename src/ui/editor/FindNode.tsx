/** Finds a node by name, kind or what its card says, and brings it into view. */
import { displayName, opOf } from '../../core/ops/registry.ts';
import type { Graph, NodeId } from '../../core/graph/graph.ts';
import { useDesign } from '../../state/hooks.ts';
import { useWorkspace, type Workspace } from '../app/workspace.ts';
import { Glyph } from '../widgets/Glyph.tsx';
import { Picker } from '../widgets/overlay/Picker.tsx';
import type { PickerGroup } from '../widgets/overlay/PickerList.tsx';
import { PointAnchor } from '../widgets/overlay/PointAnchor.tsx';

export function FindNode({ onClose }: { readonly onClose: () => void }) {
  const workspace = useWorkspace();
  const graph = useDesign((state) => state.design.graph);
  const stage = document.querySelector('.stage')?.getBoundingClientRect();
  return (
    <PointAnchor x={(stage?.right ?? innerWidth) - 340} y={(stage?.top ?? 48) + 32}>
      {(anchor) => (
        <Picker
          trigger={anchor}
          label="Find a node"
          placeholder="Name, kind, parameters…"
          groups={[nodeEntries(graph)]}
          width={320}
          onClose={onClose}
          onChoose={(id) => show(workspace, graph, id)}
        />
      )}
    </PointAnchor>
  );
}

function nodeEntries(graph: Graph): PickerGroup {
  return {
    entries: graph.nodes.map((node) => {
      const spec = opOf(node);
      return {
        id: node.id,
        label: displayName(node),
        keywords: `${spec?.label ?? ''} ${node.op} ${spec?.card(node.params) ?? ''}`,
        leading: <Glyph group={spec?.group ?? 'other'} />,
        note: spec?.card(node.params),
      };
    }),
  };
}

/** A node inside a collapsed block is shown by opening the block. */
function show({ stores, canvas, commands }: Workspace, graph: Graph, id: NodeId): void {
  const group = graph.groups.find((each) => each.collapsed && each.nodes.includes(id));
  if (group !== undefined) commands.setCollapsed(group.id, false);
  stores.selection.getState().select([id]);
  requestAnimationFrame(() => canvas.current()?.focus());
}
