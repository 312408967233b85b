/** The saved design: a small JSON value with a version. Schema, link and storage live beside this file. */
import type { Chip } from '../mcu/chip.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import type { RuntimeId } from '../runtime/runtime.ts';

/**
 * How the design is deployed. `int8`: batch norm folded, activations fused, int8 per channel. `float32`: the same without quantisation.
 * `file`: an opened .tflite, whose own types flow from its inputs and which is not folded or fused again.
 */
export type QuantizationScheme = 'int8' | 'float32' | 'file';

export interface Quantize {
  readonly scheme: QuantizationScheme;
  /** Type of the network's inputs and outputs; float32 adds QUANTIZE and DEQUANTIZE operators. Not used by `file`. */
  readonly io: 'int8' | 'float32';
}

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
}

/**
 * What an opened file keeps beyond its graph, until it is edited: so that file, link and screen agree to the byte.
 * `tensorOrder` holds, for each tensor of the file in its order, its index in the order lowering would give it; empty when the same.
 */
export interface Origin {
  readonly fileName: string;
  readonly fileBytes: number;
  /** SHA-256 of the file, hex; the file itself is kept as a blob beside the design. */
  readonly blob: string;
  readonly tensorOrder: readonly number[];
  readonly offlineOffsets?: readonly number[];
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
}
