/** Rows of a table, sorted, and as text to paste elsewhere. */
export type Cell = string | number | undefined;

export interface Sorting {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

interface SortColumn<Row> {
  readonly id: string;
  readonly value: (row: Row) => Cell;
}

/** A sorted copy; rows without a value come last either way, equal rows keep their order. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly SortColumn<Row>[], sorting: Sorting | undefined): readonly Row[] {
  const column = columns.find((candidate) => candidate.id === sorting?.column);
  if (sorting === undefined || column === undefined) return rows;
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => compare(column.value(a), column.value(b), sign));
}

function compare(a: Cell, b: Cell, sign: number): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** RFC 4180: quoted where needed, lines end in CRLF. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map(csvCell).join(',')).join('\r\n');
}

function csvCell(cell: Cell): string {
  const text = cell === undefined ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A GitHub table; numeric columns are aligned right. The first row is the header. */
export function markdownText(rows: readonly (readonly Cell[])[], columns: readonly { readonly numeric?: boolean }[]): string {
  const [header, ...body] = rows.map((row) => `| ${row.map(markdownCell).join(' | ')} |`);
  const rule = `| ${columns.map((column) => (column.numeric === true ? '--:' : '---')).join(' | ')} |`;
  return [header, rule, ...body].join('\n');
}

function markdownCell(cell: Cell): string {
  return cell === undefined ? '' : String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ');
}
