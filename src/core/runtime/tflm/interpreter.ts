/** What TFLM keeps in SRAM outside the arena: the interpreter object and the operator resolver. */
import type { ReceiptRow } from '../../base/evidence.ts';
import type { DeployedGraph } from '../../graph/deployed.ts';

const SOURCE = 'tensorflow/tflite-micro 90b983c2, sizes under arm-none-eabi-gcc 12.2; reference/memory_model.md';

/** sizeof(MicroInterpreter) on a 32-bit target. */
const INTERPRETER_BYTES = 208;
/** sizeof(TFLMRegistration): five functions, a builtin code, a custom name. */
const REGISTRATION_BYTES = 28;
/** A row of the resolver's table of parsers: a builtin code and a function. */
const PARSER_BYTES = 8;
/** The resolver's virtual table pointer and its two counts. */
const RESOLVER_FIXED_BYTES = 12;
/** .data and .bss of the library beside these objects. */
const STATIC_BYTES = 100;

/** Operator kinds of a graph, each registered once with the resolver. */
export function registrationCount(graph: DeployedGraph): number {
  const kinds = new Set<string>();
  for (const op of graph.ops) kinds.add(op.code === 'OPAQUE' ? `${op.options.builtin} ${op.options.name}` : op.code);
  return kinds.size;
}

function resolverBytes(registrations: number): number {
  return RESOLVER_FIXED_BYTES + (REGISTRATION_BYTES + PARSER_BYTES) * registrations;
}

/** Bytes outside the arena, for a resolver with room for just the graph's operator kinds. */
export function interpreterBytes(graph: DeployedGraph): number {
  return INTERPRETER_BYTES + resolverBytes(registrationCount(graph)) + STATIC_BYTES;
}

/** The rows `interpreterBytes` sums. */
export function interpreterReceipt(graph: DeployedGraph): readonly ReceiptRow[] {
  const registrations = registrationCount(graph);
  return [
    { label: 'MicroInterpreter', value: INTERPRETER_BYTES, evidence: 'measured', source: SOURCE },
    {
      label: 'MicroMutableOpResolver',
      value: resolverBytes(registrations),
      formula: `12 + (28 + 8) x ${registrations} operator kinds`,
      evidence: 'exact',
      source: SOURCE,
    },
    { label: 'static data of the library', value: STATIC_BYTES, evidence: 'measured', source: `${SOURCE}: about 0.1 KB` },
  ];
}
