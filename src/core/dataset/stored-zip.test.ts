import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { storedZip } from './stored-zip.ts';

const files = new Map([
  ['recordings/cat/take-1-0001.png', Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 256)],
  ['recordings/être 犬/take-1-0001.png', Uint8Array.of(1, 2, 3)],
  ['recordings/empty.txt', new Uint8Array(0)],
]);

const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('a zip of stored files', () => {
  it('is read by fflate, name by name and byte by byte', () => {
    expect(unzipSync(joined(storedZip(files)))).toEqual(Object.fromEntries(files));
    expect(unzipSync(joined(storedZip(new Map())))).toEqual({});
  });

  it('has the check sum that CRC-32 gives "123456789"', () => {
    const [local] = storedZip(new Map([['digits', new TextEncoder().encode('123456789')]]));
    expect(new DataView(local!.buffer).getUint32(14, true)).toBe(0xcbf43926);
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)('is sound to Python, sums too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zip-'));
    writeFileSync(join(folder, 'set.zip'), joined(storedZip(files)));
    const test = spawnSync('python3', ['-m', 'zipfile', '-t', join(folder, 'set.zip')], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect([test.status, test.stdout.trim()]).toEqual([0, 'Done testing']);
  });
});
