import { describe, expect, it } from 'vitest';
import { readTflite } from '../../formats/tflite/read.ts';
import type { DeployedGraph } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import { hasReference, referenceModels, referenceRows } from '../../../testing/reference-files.ts';
import { warningsOf } from './warnings.ts';

const CORES: readonly Core[] = ['cortex-m4', 'cortex-m55', 'cortex-m0+'];

function graphs(): [string, DeployedGraph][] {
  return referenceModels().map(({ name, bytes }) => {
    const file = readTflite(bytes, name);
    if (!file.ok) throw new Error(file.error.message);
    return [name, file.value.graph];
  });
}

describe.runIf(hasReference)('warnings against what the real runtime did', () => {
  const all = graphs();

  it('calls nothing unsupported that ran', () => {
    const refused = all.flatMap(([name, graph]) =>
      CORES.flatMap((core) => warningsOf(graph, 'tflm-cmsis-nn', core).map(({ kind, message }) => ({ name, kind, message }))).filter(
        ({ kind }) => kind === 'unsupported',
      ),
    );
    expect(refused).toEqual([]);
  });

  it('calls a model wrong exactly where its outputs differed from the reference kernels', () => {
    const differed = new Set(referenceRows('generated/kernel_differences.csv').map((row) => `${row['model']} ${row['core']}`));
    // The LSTM differs only from the second inference on: its single-run outputs agree.
    const generated = all.filter(([name]) => /^(net|op)_/.test(name) && !name.startsWith('op_lstm'));
    const warned = generated.flatMap(([name, graph]) =>
      CORES.filter((core) => warningsOf(graph, 'tflm-cmsis-nn', core).some(({ kind }) => kind === 'wrong')).map(
        (core) => `${name} ${core}`,
      ),
    );
    expect(warned.toSorted()).toEqual([...differed].toSorted());
  });
});
