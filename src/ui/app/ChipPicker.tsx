/** The chip the design is for. Each row shows core, clock, SRAM and flash. */
import { useShallow } from 'zustand/react/shallow';
import { chipOf } from '../../core/cost/chip-of.ts';
import { CHIPS } from '../../core/mcu/catalogue.ts';
import type { Chip } from '../../core/mcu/chip.ts';
import { useDesign } from '../../state/hooks.ts';
import { plainText } from '../widgets/format.ts';
import type { PickerEntry, PickerGroup } from '../widgets/overlay/PickerList.tsx';
import { coreName } from './core-name.ts';
import { PickerButton } from './PickerButton.tsx';
import { useWorkspace } from './workspace.ts';

export function ChipPicker() {
  const { commands, ui, readOnly } = useWorkspace();
  const { chip, own } = useDesign(useShallow((state) => ({ chip: chipOf(state.design), own: state.design.customChips })));
  return (
    <PickerButton
      label="Chip"
      icon="chip"
      shown={chip.name}
      tip={`${chip.name}: ${coreName(chip.core)}, ${chip.clockMHz} MHz, ${plainText(sramBytes(chip), 'bytes')} SRAM, ${plainText(chip.flashBytes, 'bytes')} flash`}
      placeholder="Name, vendor, core…"
      groups={() => chipGroups(own)}
      factTitles={['Core', 'Clock', 'SRAM', 'Flash']}
      selected={chip.id}
      width={560}
      disabled={readOnly}
      onChoose={commands.setChip}
      more={{ label: 'Add a chip of your own…', run: () => ui.getState().set({ dialog: 'chip' }) }}
    />
  );
}

function chipGroups(own: readonly Chip[]): readonly PickerGroup[] {
  const vendors = [...new Set(CHIPS.map((chip) => chip.vendor))];
  return [
    { title: 'Your chips', entries: own.map(chipEntry) },
    ...vendors.map((vendor) => ({ title: vendor, entries: CHIPS.filter((chip) => chip.vendor === vendor).map(chipEntry) })),
  ];
}

function chipEntry(chip: Chip): PickerEntry {
  return {
    id: chip.id,
    label: chip.name,
    keywords: `${chip.vendor} ${chip.family} ${coreName(chip.core)} ${chip.core} ${chip.id} ${chip.npu ?? ''}`,
    facts: [
      coreName(chip.core),
      `${chip.clockMHz}\u202fMHz`,
      plainText(sramBytes(chip), 'bytes'),
      chip.flashBytes === 0 ? '–' : plainText(chip.flashBytes, 'bytes'),
    ],
  };
}

/** Internal memory of the chip. */
function sramBytes(chip: Chip): number {
  return chip.sram.reduce((sum, region) => (region.kind === 'external' ? sum : sum + region.bytes), 0);
}
