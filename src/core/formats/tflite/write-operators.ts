import type { DeployedOp } from '../../graph/deployed.ts';
import type { FlatWriter, OpenTable } from './flat-writer.ts';
import * as layout from './layout.ts';
import type { TableLayout } from './layout.ts';
import { OPTIONS } from './options.ts';
import type { OptionField } from './options.ts';
import { ACTIVATIONS, PADDINGS, SLOTS } from './schema.ts';
import { operatorBits } from './size.ts';

const { operator: OPERATOR } = SLOTS;

type KnownOp = Exclude<DeployedOp, { code: 'OPAQUE' }>;

/** The vector of operators; `codes` is each one's place in the list of operator kinds. */
export function writeOperators(out: FlatWriter, ops: readonly DeployedOp[], codes: readonly number[]): void {
  const slots = out.references(ops.length);
  ops.forEach((op, i) => {
    out.link(slots + 4 * i);
    writeOperator(out, op, codes[i]!);
  });
}

function writeOperator(out: FlatWriter, op: DeployedOp, code: number): void {
  const table = out.table(layout.OPERATOR_LAYOUTS[operatorBits(op)]!);
  out.int(table, OPERATOR.opcode, code);
  out.child(table, OPERATOR.inputs);
  out.ints(op.inputs);
  out.child(table, OPERATOR.outputs);
  out.ints(op.outputs);
  if (op.intermediates !== undefined) {
    out.child(table, OPERATOR.intermediates);
    out.ints(op.intermediates);
  }
  if (op.code === 'OPAQUE') writeOpaqueOptions(out, table, op.options);
  else writeOptions(out, table, op);
}

function writeOpaqueOptions(out: FlatWriter, table: OpenTable, options: Extract<DeployedOp, { code: 'OPAQUE' }>['options']): void {
  const { optionsType, optionsTable, customOptions } = options;
  if (optionsTable !== undefined) {
    const split = layout.rawLayoutBytes(optionsTable);
    out.byte(table, OPERATOR.optionsType, optionsType ?? 0);
    out.rawTable(optionsTable.slice(0, split), optionsTable.slice(split), out.place(table, OPERATOR.options));
  }
  if (customOptions === undefined) return;
  out.child(table, OPERATOR.customOptions);
  out.blob(customOptions);
}

function writeOptions(out: FlatWriter, table: OpenTable, op: KnownOp): void {
  const optionLayout = layout.OPTION_LAYOUTS[op.code];
  if (optionLayout === undefined) return;
  out.byte(table, OPERATOR.optionsType, OPTIONS[op.code].union);
  out.child(table, OPERATOR.options);
  writeOptionFields(out, op, optionLayout);
}

/** The options table itself. */
export function writeOptionFields(out: FlatWriter, op: KnownOp, optionLayout: TableLayout): void {
  const options = out.table(optionLayout);
  const values = op.options as Readonly<Record<string, unknown>>;
  for (const field of OPTIONS[op.code].fields) writeOption(out, options, field, values[field.key]);
}

/** An option that is left out is false or zero. */
function writeOption(out: FlatWriter, options: OpenTable, { slot, kind }: OptionField, value: unknown): void {
  switch (kind) {
    case 'padding':
      return out.byte(options, slot, PADDINGS.indexOf(value as (typeof PADDINGS)[number]));
    case 'activation':
      return out.byte(options, slot, ACTIVATIONS.indexOf(value as (typeof ACTIVATIONS)[number]));
    case 'bool':
      return out.byte(options, slot, value === true ? 1 : 0);
    case 'float':
      return out.float(options, slot, Number(value ?? 0));
    case 'int':
    case 'positive':
      return out.int(options, slot, Number(value ?? 0));
    case 'ints':
      out.child(options, slot);
      return out.ints(value as readonly number[]);
  }
}
