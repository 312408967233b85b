import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels, referenceRows } from '../../testing/reference-files.ts';
import type { Design } from '../document/design.ts';
import { openTflite } from '../formats/open-tflite.ts';
import { decodeLink, encodeLink } from '../formats/link/link.ts';
import { coreAsChip } from '../mcu/core-chip.ts';
import type { Core } from '../mcu/chip.ts';
import type { RuntimeId } from '../runtime/runtime.ts';
import { estimate } from './estimate.ts';

function opened(name: string, bytes: Uint8Array): Design {
  const file = openTflite(bytes, `${name}.tflite`, 'f'.repeat(64));
  if (!file.ok) throw new Error(`${name}: ${file.error.message}`);
  return file.value.design;
}

function throughLink(design: Design): Design {
  const again = decodeLink(encodeLink(design));
  if (!again.ok) throw new Error(`${design.name}: ${again.error.message}`);
  return again.value;
}

function on(design: Design, core: Core, kernels: string): Design {
  const runtime: RuntimeId = kernels === 'reference' ? 'tflm-reference' : 'tflm-cmsis-nn';
  return { ...design, chip: core, customChips: [coreAsChip(core)], runtime };
}

describe.runIf(hasReference)('an opened file, and the link of it', () => {
  const models = referenceModels();
  const designs = new Map(models.map(({ name, bytes }) => [name, opened(name, bytes)]));
  const links = new Map([...designs].map(([name, design]) => [name, throughLink(design)]));
  const rows = hasReference ? [...referenceRows('tflm_arena.csv'), ...referenceRows('generated/arena.csv')] : [];

  it.each([
    ['the file', designs],
    ['its link', links],
  ])('%s has the activations and the arena that were measured, to the byte', (_, from) => {
    const wrong = rows.filter((row) => {
      const { sram } = estimate(on(from.get(row['model']!)!, row['core'] as Core, row['kernels']!));
      return sram.activations !== Number(row['activations']) || sram.arena !== Number(row['arena_used']);
    });
    expect(rows.length).toBe(1158);
    expect(wrong.map((row) => `${row['model']} ${row['core']} ${row['kernels']}`)).toEqual([]);
  });

  it('has the flash bytes of the file', () => {
    for (const { name, bytes } of models) expect(estimate(links.get(name)!).flash.model, name).toBe(bytes.length);
  });
});
