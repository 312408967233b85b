/** What the user can do to a design, as calls: each is one undo entry, and leaves the selection where the user expects it. */
import type { Application, Budgets, Design } from '../../core/document/design.ts';
import { chipOf } from '../../core/cost/chip-of.ts';
import type { RuntimeId } from '../../core/runtime/runtime.ts';
import { defaultRuntime, RUNTIMES } from '../../core/runtime/runtimes.ts';
import type { Chip } from '../../core/mcu/chip.ts';
import type { Stores } from '../../state/stores.ts';
import { createGraphCommands, type GraphCommands } from './graph-commands.ts';

export interface Commands extends GraphCommands {
  readonly renameDesign: (name: string) => void;
  readonly setChip: (id: string) => void;
  readonly addChip: (chip: Chip) => void;
  readonly setRuntime: (id: RuntimeId) => void;
  readonly setBudgets: (budgets: Budgets) => void;
  readonly setApplication: (change: Partial<Application>, mergeKey?: string) => void;
  readonly setQuantize: (change: Partial<Design['quantize']>) => void;
  readonly setOrder: (order: Design['order']) => void;
  readonly setNotes: (notes: string) => void;
  /** Closes a gesture: the next edit is an undo entry of its own. */
  readonly endGesture: () => void;
}

export function createCommands(stores: Pick<Stores, 'design' | 'selection'>): Commands {
  const { edit, endGesture } = stores.design.getState();
  return {
    ...createGraphCommands(stores),
    endGesture,
    renameDesign: (name) => edit('Rename the design', (design) => (name === '' || name === design.name ? design : { ...design, name })),
    setChip: (chip) => edit('Choose a chip', (design) => withRuntime({ ...design, chip })),
    addChip: (chip) =>
      edit('Add a chip', (design) => {
        const others = design.customChips.filter((other) => other.id !== chip.id);
        return withRuntime({ ...design, chip: chip.id, customChips: [...others, chip] });
      }),
    setRuntime: (runtime) => edit('Choose a runtime', (design) => ({ ...design, runtime })),
    setBudgets: (budgets) => edit('Set budgets', (design) => ({ ...design, budgets })),
    setApplication: (change, mergeKey) =>
      edit('Change the application', (design) => ({ ...design, application: { ...design.application, ...change } }), mergeKey),
    setQuantize: (change) => edit('Change the quantisation', (design) => ({ ...design, quantize: { ...design.quantize, ...change } })),
    setOrder: (order) => edit('Change the order', (design) => ({ ...design, order })),
    setNotes: (notes) => edit('Write notes', (design) => ({ ...design, notes }), 'notes'),
  };
}

/** A runtime that the chip's core does not run gives way to the core's own. */
function withRuntime(design: Design): Design {
  const { core } = chipOf(design);
  return RUNTIMES[design.runtime].runsOn(core) ? design : { ...design, runtime: defaultRuntime(core) };
}
