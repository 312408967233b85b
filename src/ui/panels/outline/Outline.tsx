/** The network as a tree: the same graph as on the canvas, for the keyboard and for screen readers. Load it lazily. */
import './outline.css';
import { Button } from 'react-aria-components/Button';
import { Tree, TreeItem, TreeItemContent } from 'react-aria-components/Tree';
import { memo, useMemo } from 'react';
import { useStore } from 'zustand';
import type { GraphNode, NodeGroup, NodeId } from '../../../core/graph/graph.ts';
import { displayName, opOf } from '../../../core/ops/registry.ts';
import { useDesign, useNodeFacts, useNodeProblem, useSelection } from '../../../state/hooks.ts';
import { ActionButton } from '../../actions/ActionButton.tsx';
import { focusInspector } from '../../app/focus.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { cardShape } from '../../editor/card-text.ts';
import { groupItemId } from '../../editor/topology.ts';
import { Glyph } from '../../widgets/Glyph.tsx';
import { Icon } from '../../widgets/Icon.tsx';
import { NameField } from '../../widgets/NameField.tsx';
import { outlineRows } from './outline-rows.ts';

export function Outline() {
  const { stores } = useWorkspace();
  const graph = useDesign((state) => state.design.graph);
  const selected = useSelection((state) => state.nodes);
  const rows = useMemo(() => outlineRows(graph), [graph]);
  const blocks = useMemo(() => graph.groups.map((group) => groupItemId(group.id)), [graph.groups]);
  if (rows.length === 0) return <p className="panel-empty">Nothing is drawn yet. Add an operation, or open a sample.</p>;
  return (
    <div className="outline">
      <div className="outline-tools" role="toolbar" aria-label="Outline">
        <ActionButton action="insert" />
        <ActionButton action="earlier" icon="arrow-up" />
        <ActionButton action="later" icon="arrow-down" />
        <ActionButton action="rename" />
        <ActionButton action="group" />
        <ActionButton action="delete" />
      </div>
      <Tree
        className="outline-tree scroll"
        aria-label="Outline of the network"
        selectionMode="multiple"
        selectionBehavior="replace"
        defaultExpandedKeys={blocks}
        selectedKeys={selected}
        onSelectionChange={(keys) =>
          stores.selection
            .getState()
            .select(keys === 'all' ? graph.nodes.map((node) => node.id) : nodesOf([...keys].map(String), graph.groups))
        }
        onAction={() => focusInspector()}
      >
        {rows.map((row) =>
          row.kind === 'node' ? (
            <NodeRow key={row.node.id} node={row.node} />
          ) : (
            <TreeItem key={row.group.id} id={groupItemId(row.group.id)} textValue={row.group.name} className="outline-item">
              <TreeItemContent>
                <BlockContent group={row.group} />
              </TreeItemContent>
              {row.nodes.map((node) => (
                <NodeRow key={node.id} node={node} />
              ))}
            </TreeItem>
          ),
        )}
      </Tree>
    </div>
  );
}

/** A block stands for its nodes. */
function nodesOf(keys: readonly string[], groups: readonly NodeGroup[]): readonly NodeId[] {
  const ids = keys.flatMap((key) => groups.find((group) => groupItemId(group.id) === key)?.nodes ?? [key]);
  return [...new Set(ids)];
}

function NodeRow({ node }: { readonly node: GraphNode }) {
  return (
    <TreeItem id={node.id} textValue={displayName(node)} className="outline-item">
      <TreeItemContent>
        <NodeContent node={node} />
      </TreeItemContent>
    </TreeItem>
  );
}

const NodeContent = memo(function NodeContent({ node }: { readonly node: GraphNode }) {
  const facts = useNodeFacts(node.id);
  const problem = useNodeProblem(node.id);
  const output = facts?.outputs[0];
  return (
    <div className="outline-row">
      <Glyph group={opOf(node)?.group ?? 'other'} />
      <OutlineName node={node} />
      {problem === undefined ? (
        <span className="outline-shape">{output === undefined ? '' : cardShape(output)}</span>
      ) : (
        <span className="over" data-tip={problem}>
          <Icon name="error" size={14} />
          <span className="visually-hidden">{problem}</span>
        </span>
      )}
    </div>
  );
});

function OutlineName({ node }: { readonly node: GraphNode }) {
  const { ui, commands } = useWorkspace();
  const renaming = useStore(ui, ({ renamingNode }) => renamingNode?.where === 'outline' && renamingNode.node === node.id);
  const name = displayName(node);
  if (!renaming) return <span className="outline-name">{name}</span>;
  return (
    <NameField
      label="Name of the node"
      className="card-name-field"
      value={name}
      onDone={(next) => {
        ui.getState().set({ renamingNode: undefined });
        if (next !== undefined && next !== name) commands.renameNode(node.id, next);
        focusRow(node.id);
      }}
    />
  );
}

/** The field is gone: its row takes the keyboard back. */
function focusRow(id: NodeId): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`.outline-item[data-key="${CSS.escape(id)}"]`)?.focus());
}

function BlockContent({ group }: { readonly group: NodeGroup }) {
  return (
    <div className="outline-row">
      <Button slot="chevron" className="outline-chevron">
        <Icon name="chevron-right" size={12} />
      </Button>
      <span className="outline-name">{group.name}</span>
      {group.repeat > 1 && <span className="card-repeat">×{group.repeat}</span>}
    </div>
  );
}
