/** Tables of numbers as text: commas, semicolons or tabs, with or without a header, fields quoted or not (RFC 4180). */
import { fail, ok, type Result } from '../../core/base/result.ts';

export interface Table {
  /** Names from the header; "column 1" and so on where there is none. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line of each row in the file, from 1. */
  readonly lines: readonly number[];
  /** Lines that have not as many fields as the first. */
  readonly uneven: readonly number[];
}

const MAX_BYTES = 2 ** 29;

export function parseCsv(bytes: Uint8Array): Result<Table> {
  if (bytes.length > MAX_BYTES) return fail(`it has ${bytes.length} bytes; at most ${MAX_BYTES} of one table are read`);
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return fail('it is empty');
  const separator = separatorOf(lines[first]!);
  const head = fieldsOf(lines[first]!, separator);
  const hasHeader = head.some((field) => field !== '' && Number.isNaN(Number(field))) && !isLikeNext(head, lines[first + 1], separator);
  const rows: string[][] = [];
  const numbers: number[] = [];
  const uneven: number[] = [];
  for (let i = first + (hasHeader ? 1 : 0); i < lines.length; i++) {
    if (lines[i]!.trim() === '') continue;
    const fields = fieldsOf(lines[i]!, separator);
    if (fields.length !== head.length) uneven.push(i + 1);
    else {
      rows.push(fields);
      numbers.push(i + 1);
    }
  }
  const columns = hasHeader ? head : head.map((_, i) => `column ${i + 1}`);
  return rows.length === 0 ? fail('it holds no rows') : ok({ columns, rows, lines: numbers, uneven });
}

/** The one of which there are most. */
function separatorOf(line: string): string {
  const count = (separator: string): number => line.split(separator).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

function fieldsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator).map((field) => field.trim());
  const fields: string[] = [];
  for (let at = 0; at <= line.length;) {
    const isQuoted = line[at] === '"';
    const [field, next] = isQuoted ? quotedAt(line, at) : plainAt(line, at, separator);
    fields.push(field);
    const end = line.indexOf(separator, next);
    at = isQuoted ? (end < 0 ? line.length + 1 : end + 1) : next + 1;
  }
  return fields;
}

function plainAt(line: string, at: number, separator: string): [string, number] {
  const end = line.indexOf(separator, at);
  return [line.slice(at, end < 0 ? line.length : end).trim(), end < 0 ? line.length : end];
}

function quotedAt(line: string, at: number): [string, number] {
  let end = at + 1;
  while (end < line.length && (line[end] !== '"' || line[end + 1] === '"')) end += line[end] === '"' ? 2 : 1;
  return [line.slice(at + 1, end).replaceAll('""', '"'), end + 1];
}

/** A first row whose numbers stand where those of the next do is no header: its words are labels. */
function isLikeNext(head: readonly string[], next: string | undefined, separator: string): boolean {
  if (next === undefined) return true;
  const isNumber = (field: string): boolean => field !== '' && !Number.isNaN(Number(field));
  const after = fieldsOf(next, separator);
  return head.some(isNumber) && head.every((field, i) => isNumber(field) === isNumber(after[i] ?? ''));
}
