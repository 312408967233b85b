import { writeFile } from 'node:fs/promises';
import { sha256 } from '../../core/base/sha256.ts';
import { bundleFiles, identifier } from '../../core/bundle/bundle.ts';
import { zipBundle } from '../../core/bundle/zip-bundle.ts';
import { deploy } from '../../core/deploy/deploy.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { CALIBRATION_OPTIONS, calibrationBatch, calibrationMethod } from '../calibration.ts';
import { type Command, textOf, unusable } from '../command.ts';
import { openSource, problemText } from '../sources.ts';
import { onChip, parseTarget, TARGET_OPTIONS } from '../targets.ts';

/** Everything a firmware project needs of a model, with a program that proves on the chip that it computes the same. */
export const bundleCommand: Command = {
  name: 'bundle',
  usage: 'bundle FILE|LINK -o OUT.zip [--chip ID] [--runtime ID] [--data IN.bin...] [--method ...] [--addresses] [--json]',
  summary: 'a zip to build firmware from: model, arena, resolver, scales, golden vectors and a program that checks them',
  options: { ...TARGET_OPTIONS, ...CALIBRATION_OPTIONS, output: { type: 'string', short: 'o' }, addresses: { type: 'boolean' } },
  run: async (operands, values) => {
    const output = textOf(values, 'output');
    if (operands.length !== 1 || output === undefined) return unusable('bundle: name one network, and with -o the .zip to write');
    const target = parseTarget(values);
    if (!target.ok) return unusable(target.error.message);
    const method = calibrationMethod(values);
    if (!method.ok) return unusable(`bundle: ${method.error.message}`);
    const opened = await openSource(operands[0]!);
    if (!opened.ok) return unusable(opened.error.message);
    const design = onChip(opened.value.design, target.value.chips?.[0], target.value);
    const batch = await calibrationBatch(values, design.graph);
    if (!batch.ok) return unusable(`bundle: ${batch.error.message}`);
    const kernels = createWasmKernels();
    const options = { batch: batch.value, method: method.value, fixAddresses: values['addresses'] === true, kernels };
    const deployed = deploy(design, opened.value, options);
    if (!deployed.ok) return unusable(`${operands[0]}: ${problemText(deployed.error)}`);
    const { file: model, notes: learned } = deployed.value;
    const notes = [...(opened.value.notes ?? []), ...learned];
    const files = bundleFiles({ model, design, hash: sha256(model), page: '', notes, kernels });
    if (!files.ok) return unusable(`${operands[0]}: ${problemText(files.error)}`);
    const zip = zipBundle(identifier(design.name), files.value);
    await writeFile(output, zip);
    return {
      status: 0,
      json: { written: output, bytes: zip.length, files: [...files.value.keys()], notes },
      text: `wrote ${output}: ${[...files.value.keys()].join(', ')}`,
      complaints: notes.map((note) => `note: ${note}`),
    };
  },
};
