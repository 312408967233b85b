import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { zipOf } from '../../testing/data-files.ts';
import { memoryFile, type DataFile } from './data-file.ts';
import { readZip } from './zip.ts';

const long = new Uint8Array(10_000).fill(7);

async function listed(file: DataFile): Promise<Record<string, number>> {
  const files = await readZip(file);
  if (!files.ok) throw new Error(files.error.message);
  return Object.fromEntries(await Promise.all(files.value.map(async (each) => [each.path, (await each.read()).length])));
}

describe('the zip reader', () => {
  it('reads packed and stored files, and leaves out folders and clutter', async () => {
    const bytes = zipSync({
      'a/one.bin': long,
      './a/two.bin': [Uint8Array.of(1, 2, 3), { level: 0 }],
      'empty/': new Uint8Array(0),
      '__MACOSX/a/._one.bin': Uint8Array.of(1),
      'a/.DS_Store': Uint8Array.of(1),
    });
    expect(await listed(memoryFile('set.zip', bytes))).toEqual({ 'a/one.bin': 10_000, 'a/two.bin': 3 });
  });

  it('asks for no more of the archive than its directory and the file read', async () => {
    const whole = zipOf({
      'one.bin': crypto.getRandomValues(new Uint8Array(60_000)),
      'two.bin': long,
      'three.bin': crypto.getRandomValues(new Uint8Array(60_000)),
    });
    const asked: number[] = [];
    const counted: DataFile = {
      ...whole,
      read: async (from = 0, to = whole.size) => {
        asked.push(to - from);
        return whole.read(from, to);
      },
    };
    const files = await readZip(counted);
    const before = asked.length;
    await (files.ok ? files.value[1]! : whole).read();
    expect(asked.slice(before).reduce((sum, bytes) => sum + bytes)).toBeLessThan(200);
  });

  it('names the archive that is none, and the file that is damaged', async () => {
    expect(await readZip(memoryFile('x.zip', long))).toEqual({
      ok: false,
      error: { message: 'x.zip: it is not a zip, or its end is missing' },
    });
    const bytes = zipSync({ 'one.bin': long });
    bytes.fill(0xff, 40, 60);
    const files = await readZip(memoryFile('x.zip', bytes));
    await expect((files.ok ? files.value[0]! : undefined)!.read()).rejects.toThrow(/invalid|unexpected|damaged/);
  });
});
