import { describe, expect, it } from 'vitest';
import { migrate, type Migration } from './migrations.ts';

/** Two versions that never existed: the name was a "title" first, then a "label". */
const TABLE: ReadonlyMap<number, Migration> = new Map<number, Migration>([
  [1, ({ title, ...rest }) => ({ ...rest, label: title })],
  [2, ({ label, ...rest }) => ({ ...rest, name: label })],
]);

describe('migrations', () => {
  it('lead from an old version to the current one, step by step', () => {
    expect(migrate({ version: 1, title: 'Old' }, TABLE, 3)).toEqual({ ok: true, value: { version: 3, name: 'Old' } });
    expect(migrate({ version: 2, label: 'Newer' }, TABLE, 3)).toEqual({ ok: true, value: { version: 3, name: 'Newer' } });
  });

  it('leave a document of the current version as it is', () => {
    const stored = { version: 1, name: 'Now' };
    expect(migrate(stored)).toEqual({ ok: true, value: stored });
  });

  it.each([
    [{}, 'version: expected 1, got nothing'],
    [{ version: '1' }, "version: expected 1, got '1'"],
    [{ version: 0 }, 'version: expected 1, got 0'],
    [{ version: 0.5 }, 'version: expected 1, got 0.5'],
    [{ version: 2 }, 'version: 2 is newer than this Tinyscape reads (1); reload the page to update it'],
  ])('refuse %j and say which version they read', (stored, message) => {
    expect(migrate(stored)).toEqual({ ok: false, error: { message } });
  });
});
