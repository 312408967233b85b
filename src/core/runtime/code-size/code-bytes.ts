/**
 * Flash taken by code: the interpreter and the kernels a graph registers. A kernel linked alone brings the arithmetic it shares with
 * others (quantised multipliers, soft-float); linked together they bring it once. How much that is follows from the measured networks.
 */
import type { Evidence, ReceiptRow } from '../../base/evidence.ts';
import { weakest } from '../../base/evidence.ts';
import type { DeployedGraph, OpCode } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';
import { CORTEX_M0PLUS_CMSIS, CORTEX_M4_CMSIS, CORTEX_M4_REFERENCE, CORTEX_M55_CMSIS, STAND_INS } from './measured.ts';
import type { CodeMeasurement, MeasuredCode } from './measured.ts';

export interface CodeSize {
  readonly bytes: number;
  readonly evidence: Evidence;
  readonly rows: readonly ReceiptRow[];
}

/** A build whose code was measured, or one like it. */
interface Build {
  readonly measured: CodeMeasurement;
  readonly empty: number;
  /** Kernels against the measured ones. */
  readonly factor: number;
  readonly evidence: Evidence;
}

function build(measured: CodeMeasurement, factor = 1, empty = measured.empty, evidence: Evidence = 'modelled'): Build {
  return { measured, empty, factor, evidence };
}

const CMSIS: Readonly<Partial<Record<Core, Build>>> = {
  'cortex-m0': build(CORTEX_M0PLUS_CMSIS),
  'cortex-m0+': build(CORTEX_M0PLUS_CMSIS),
  // Soft-float as on the M0+, Thumb-2 as on the M4.
  'cortex-m3': build(CORTEX_M0PLUS_CMSIS, 0.95),
  'cortex-m4': build(CORTEX_M4_CMSIS),
  'cortex-m7': build(CORTEX_M4_CMSIS, 1.009),
  'cortex-m33': build(CORTEX_M4_CMSIS, 1.008, 17764),
  'cortex-m55': build(CORTEX_M55_CMSIS),
  'cortex-m85': build(CORTEX_M55_CMSIS),
};

/** Outside Cortex-M4 nobody measured the reference kernels: the factors are stated, from how the other kernels differ. */
const REFERENCE: Readonly<Record<Core, Build>> = {
  'cortex-m0': build(CORTEX_M4_REFERENCE, 1.5, 18440),
  'cortex-m0+': build(CORTEX_M4_REFERENCE, 1.5, 18440),
  'cortex-m3': build(CORTEX_M4_REFERENCE, 1.2),
  'cortex-m4': build(CORTEX_M4_REFERENCE),
  'cortex-m7': build(CORTEX_M4_REFERENCE),
  'cortex-m33': build(CORTEX_M4_REFERENCE, 1, 17764),
  'cortex-m55': build(CORTEX_M4_REFERENCE, 0.97, 17768),
  'cortex-m85': build(CORTEX_M4_REFERENCE, 0.97, 17768),
  'xtensa-lx6': build(CORTEX_M4_REFERENCE, 1.1, 19850),
  'xtensa-lx7': build(CORTEX_M4_REFERENCE, 1.1, 19850),
  'esp32-s3': build(CORTEX_M4_REFERENCE, 1.1, 19850),
  riscv32: build(CORTEX_M4_REFERENCE, 1.3, 21650),
  'esp32-p4': build(CORTEX_M4_REFERENCE, 1.2, 21650),
  riscv64: build(CORTEX_M4_REFERENCE, 1.2, 21650),
  avr: build(CORTEX_M4_REFERENCE, 2, 36000, 'unknown'),
};

/** Kernels whose arithmetic four of the measured networks' operators have in common. */
const ARITHMETIC: ReadonlySet<MeasuredCode> = new Set([
  'ADD',
  'CONV_2D',
  'DEPTHWISE_CONV_2D',
  'FULLY_CONNECTED',
  'LOGISTIC',
  'MEAN',
  'MUL',
  'QUANTIZE',
  'SOFTMAX',
  'SVDF',
]);

/** Kernels with an _INT8 registration; the dense one's saving was measured, the others' together. */
const INT8_REGISTERED: ReadonlySet<OpCode> = new Set([
  'ADD',
  'AVERAGE_POOL_2D',
  'CONV_2D',
  'DEPTHWISE_CONV_2D',
  'FULLY_CONNECTED',
  'MAX_POOL_2D',
  'MUL',
  'SOFTMAX',
  'SVDF',
]);

/** What follows from one measurement; computed once. */
interface Parts {
  /** Arithmetic shared by the kernels of ARITHMETIC. */
  readonly arithmetic: number;
  /** Shared by convolution and depthwise convolution beyond that. */
  readonly convolutions: number;
  /** Share of a kernel's own code that its _INT8 registration saves. */
  readonly int8Share: number;
  readonly int8DenseShare: number;
}

/** No kernel is all arithmetic: at least a quarter of it is its own. */
const LARGEST_SHARED = 0.75;

function partsOf({ alone, keywordSpotting, imageClassification, int8Saving }: CodeMeasurement): Parts {
  const common = alone.CONV_2D + alone.FULLY_CONNECTED + alone.AVERAGE_POOL_2D + alone.RESHAPE + alone.SOFTMAX;
  // Both networks have four kernels with arithmetic: linked together, three copies of it fall away.
  const arithmetic = (common + alone.ADD - imageClassification) / 3;
  const convolutions = common + alone.DEPTHWISE_CONV_2D - keywordSpotting - 3 * arithmetic;
  const own = alone.CONV_2D + alone.DEPTHWISE_CONV_2D + alone.SOFTMAX - 3 * arithmetic + alone.AVERAGE_POOL_2D;
  return {
    arithmetic,
    convolutions,
    int8Share: (int8Saving.keywordSpotting - int8Saving.dense) / own,
    int8DenseShare: int8Saving.dense / (alone.FULLY_CONNECTED - arithmetic),
  };
}

const PARTS = new Map([CORTEX_M4_CMSIS, CORTEX_M4_REFERENCE, CORTEX_M55_CMSIS, CORTEX_M0PLUS_CMSIS].map((each) => [each, partsOf(each)]));

interface KernelCode {
  readonly shared: number;
  readonly own: number;
  readonly like: MeasuredCode;
}

function kernelCode(code: OpCode, { alone }: CodeMeasurement, parts: Parts, int8: boolean): KernelCode {
  const [like, factor] = code in STAND_INS ? STAND_INS[code as keyof typeof STAND_INS] : [code as MeasuredCode, 1];
  const bytes = alone[like] * factor;
  const shared = ARITHMETIC.has(like) ? Math.min(parts.arithmetic, LARGEST_SHARED * bytes) : 0;
  const saving = code === 'FULLY_CONNECTED' ? parts.int8DenseShare : parts.int8Share;
  return { shared, own: (bytes - shared) * (int8 && INT8_REGISTERED.has(code) ? 1 - saving : 1), like };
}

function kernelRow(code: OpCode, { own, like }: KernelCode, factor: number): ReceiptRow {
  const value = Math.round(own * factor);
  if (code === 'OPAQUE') return { label: 'operators not known here', value, formula: 'taken for a small kernel', evidence: 'unknown' };
  if (like === code) return { label: code, value, source: 'code_size.csv', evidence: 'modelled' };
  return { label: code, value, formula: `not measured; taken for the size of ${like}`, evidence: 'modelled' };
}

/**
 * Bytes of linked code of the runtime and of the kernels a graph uses, within 5 % of every measured set of operators. `int8Registrations`
 * registers only the int8 variant of the kernels that have one.
 */
export function codeBytes(deployed: DeployedGraph, runtime: RuntimeId, core: Core, int8Registrations: boolean): CodeSize {
  const { measured, empty, factor, evidence } = (runtime === 'tflm-cmsis-nn' ? CMSIS[core] : undefined) ?? REFERENCE[core];
  const parts = PARTS.get(measured)!;
  const codes = new Set<OpCode>();
  for (const op of deployed.ops) codes.add(op.code);
  const rows: ReceiptRow[] = [{ label: 'interpreter and allocator', value: empty, source: 'code_size.csv', evidence: 'measured' }];
  let shared = 0;
  for (const code of codes) {
    const kernel = kernelCode(code, measured, parts, int8Registrations);
    shared = Math.max(shared, kernel.shared);
    rows.push(kernelRow(code, kernel, factor));
  }
  if (shared > 0) rows.push({ label: 'arithmetic the kernels share', value: Math.round(shared * factor), evidence: 'modelled' });
  if (codes.has('CONV_2D') && codes.has('DEPTHWISE_CONV_2D')) {
    rows.push({ label: 'shared by the convolutions', value: -Math.round(parts.convolutions * factor), evidence: 'modelled' });
  }
  const bytes = rows.reduce((sum, row) => sum + row.value, 0);
  return { bytes, evidence: weakest(evidence, codes.has('OPAQUE') ? 'unknown' : 'modelled'), rows };
}
