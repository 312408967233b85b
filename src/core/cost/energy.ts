/** Energy of one inference: active current x supply x time. */
import { weakest } from '../base/evidence.ts';
import type { Chip } from '../mcu/chip.ts';
import type { EnergyEstimate, LatencyEstimate } from './estimate-types.ts';

/** Microjoules: milliamperes x volts x milliseconds; unknown where one of them is. */
export function energyOf({ ms, evidence }: LatencyEstimate, chip: Chip): EnergyEstimate {
  const { activeMilliamps, volts, sources } = chip;
  if (ms === undefined || activeMilliamps === undefined || volts === undefined) return { microjoules: undefined, evidence: 'unknown' };
  return {
    microjoules: activeMilliamps * volts * ms,
    evidence: weakest(evidence, sources.activeMilliamps.evidence, sources.volts.evidence),
  };
}
