/** Every shortcut on one page, drawn from the list of actions. */
import './shortcut-sheet.css';
import { Kbd } from '../widgets/Kbd.tsx';
import { Modal } from '../widgets/overlay/Modal.tsx';
import type { ActionSection } from './action.ts';
import { ACTION_NAMES, ACTIONS } from './actions.ts';

const SECTIONS: readonly ActionSection[] = ['File', 'Edit', 'Insert', 'View'];

/** Keys that belong to a part of the screen and not to an action. */
const CANVAS_KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  ['ArrowDown', 'Follow an edge; across the flow, the next card'],
  ['Shift+ArrowDown', 'The same, extending the selection'],
  [' ', 'Select or deselect the focused card'],
  ['Home', 'First node'],
  ['End', 'Last node'],
  ['Tab', 'Leave the canvas'],
  ['Mod+X', 'Cut'],
  ['Mod+C', 'Copy'],
  ['Mod+V', 'Paste nodes, a link, JSON or a file'],
];

export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal title="Keyboard shortcuts" width={760} onClose={onClose}>
      <div className="shortcut-sheet">
        {SECTIONS.map((section) => (
          <Section key={section} title={section} rows={rowsOf(section)} />
        ))}
        <Section title="Canvas" rows={CANVAS_KEYS.map(([keys, label]) => ({ keys: [keys], label }))} />
      </div>
      <p className="faint">
        The canvas is drawn with{' '}
        <a href="https://reactflow.dev" target="_blank" rel="noreferrer">
          React Flow
        </a>
        .
      </p>
    </Modal>
  );
}

interface Row {
  readonly keys: readonly string[];
  readonly label: string;
}

function rowsOf(section: ActionSection): readonly Row[] {
  return ACTION_NAMES.map((name) => ACTIONS[name]).flatMap(({ section: of, shortcuts, label }) =>
    of === section && shortcuts !== undefined ? [{ keys: shortcuts, label }] : [],
  );
}

function Section({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  if (rows.length === 0) return undefined;
  return (
    <section>
      <h3 className="section-title">{title}</h3>
      <dl>
        {rows.map((row) => (
          <div key={row.label} className="shortcut-row">
            <dt>{row.label}</dt>
            <dd>
              {row.keys.map((keys) => (
                <Kbd key={keys} keys={keys} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
