import { writeFile } from 'node:fs/promises';
import { formatBytes } from '../../core/base/format.ts';
import { withoutFileTypes } from '../../core/deploy/without-file-types.ts';
import { deploy } from '../../core/deploy/deploy.ts';
import type { Design } from '../../core/document/design.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { CALIBRATION_OPTIONS, calibrationBatch, calibrationMethod } from '../calibration.ts';
import { type Command, textOf, unusable } from '../command.ts';
import { openSource, problemText, weightsOf } from '../sources.ts';

/** Post-training quantisation: a network with float weights becomes an int8 .tflite. */
export const quantizeCommand: Command = {
  name: 'quantize',
  usage:
    'quantize FILE|LINK -o OUT.tflite [--data IN.bin... | --seed N] [--method minmax|percentile|mse] [--percent P] [--io int8|float32] [--addresses] [--json]',
  summary: 'a network with float weights as an int8 .tflite, calibrated on samples (float32, one behind the other)',
  options: { ...CALIBRATION_OPTIONS, io: { type: 'string' }, output: { type: 'string', short: 'o' }, addresses: { type: 'boolean' } },
  run: async (operands, values) => {
    const output = textOf(values, 'output');
    if (operands.length !== 1 || output === undefined) return unusable('quantize: name one network, and with -o the .tflite to write');
    const io = textOf(values, 'io') ?? 'int8';
    if (io !== 'int8' && io !== 'float32') return unusable(`quantize: --io "${io}" is neither int8 nor float32`);
    const method = calibrationMethod(values);
    if (!method.ok) return unusable(`quantize: ${method.error.message}`);
    const opened = await openSource(operands[0]!);
    if (!opened.ok) return unusable(opened.error.message);
    const weights = weightsOf(opened.value);
    if (!weights.ok) return unusable(weights.error.message);
    const design = asInt8(opened.value.design, io);
    const batch = await calibrationBatch(values, design.graph);
    if (!batch.ok) return unusable(`quantize: ${batch.error.message}`);
    const deployed = deploy(
      design,
      { weights: weights.value },
      { batch: batch.value, method: method.value, fixAddresses: values['addresses'] === true, kernels: createWasmKernels() },
    );
    if (!deployed.ok) return unusable(`${operands[0]}: ${problemText(deployed.error)}`);
    await writeFile(output, deployed.value.file);
    const notes = [...(opened.value.notes ?? []), ...deployed.value.notes];
    return {
      status: 0,
      json: { written: output, bytes: deployed.value.file.length, ops: deployed.value.graph.ops.length, notes },
      text: `wrote ${output}, ${formatBytes(deployed.value.file.length)}`,
      complaints: notes.map((note) => `note: ${note}`),
    };
  },
};

function asInt8({ origin: _, ...design }: Design, io: 'int8' | 'float32'): Design {
  return { ...design, graph: withoutFileTypes(design.graph), quantize: { scheme: 'int8', io } };
}
