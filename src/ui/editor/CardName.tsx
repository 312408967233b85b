/** The name on a card; while it is being renamed, a field. */
import { useStore } from 'zustand';
import type { NodeId } from '../../core/graph/graph.ts';
import { useWorkspace } from '../app/workspace.ts';
import { NameField } from '../widgets/NameField.tsx';

export function CardName({ id, name }: { readonly id: NodeId; readonly name: string }) {
  const { ui, commands, canvas } = useWorkspace();
  const renaming = useStore(ui, (state) => state.renamingNode?.where === 'canvas' && state.renamingNode.node === id);
  if (!renaming) {
    return (
      <span className="card-name" data-tip={name.length > 20 ? name : undefined}>
        {name}
      </span>
    );
  }
  return (
    <NameField
      label="Name of the node"
      className="card-name-field nodrag nopan nowheel"
      value={name}
      onDone={(next) => {
        ui.getState().set({ renamingNode: undefined });
        if (next !== undefined && next !== name) commands.renameNode(id, next);
        canvas.current()?.focus();
      }}
    />
  );
}
