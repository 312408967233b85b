import { EMPTY_GRAPH } from '../graph/graph.ts';
import type { Application, Design } from './design.ts';

/** What a design has until the user chooses otherwise; the link leaves these out, so they never change. */
export const DEFAULT_NAME = 'Untitled';
export const DEFAULT_CHIP = 'nrf52840';
export const DEFAULT_APPLICATION: Application = {
  presets: [],
  extraSramBytes: 0,
  inferencesPerHour: 0,
  batteryMilliampHours: 0,
  int8Registrations: false,
  kernelBuild: 'speed',
};

/** An empty design: int8 inside and out, TFLM with CMSIS-NN, file order. */
export function newDesign(name: string = DEFAULT_NAME): Design {
  return {
    version: 1,
    name,
    graph: EMPTY_GRAPH,
    quantize: { scheme: 'int8', io: 'int8' },
    chip: DEFAULT_CHIP,
    runtime: 'tflm-cmsis-nn',
    order: 'file',
    budgets: {},
    application: DEFAULT_APPLICATION,
    customChips: [],
    notes: '',
    positions: {},
  };
}
