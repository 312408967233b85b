import { describe, expect, it } from 'vitest';
import { FRONT_END_IDS, frontEndById, windowSamples } from '../audio/front-end.ts';
import { frontEndBytes } from '../audio/front-end-c.ts';
import { chipById } from '../mcu/catalogue.ts';
import { coreAsChip } from '../mcu/core-chip.ts';
import { APPLICATION_PRESETS } from '../runtime/application.ts';
import { FRONT_END_COSTS } from '../runtime/front-end-cost.ts';
import { batteryLifeOf } from './energy.ts';
import { frontEndLoad } from './front-end-load.ts';

describe('the load of an audio front end', () => {
  it.each(FRONT_END_IDS)('counts the bytes and the frames of the C source: %s', (id) => {
    const { stateBytes, flashBytes, framesPerSecond } = FRONT_END_COSTS[id];
    const { state, tables } = frontEndBytes(frontEndById(id), 16_000);
    expect(stateBytes).toBe(state);
    expect(flashBytes - tables).toBeGreaterThan(1500);
    expect(flashBytes - tables).toBeLessThan(3000);
    expect(framesPerSecond).toBe(16_000 / windowSamples(frontEndById(id), 16_000).step);
    expect(APPLICATION_PRESETS.filter(({ frontEnd }) => frontEnd === id)).toMatchObject([
      { sramBytes: state + frontEndById(id).frames * frontEndById(id).features, flashBytes },
    ]);
  });

  it('is instructions times cycles each, over the clock', () => {
    const chip = { ...coreAsChip('cortex-m4'), clockMHz: 100 };
    const load = frontEndLoad({ presets: ['front-end-micro-speech', 'audio-ring-one-second'] }, chip)!;
    expect(load.instructions).toBe(85_113 * 50);
    expect(load.cycles! / load.instructions!).toBeGreaterThan(1.2);
    expect(load.cycles! / load.instructions!).toBeLessThan(1.9);
    expect(load.share).toBeCloseTo(load.cycles! / 100e6, 10);
    expect(load.evidence).toBe('modelled');
  });

  it('is none without a front end, cycles alone without a clock, and unknown on a core nobody counted', () => {
    expect(frontEndLoad({ presets: ['freertos'] }, coreAsChip('cortex-m4'))).toBeUndefined();
    expect(frontEndLoad({ presets: ['front-end-mfcc-49x10'] }, coreAsChip('cortex-m0'))).toMatchObject({
      instructions: 166_209 * 50,
      share: undefined,
    });
    expect(frontEndLoad({ presets: ['front-end-mfcc-49x10'] }, coreAsChip('avr'))).toMatchObject({
      cycles: undefined,
      evidence: 'unknown',
    });
  });

  it('shortens the life of a battery', () => {
    const chip = chipById('nrf52840')!;
    const latency = { instructions: 1, cycles: 1, ms: 20, errorPercent: 25, evidence: 'modelled' } as const;
    const duty = { inferencesPerHour: 60, batteryMilliampHours: 240 };
    const share = frontEndLoad({ presets: ['front-end-micro-speech'] }, chip)!.share!;
    const [without, listening] = [batteryLifeOf(latency, chip, duty)!, batteryLifeOf(latency, chip, duty, share)!];
    expect(listening.awake).toBeCloseTo(without.awake + share, 10);
    expect(listening.days).toBeLessThan(without.days);
  });
});
