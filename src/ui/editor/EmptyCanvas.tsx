/** What to do with an empty design. */
import { useWorkspace } from '../app/workspace.ts';
import { Icon } from '../widgets/Icon.tsx';

export function EmptyCanvas() {
  const { commands, readOnly } = useWorkspace();
  return (
    <div className="empty-canvas">
      <h2>An empty design</h2>
      {readOnly ? (
        <p>There is nothing in this design yet.</p>
      ) : (
        <>
          <p>Drop a model anywhere, pick a sample on the left, or draw: every edit shows at once whether it fits the chip.</p>
          <button type="button" className="button primary" onClick={() => commands.insert('input', { kind: 'append' })}>
            <Icon name="plus" />
            Add an input
          </button>
        </>
      )}
    </div>
  );
}
