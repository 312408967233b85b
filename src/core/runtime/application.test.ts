import { describe, expect, it } from 'vitest';
import { APPLICATION_PRESETS, presetById, STACK_ALLOWANCE } from './application.ts';

describe('the application presets', () => {
  it('have each id once, in lower case', () => {
    const ids = APPLICATION_PRESETS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it.each([
    ['camera-qvga-grey', 320 * 240],
    ['camera-qqvga-rgb565', 160 * 120 * 2],
    ['camera-96-grey', 96 * 96],
    ['audio-ring-half-second', 0.5 * 16000 * 2],
  ])('reserve for %s exactly its %i bytes', (id, bytes) => {
    expect(presetById(id)).toMatchObject({ sramBytes: bytes, evidence: 'exact' });
  });

  it('reserve whole bytes, and name a source for each', () => {
    for (const { id, sramBytes, flashBytes, source } of APPLICATION_PRESETS) {
      expect(
        [sramBytes, flashBytes].every((bytes) => Number.isInteger(bytes) && bytes >= 0),
        id,
      ).toBe(true);
      expect(source.length, id).toBeGreaterThan(10);
    }
  });

  it('cover cameras, audio, operating systems, Bluetooth and Wi-Fi', () => {
    expect(new Set(APPLICATION_PRESETS.map(({ kind }) => kind))).toEqual(new Set(['camera', 'audio', 'rtos', 'bluetooth', 'wifi']));
  });

  it('are not found by a wrong id', () => {
    expect(presetById('toaster')).toBeUndefined();
  });

  it('mark the stack as an allowance', () => {
    expect(STACK_ALLOWANCE).toMatchObject({ bytes: 4096, evidence: 'quoted' });
    expect(STACK_ALLOWANCE.source).toContain('allowance');
  });
});
