import * as v from 'valibot';
import { fail, type Result } from '../base/result.ts';
import { MAX_JSON_CHARACTERS } from './caps.ts';
import type { Design } from './design.ts';
import { migrate } from './migrations.ts';
import { DESIGN_SCHEMA } from './schema.ts';
import { shown } from './shown.ts';
import { validateDesign } from './validate.ts';

/** A design from anything: a file, storage, the clipboard, another thread. The message says where: "graph.nodes[3].op: ...". */
export function parseDesign(value: unknown): Result<Design> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(`expected a design, got ${shown(value)}`);
  const current = migrate(value as Record<string, unknown>);
  if (!current.ok) return current;
  const parsed = v.safeParse(DESIGN_SCHEMA, current.value, { abortEarly: true });
  return parsed.success ? validateDesign(parsed.output) : fail(issueMessage(parsed.issues[0]));
}

/** A design from the text of a .json file. */
export function parseDesignText(text: string): Result<Design> {
  if (text.length > MAX_JSON_CHARACTERS) return fail(`the text is longer than ${MAX_JSON_CHARACTERS} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseDesign(value);
}

function issueMessage(issue: v.BaseIssue<unknown>): string {
  const path = pathText(issue);
  if (issue.expected === 'never') return `${path}: this field is not known`;
  if (issue.type === 'strict_object' && issue.received === 'undefined') return `${path}: is missing`;
  return `${path}: expected ${issue.message}, got ${shown(issue.input)}`;
}

/** "graph.nodes[3].params". */
function pathText(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map((item) => ('key' in item ? item.key : undefined));
  const text = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key).slice(0, 60)}`)).join('');
  return text.startsWith('.') ? text.slice(1) : text || 'the document';
}
