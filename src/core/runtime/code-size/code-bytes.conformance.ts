import { describe, expect, it } from 'vitest';
import type { DeployedGraph, DeployedOp, OpCode } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import { hasReference, referenceRows } from '../../../testing/reference-files.ts';
import type { RuntimeId } from '../runtime.ts';
import { codeBytes } from './code-bytes.ts';

const CONFIGS: Readonly<Record<string, readonly [RuntimeId, Core]>> = {
  m4cmsis: ['tflm-cmsis-nn', 'cortex-m4'],
  m4ref: ['tflm-reference', 'cortex-m4'],
  m7cmsis: ['tflm-cmsis-nn', 'cortex-m7'],
  m33cmsis: ['tflm-cmsis-nn', 'cortex-m33'],
  m55cmsis: ['tflm-cmsis-nn', 'cortex-m55'],
  m0cmsis: ['tflm-cmsis-nn', 'cortex-m0+'],
};

const DENSE: readonly OpCode[] = ['FULLY_CONNECTED'];
const KEYWORDS: readonly OpCode[] = ['CONV_2D', 'DEPTHWISE_CONV_2D', 'AVERAGE_POOL_2D', 'RESHAPE', 'FULLY_CONNECTED', 'SOFTMAX'];
const NETWORKS: Readonly<Record<string, readonly OpCode[]>> = {
  empty_resolver: [],
  hello_world_int8: DENSE,
  mlperf_ad: DENSE,
  mlperf_ad_int8reg: DENSE,
  mlperf_ic: ['CONV_2D', 'ADD', 'AVERAGE_POOL_2D', 'RESHAPE', 'FULLY_CONNECTED', 'SOFTMAX'],
  mlperf_kws: KEYWORDS,
  mlperf_kws_int8reg: KEYWORDS,
  mlperf_vww: KEYWORDS,
};

/** "op_AddConv2D" is CONV_2D. */
function codesOf(set: string): readonly OpCode[] {
  const name = set.replace(/^op_Add/, '').replace(/Conv2D|Pool2D/, (each) => each.replace('2D', '_2D'));
  const code = name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
  return NETWORKS[set] ?? [code as OpCode];
}

function graphOf(codes: readonly OpCode[]): DeployedGraph {
  const ops = codes.map((code) => ({ code, inputs: [], outputs: [], options: {}, node: undefined }) as unknown as DeployedOp);
  return { tensors: [], ops, inputs: [], outputs: [] };
}

describe.runIf(hasReference)('linked code size', () => {
  it('is within 5 % of every measured set of operators', () => {
    const rows = referenceRows('code_size.csv');
    const errors = rows.map((row) => {
      const [runtime, core] = CONFIGS[row['config']!]!;
      const set = row['model_ops']!;
      const actual = Number(row['text_rodata_bytes']) + Number(row['data_bytes']);
      const { bytes } = codeBytes(graphOf(codesOf(set)), runtime, core, set.endsWith('int8reg'));
      return { where: `${row['config']} ${set}: ${bytes} for ${actual}`, percent: 100 * Math.abs(bytes / actual - 1) };
    });
    const worst = errors.toSorted((a, b) => b.percent - a.percent).slice(0, 5);
    console.log(
      `code size, ${rows.length} sets, worst:`,
      worst.map(({ where, percent }) => `${where} (${percent.toFixed(2)} %)`).join('; '),
    );
    expect(rows.length).toBe(106);
    expect(worst[0]!.percent).toBeLessThanOrEqual(5);
  });
});
