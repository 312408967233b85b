/**
 * Cycles an instruction takes, core by core. QEMU counts instructions; cycles come from two independent sources: what the pipeline does
 * with the measured mix of loads, branches and multiplies, and what published latencies say of real boards.
 */
import type { Evidence } from '../../base/evidence.ts';
import type { Chip, Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';

export interface CycleFactor {
  /** Cycles per instruction. */
  readonly factor: number;
  /** Half-width of the 90 % band, the instruction count's own error not included. */
  readonly errorPercent: number;
  readonly evidence: Evidence;
  readonly source: string;
}

/** A board with published latencies, as cycles per instruction counted here. */
export interface BoardFactor {
  readonly board: string;
  readonly clockMHz: number;
  readonly core: Core;
  readonly cyclesPerInstruction: number;
  readonly source: string;
}

interface Pipeline {
  /** With memory that never makes it wait, for CMSIS-NN's mix of instructions. */
  readonly cyclesPerInstruction: number;
  readonly errorPercent: number;
}

/**
 * From the technical reference manuals' timings and the mix in op_instructions.csv: on the M4 an eighth to a quarter are loads (2 cycles,
 * less when they follow each other), 2 to 5 % taken branches (2 more), hardly a division. The M0+ pays a cycle more for every load and
 * branch; the M33 pairs some instructions; the M7 issues two at a time; MVE instructions take two beats but overlap with loads.
 */
const PIPELINES: Readonly<Partial<Record<Core, Pipeline>>> = {
  'cortex-m0': { cyclesPerInstruction: 1.45, errorPercent: 30 },
  'cortex-m0+': { cyclesPerInstruction: 1.33, errorPercent: 24 },
  'cortex-m3': { cyclesPerInstruction: 1.35, errorPercent: 30 },
  'cortex-m4': { cyclesPerInstruction: 1.25, errorPercent: 24 },
  'cortex-m33': { cyclesPerInstruction: 1.15, errorPercent: 24 },
  'cortex-m7': { cyclesPerInstruction: 0.75, errorPercent: 24 },
  'cortex-m55': { cyclesPerInstruction: 1.25, errorPercent: 40 },
  'cortex-m85': { cyclesPerInstruction: 0.95, errorPercent: 45 },
};

/** TFLM's reference loops load and branch more than CMSIS-NN's: 34 % loads and 11 % taken branches against 24 % and 4 %. */
const REFERENCE_MIX = 1.15;
const REFERENCE_ERROR_PERCENT = 35;

/**
 * Boards of ../shared/reference/published_latency.csv. Only microTVM on the L4R5ZI ran the kernels counted here on models that are at hand;
 * for other cores an engine that ran on both boards gives the ratio to the L4R5ZI in cycles.
 */
export const BOARDS: readonly BoardFactor[] = [
  {
    board: 'NUCLEO-L4R5ZI',
    clockMHz: 120,
    core: 'cortex-m4',
    cyclesPerInstruction: 1.59,
    source: 'MLPerf Tiny v1.0 and v1.1, microTVM with CMSIS-NN: 1.50 to 1.77 over the four networks',
  },
  {
    board: 'NUCLEO-U385RG-Q',
    clockMHz: 96,
    core: 'cortex-m33',
    cyclesPerInstruction: 1.42,
    source: 'MLPerf Tiny v1.3: X-CUBE-AI 10.2 takes 0.88 to 0.90 of its cycles on the L4R5ZI',
  },
  {
    board: 'NUCLEO-H7A3ZI-Q',
    clockMHz: 280,
    core: 'cortex-m7',
    cyclesPerInstruction: 0.91,
    source: 'MLPerf Tiny v0.7 to v1.2: X-CUBE-AI and HALE take 0.51 to 0.65 of their cycles on the L4R5ZI',
  },
  {
    board: 'DISCO-F746NG',
    clockMHz: 216,
    core: 'cortex-m7',
    cyclesPerInstruction: 0.9,
    source: 'MLPerf Tiny v1.1: HALE takes 0.53 to 0.62 of its cycles on the L4R5ZI',
  },
  {
    board: 'STM32H743',
    clockMHz: 480,
    core: 'cortex-m7',
    cyclesPerInstruction: 0.96,
    source: 'TinyEngine README: MCUNet models under TFLM with CMSIS-NN',
  },
  {
    board: 'NUCLEO-G0B1RE',
    clockMHz: 64,
    core: 'cortex-m0+',
    cyclesPerInstruction: 1.26,
    source: 'MLPerf Tiny v1.1 and v1.2: HALE takes 1.0 to 1.7 cycles for each instruction CMSIS-NN would',
  },
];

/**
 * Cycles for each instruction the M4 would take with reference kernels, from person detection under TFLM's reference kernels on one board
 * each (ESP-NN's README); the model is the visual wake words network with one input channel.
 */
const QUOTED: Readonly<Partial<Record<Core, number>>> = {
  'xtensa-lx6': 10,
  'xtensa-lx7': 5.6,
  'esp32-s3': 5.6,
  riscv32: 5.5,
  'esp32-p4': 5.1,
};
const QUOTED_ERROR_PERCENT = 60;
const QUOTED_SOURCE = "ESP-NN's README: person detection under TFLM's reference kernels";

/** Execution through a cache from external flash: how well it hits is the program's own affair. */
const EXTERNAL_ERROR_PERCENT = 10;

/** Nobody published a network on the other cores: there is no figure to rely on. */
const UNKNOWN: CycleFactor = { factor: 5.5, errorPercent: 100, evidence: 'unknown', source: 'no published latency for this core' };

/** Memory's share: none at 24 MHz and below, where flash keeps up, growing to a fifth at 120 MHz, where caches bound it; more from external flash. */
function memoryFactor(clockMHz: number, flashExternal: boolean): number {
  const internal = 1 + 0.2 * Math.min(1, Math.max(0, clockMHz - 24) / 96);
  return flashExternal ? internal * 1.1 : internal;
}

/** The clock a core without a chip is costed at; its cycles depend on it a little, through the memory. */
const USUAL_CLOCK_MHZ = 72;

/** The pipeline's and every board's figure count alike, as ratios. A board's holds at its own clock; memory's share takes it to another. */
function armFactor({ core, clockMHz, flashExternal }: Chip, pipeline: Pipeline, boards: readonly BoardFactor[]): CycleFactor {
  const memory = memoryFactor(clockMHz === 0 ? USUAL_CLOCK_MHZ : clockMHz, flashExternal);
  let logarithm = Math.log(pipeline.cyclesPerInstruction);
  let votes = 1;
  let source = 'pipeline timing';
  for (const board of boards) {
    if (board.core !== core) continue;
    logarithm += Math.log(board.cyclesPerInstruction / memoryFactor(board.clockMHz, false));
    votes++;
    source += `; ${board.board}: ${board.source}`;
  }
  const errorPercent = pipeline.errorPercent + (flashExternal ? EXTERNAL_ERROR_PERCENT : 0);
  return { factor: memory * Math.exp(logarithm / votes), errorPercent, evidence: 'modelled', source };
}

/** What a chip's core makes of one counted instruction. `boards` leaves a board out when its own latencies are to be predicted. */
export function cyclesPerInstruction(chip: Chip, runtime: RuntimeId, boards: readonly BoardFactor[] = BOARDS): CycleFactor {
  const quoted = QUOTED[chip.core];
  if (quoted !== undefined) return { factor: quoted, errorPercent: QUOTED_ERROR_PERCENT, evidence: 'quoted', source: QUOTED_SOURCE };
  const pipeline = PIPELINES[chip.core];
  if (pipeline === undefined) return UNKNOWN;
  const arm = armFactor(chip, pipeline, boards);
  return runtime === 'tflm-cmsis-nn' ? arm : { ...arm, factor: arm.factor * REFERENCE_MIX, errorPercent: REFERENCE_ERROR_PERCENT };
}
