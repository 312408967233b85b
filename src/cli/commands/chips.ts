import { CHIPS } from '../../core/mcu/catalogue.ts';
import type { Chip } from '../../core/mcu/chip.ts';
import type { Command } from '../command.ts';
import { textTable } from '../table.ts';

/** Lists the catalogue: every figure with its source in `--json`. */
export const chipsCommand: Command = {
  name: 'chips',
  usage: 'chips [--json]',
  summary: 'the chips in the catalogue',
  options: {},
  run: async () => ({ status: 0, json: CHIPS.map(chipJson), text: chipTable() }),
};

function chipJson(chip: Chip): unknown {
  const { id, name, core, clockMHz, npu, activeMilliamps, sleepMicroamps, volts, sources } = chip;
  const sram = chip.sram.map(({ name: region, bytes, kind }) => ({ name: region, bytes, kind }));
  return { id, name, core, clockMHz, sram, flash: chip.flashBytes, npu, activeMilliamps, sleepMicroamps, volts, sources };
}

function chipTable(): string {
  const kib = (bytes: number): string => (bytes / 1024).toFixed(0);
  const rows = CHIPS.map((chip) => {
    const sram = chip.sram.reduce((sum, region) => (region.kind === 'external' ? sum : sum + region.bytes), 0);
    return [chip.id, chip.name, chip.core, String(chip.clockMHz), kib(sram), kib(chip.flashBytes)];
  });
  return textTable(['id', 'name', 'core', 'MHz', 'SRAM KiB', 'flash KiB'], rows);
}
