/** What each headline number opens to: its formula and the rows it sums. Made when a number is opened, not at each edit. */
import { formatCount, formatNumber } from '../base/format.ts';
import { type Receipt, type ReceiptRow } from '../base/evidence.ts';
import type { Design } from '../document/design.ts';
import { originalNode } from '../graph/expand.ts';
import type { Chip } from '../mcu/chip.ts';
import { displayName } from '../ops/registry.ts';
import { codeBytes } from '../runtime/code-size/code-bytes.ts';
import { cyclesPerInstruction } from '../runtime/cycles/cycles-per-instruction.ts';
import { builtFor } from '../runtime/cycles/kernel-build.ts';
import { interpreterReceipt } from '../runtime/tflm/interpreter.ts';
import { arenaReceipt } from '../schedule/arena-receipt.ts';
import { aroundFlashRows, aroundRows } from './around.ts';
import { chipOf } from './chip-of.ts';
import type { Estimate, Limit } from './estimate-types.ts';

const UNAS_SOURCE = 'the resource model of µNAS (arXiv:2010.14246)';

/** The receipts behind one number of an estimate, the total first. */
export function receiptsOf(design: Design, estimate: Estimate, limit: Limit): readonly Receipt[] {
  if (estimate.unas !== undefined) return unasReceipts(estimate, limit);
  if (limit === 'sram') return sramReceipts(design, estimate);
  if (limit === 'flash') return [flashReceipt(design, estimate)];
  return limit === 'latency' ? latencyReceipts(design, estimate) : [energyReceipt(chipOf(design), estimate)];
}

function sramReceipts(design: Design, { sram, deployed }: Estimate): readonly Receipt[] {
  const arena = arenaReceipt(deployed, design.runtime, chipOf(design).core);
  const rows: readonly ReceiptRow[] = [
    {
      label: 'Smallest arena',
      value: sram.minArena,
      formula: 'activations + persistent records, and room to plan them',
      evidence: 'exact',
    },
    ...interpreterReceipt(deployed),
    ...aroundRows(design.application),
  ];
  const total: Receipt = { title: 'SRAM', unit: 'bytes', total: sram.total, formula: 'arena + interpreter + stack + application', rows };
  return [total, arena.minArena, arena.activations, arena.persistent];
}

function flashReceipt(design: Design, { flash, deployed }: Estimate): Receipt {
  const code = codeBytes(deployed, design.runtime, chipOf(design).core, design.application.int8Registrations);
  const aligned = Math.ceil(flash.model / 16) * 16;
  const model: ReceiptRow = {
    label: design.origin === undefined ? 'Model, as it would be exported' : `Model, ${design.origin.fileName}`,
    value: aligned,
    formula: aligned === flash.model ? 'bytes of the .tflite' : `${flash.model} bytes of the .tflite, aligned to 16`,
    evidence: 'exact',
  };
  return {
    title: 'Flash',
    unit: 'bytes',
    total: flash.total,
    formula: 'model + code of the runtime and of the kernels used + application',
    rows: [model, ...code.rows, ...aroundFlashRows(design.application)],
  };
}

function latencyReceipts(design: Design, { latency, deployed, ops }: Estimate): readonly Receipt[] {
  const chip = chipOf(design);
  const names = new Map(design.graph.nodes.map((node) => [node.id, displayName(node)]));
  const rows: ReceiptRow[] = deployed.ops.map((op, at) => ({
    label: (op.node === undefined ? undefined : names.get(originalNode(op.node))) ?? op.code,
    value: Math.round(ops[at]!.instructions),
    formula: `${op.code}, ${formatCount(ops[at]!.macs)} MACs`,
    evidence: latency.evidence,
  }));
  const sum = rows.reduce((total, row) => total + row.value, 0);
  rows.push({ label: 'Interpreter', value: latency.instructions - sum, formula: 'calling the operators', evidence: 'measured' });
  const factor = latency.instructions === 0 ? 0 : latency.cycles / latency.instructions;
  const { source } = builtFor(design.application.kernelBuild, cyclesPerInstruction(chip, design.runtime));
  const time: ReceiptRow[] =
    latency.ms === undefined ? [] : [{ label: 'One inference', value: latency.ms, evidence: latency.evidence, source }];
  return [
    {
      title: 'Latency',
      unit: 'ms',
      total: latency.ms ?? 0,
      formula: `${formatCount(latency.instructions)} instructions × ${formatNumber(factor)} cycles each ÷ ${chip.clockMHz} MHz, ± ${Math.round(latency.errorPercent)} %`,
      rows: time,
    },
    { title: 'Instructions', unit: 'instructions', total: latency.instructions, formula: 'sum over the operators', rows },
  ];
}

function energyReceipt(chip: Chip, { latency, energy }: Estimate): Receipt {
  const { activeMilliamps, volts, sources } = chip;
  const row: ReceiptRow = {
    label: 'One inference',
    value: energy.microjoules ?? 0,
    formula:
      latency.ms === undefined || energy.microjoules === undefined
        ? 'a current, the supply or the latency is not known'
        : `${activeMilliamps} mA × ${volts} V × ${formatNumber(latency.ms)} ms`,
    source: sources.activeMilliamps.source,
    evidence: energy.evidence,
  };
  return {
    title: 'Energy',
    unit: 'microjoules',
    total: energy.microjoules ?? 0,
    formula: 'active current × supply × time',
    rows: energy.microjoules === undefined ? [] : [row],
  };
}

function unasReceipts({ unas, macs }: Estimate, limit: Limit): readonly Receipt[] {
  const figure = limit === 'sram' ? unas!.pmu : limit === 'flash' ? unas!.size : macs;
  const formula = {
    sram: 'most elements alive at once in the best order, one byte each, the input not counted',
    flash: 'weights and biases, one byte each',
    latency: 'the model counts multiply-accumulates, not time',
    energy: 'not part of the model',
  }[limit];
  const rows: readonly ReceiptRow[] = limit === 'energy' ? [] : [{ label: formula, value: figure, source: UNAS_SOURCE, evidence: 'exact' }];
  const unit = limit === 'latency' ? 'MACs' : 'bytes';
  return [{ title: 'µNAS', unit, total: limit === 'energy' ? 0 : figure, formula, rows }];
}
