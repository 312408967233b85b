/** The saved design: a small JSON value with a version. Schema, link and storage live beside this file. */
import type { Chip } from '../mcu/chip.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import type { Origin, QuantizationScheme, Quantize } from '../lower/quantize.ts';
import type { KernelBuild } from '../runtime/cycles/kernel-build.ts';
import type { RuntimeId } from '../runtime/runtime.ts';

export type { Origin, QuantizationScheme, Quantize };

/** The user's limits, on totals; undefined: the chip's own (SRAM, flash) or none (latency, energy). */
export interface Budgets {
  readonly sramBytes?: number;
  readonly flashBytes?: number;
  readonly latencyMs?: number;
  readonly energyMicrojoules?: number;
}

/** What the application around the network holds in SRAM and flash, and how often it runs. */
export interface Application {
  /** Ids of presets (runtime/application.ts): a camera frame, an audio ring, an RTOS, a radio stack. */
  readonly presets: readonly string[];
  readonly extraSramBytes: number;
  readonly inferencesPerHour: number;
  readonly batteryMilliampHours: number;
  /** With only the _INT8 kernel registrations, less code is linked. */
  readonly int8Registrations: boolean;
  /** What the kernels are compiled for: -O2 as measured, or -Os as Arduino and Mbed do, which is slower. */
  readonly kernelBuild: KernelBuild;
}

/** Where the weights of a design came from: said wherever they are shown, run or exported. */
export interface WeightsSource {
  readonly kind: 'file' | 'training';
  /** Of the file, or of the training run. */
  readonly name: string;
  /** The network was edited since, and weights that no longer fitted were replaced by random ones. */
  readonly partlyRandom?: boolean;
}

export interface Design {
  readonly version: 1;
  readonly name: string;
  readonly graph: Graph;
  readonly quantize: Quantize;
  /** A chip's id in the catalogue, or the id of one of `customChips`. */
  readonly chip: string;
  readonly runtime: RuntimeId;
  /** In which order operators are exported and run. */
  readonly order: 'file' | 'best';
  readonly budgets: Budgets;
  readonly application: Application;
  readonly customChips: readonly Chip[];
  readonly notes: string;
  /** Where the user dragged nodes to; the rest is laid out automatically. */
  readonly positions: Readonly<Record<NodeId, readonly [x: number, y: number]>>;
  readonly origin?: Origin;
  /**
   * SHA-256, hex, of the blob that holds what the nodes have learned: weights as `encodeWeights` makes them, or a .tflite. It is kept
   * beside the design and stays behind when the design is shared as a link.
   */
  readonly weights?: string;
  readonly weightsSource?: WeightsSource;
}
