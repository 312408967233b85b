/** Energy of an inference and life of a battery, from the chip's currents. */
import { weakest } from '../base/evidence.ts';
import type { Evidence } from '../base/evidence.ts';
import type { Chip } from '../mcu/chip.ts';
import type { EnergyEstimate, LatencyEstimate } from './estimate-types.ts';

/** Active current x volts x time: milliamps x volts x milliseconds are microjoules. undefined where one of the three is not known. */
export function energyOf({ ms, evidence: latency }: LatencyEstimate, chip: Chip): EnergyEstimate {
  const { activeMilliamps, volts, sources } = chip;
  if (ms === undefined || activeMilliamps === undefined || volts === undefined) return { microjoules: undefined, evidence: 'unknown' };
  const evidence = weakest(latency, sources.activeMilliamps.evidence, sources.volts.evidence);
  return { microjoules: activeMilliamps * volts * ms, evidence };
}

/** How often the network runs, and on what. */
export interface DutyCycle {
  readonly inferencesPerHour: number;
  readonly batteryMilliampHours: number;
}

export interface BatteryLife {
  /** Share of the time the core is awake, 0 to 1; 1 where the inferences asked for do not fit into an hour. */
  readonly awake: number;
  readonly averageMilliamps: number;
  /** Inferences and sleep alone: radio, sensors, regulator losses and self-discharge come on top. */
  readonly days: number;
  readonly evidence: Evidence;
}

const MS_PER_HOUR = 3_600_000;

/** Battery life between inferences at full sleep, but for the share of the time in which the chip listens; undefined where a current or the time is not known. */
export function batteryLifeOf({ ms, evidence }: LatencyEstimate, chip: Chip, duty: DutyCycle, listening = 0): BatteryLife | undefined {
  const { activeMilliamps, sleepMicroamps, sources } = chip;
  if (ms === undefined || activeMilliamps === undefined || sleepMicroamps === undefined) return undefined;
  const awake = Math.min(1, (duty.inferencesPerHour * ms) / MS_PER_HOUR + listening);
  const averageMilliamps = awake * activeMilliamps + (1 - awake) * (sleepMicroamps / 1000);
  return {
    awake,
    averageMilliamps,
    days: duty.batteryMilliampHours / averageMilliamps / 24,
    evidence: weakest(evidence, sources.activeMilliamps.evidence, sources.sleepMicroamps.evidence),
  };
}
