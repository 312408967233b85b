/** The design's name; a click renames it. */
import { useStore } from 'zustand';
import { useDesign } from '../../state/hooks.ts';
import { NameField } from '../widgets/NameField.tsx';
import { useWorkspace } from './workspace.ts';

export function DesignName() {
  const { ui, commands, readOnly } = useWorkspace();
  const name = useDesign((state) => state.design.name);
  const renaming = useStore(ui, (state) => state.renamingDesign);
  if (!renaming) {
    return (
      <h1 className="design-heading">
        <button
          type="button"
          className="design-name"
          data-tip="Rename the design"
          aria-label={`${name}: rename the design`}
          disabled={readOnly}
          onClick={() => ui.getState().set({ renamingDesign: true })}
        >
          {name}
        </button>
      </h1>
    );
  }
  return (
    <NameField
      label="Name of the design"
      className="design-name-field"
      value={name}
      onDone={(next) => {
        ui.getState().set({ renamingDesign: false });
        if (next !== undefined) commands.renameDesign(next);
      }}
    />
  );
}
