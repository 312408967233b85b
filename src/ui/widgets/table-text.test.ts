import { describe, expect, it } from 'vitest';
import { csvText, markdownText, sortRows } from './table-text.ts';

const COLUMNS = [
  { id: 'name', value: (row: readonly [string, number | undefined]) => row[0] },
  { id: 'bytes', value: (row: readonly [string, number | undefined]) => row[1] },
];

describe('a table', () => {
  it('sorts numbers as numbers and names with numbers in counting order', () => {
    const rows = [
      ['conv 10', 9],
      ['conv 2', 100],
    ] as const;
    expect(sortRows(rows, COLUMNS, { column: 'bytes', direction: 'descending' })).toEqual([
      ['conv 2', 100],
      ['conv 10', 9],
    ]);
    expect(sortRows(rows, COLUMNS, { column: 'name', direction: 'ascending' })).toEqual([
      ['conv 2', 100],
      ['conv 10', 9],
    ]);
  });

  it('keeps rows without a value last in both directions', () => {
    const rows = [
      ['a', undefined],
      ['b', 1],
      ['c', 2],
    ] as const;
    expect(sortRows(rows, COLUMNS, { column: 'bytes', direction: 'descending' }).map((row) => row[0])).toEqual(['c', 'b', 'a']);
    expect(sortRows(rows, COLUMNS, { column: 'bytes', direction: 'ascending' }).map((row) => row[0])).toEqual(['b', 'c', 'a']);
  });

  it('quotes commas and quotation marks in CSV', () => {
    expect(
      csvText([
        ['name', 'bytes'],
        ['a "b", c', 3],
      ]),
    ).toBe('name,bytes\r\n"a ""b"", c",3');
  });

  it('escapes bars in Markdown and aligns numbers to the right', () => {
    expect(
      markdownText(
        [
          ['name', 'bytes'],
          ['a|b', 3],
        ],
        [{}, { numeric: true }],
      ),
    ).toBe('| name | bytes |\n| --- | --: |\n| a\\|b | 3 |');
  });
});
