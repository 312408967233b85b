/** Words that travel with the design. */
import { useDesign } from '../../../state/hooks.ts';
import { useWorkspace } from '../../app/workspace.ts';

export function NotesSection() {
  const { commands, readOnly } = useWorkspace();
  const notes = useDesign((state) => state.design.notes);
  return (
    <section className="panel-section" aria-label="Notes">
      <h2 className="section-title">Notes</h2>
      <textarea
        className="field notes"
        aria-label="Notes"
        rows={3}
        maxLength={20_000}
        placeholder="What this design is for…"
        readOnly={readOnly}
        value={notes}
        onChange={(event) => commands.setNotes(event.target.value)}
        onBlur={commands.endGesture}
      />
    </section>
  );
}
