/** A chip of the user's own: it becomes part of the design, and travels in its link. */
import './share-dialog.css';
import { useState, type FormEvent } from 'react';
import { chipOf } from '../../core/cost/chip-of.ts';
import type { Chip, Core } from '../../core/mcu/chip.ts';
import { useDesign } from '../../state/hooks.ts';
import { Modal } from '../widgets/overlay/Modal.tsx';
import { chipFromForm, formOfChip, type ChipForm } from './chip-form.ts';
import { CORES, coreName } from './core-name.ts';
import { useWorkspace } from './workspace.ts';

const NUMBERS: readonly { readonly name: keyof ChipForm; readonly label: string; readonly required: boolean }[] = [
  { name: 'clockMHz', label: 'Clock, MHz', required: true },
  { name: 'sramKiB', label: 'SRAM in one piece, KiB', required: true },
  { name: 'flashKiB', label: 'Flash, KiB', required: true },
  { name: 'activeMilliamps', label: 'Active current, mA', required: false },
  { name: 'sleepMicroamps', label: 'Sleep current, µA', required: false },
  { name: 'volts', label: 'Supply, V', required: false },
];

export function ChipDialog({ onClose }: { readonly onClose: () => void }) {
  const { commands } = useWorkspace();
  const current = useDesign((state) => chipOf(state.design));
  const own = useDesign((state) => state.design.customChips);
  const edited = own.find((chip) => chip.id === current.id);
  const [form, setForm] = useState<ChipForm>(() => formOfChip(current, edited === undefined));
  const [message, setMessage] = useState<string>();
  const set = (change: Partial<ChipForm>): void => setForm({ ...form, ...change });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const chip = chipFromForm(form, edited?.id, takenIds(own));
    if (!chip.ok) return setMessage(chip.error.message);
    commands.addChip(chip.value);
    onClose();
  };
  return (
    <Modal title={edited === undefined ? 'A chip of your own' : `Change ${edited.name}`} width={520} onClose={onClose}>
      <form className="chip-form" onSubmit={submit}>
        <p className="wide muted">It starts as {current.name}. What you leave empty counts as unknown.</p>
        <label className="wide">
          Name
          <input className="field" value={form.name} maxLength={80} onChange={(event) => set({ name: event.target.value })} />
        </label>
        <label className="wide">
          Core
          <select className="field" value={form.core} onChange={(event) => set({ core: event.target.value as Core })}>
            {CORES.map((core) => (
              <option key={core} value={core}>
                {coreName(core)}
              </option>
            ))}
          </select>
        </label>
        {NUMBERS.map(({ name, label, required }) => (
          <label key={name}>
            {label}
            <input
              className="field"
              inputMode="decimal"
              required={required}
              value={String(form[name])}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          </label>
        ))}
        <label className="wide check">
          <input
            type="checkbox"
            className="checkbox"
            checked={form.flashExternal}
            onChange={(event) => set({ flashExternal: event.target.checked })}
          />
          Code runs from external flash through a cache
        </label>
        <div className="chip-form-foot">
          {message !== undefined && (
            <span className="over" role="alert">
              {message}
            </span>
          )}
          <button type="submit" className="button primary">
            {edited === undefined ? 'Add and choose it' : 'Change it'}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function takenIds(own: readonly Chip[]): ReadonlySet<string> {
  return new Set(own.map((chip) => chip.id));
}
