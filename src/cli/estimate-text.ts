/** A summary of one estimate for a person at a terminal. */
import { formatBytes, formatCount, formatMicrojoules, formatMilliseconds } from '../core/base/format.ts';
import { chipOf } from '../core/cost/chip-of.ts';
import type { Estimate } from '../core/cost/estimate-types.ts';
import type { Design } from '../core/document/design.ts';
import { textTable } from './table.ts';

export function estimateText(design: Design, answer: Estimate): string {
  const chip = chipOf(design);
  const { sram, flash, latency, energy } = answer;
  const rows = [
    ['SRAM', formatBytes(sram.total), limitText(sram.available), sram.evidence],
    ['  arena', formatBytes(sram.arena), '', ''],
    ['  smallest arena', formatBytes(sram.minArena), '', ''],
    ['flash', formatBytes(flash.total), limitText(flash.available), flash.evidence],
    ['  model', formatBytes(flash.model), '', ''],
    ['  code', formatBytes(flash.code), '', ''],
    [
      'latency',
      latency.ms === undefined ? '–' : formatMilliseconds(latency.ms),
      '',
      `${latency.evidence} ±${latency.errorPercent.toFixed(0)} %`,
    ],
    ['energy', energy.microjoules === undefined ? '–' : formatMicrojoules(energy.microjoules), '', energy.evidence],
  ];
  const head = `${design.name} on ${chip.name}, ${design.runtime}: ${verdictText(answer)}`;
  const size = `${answer.deployed.ops.length} operators, ${formatCount(answer.macs)} MACs, ${formatCount(answer.params)} parameters`;
  const notes = [
    ...answer.problems.map((problem) => `problem: ${problem.message}`),
    ...answer.warnings.map((warning) => `${warning.kind}: ${warning.message}`),
  ];
  return [head, size, '', textTable(['', 'needed', 'available', 'evidence'], rows), ...notes].join('\n');
}

function limitText(bytes: number): string {
  return bytes > 0 ? formatBytes(bytes) : '–';
}

function verdictText({ fits, binding }: Estimate): string {
  if (fits === 'unknown') return 'not known';
  return fits ? 'fits' : `does not fit${binding === undefined ? '' : `: ${binding}`}`;
}
