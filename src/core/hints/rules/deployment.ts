import { chipOf } from '../../cost/chip-of.ts';
import type { Design } from '../../document/design.ts';
import { settleOrigin } from '../../document/origin.ts';
import { RUNTIMES } from '../../runtime/runtimes.ts';
import type { HintContext } from '../context.ts';
import type { Candidate } from '../hint.ts';

/** The order of least peak instead of the file's. */
export function bestOrderOfBranches({ design, readers }: HintContext): Candidate[] {
  const branches =
    [...readers.values()].some((each) => each.length > 1) || design.graph.nodes.filter((node) => node.op === 'input').length > 1;
  if (design.order === 'best' || design.runtime === 'unas' || !branches) return [];
  return [
    {
      id: 'best-order',
      title: 'Run the operators in the order of least peak',
      why: 'Branches may run in any order; the file is written so that the least waits in SRAM.',
      nodes: [],
      keeps: 'same outputs',
      apply: (each) => ({ ...each, order: 'best' }),
    },
  ];
}

/** int8 instead of float32: the whole network, or its input and output. */
export function integers({ design }: HintContext): Candidate[] {
  const { scheme, io } = design.quantize;
  const quantized = (each: Design): Design => settleOrigin(each, { ...each, quantize: { scheme: 'int8', io: 'int8' } });
  if (scheme === 'float32') {
    return [
      {
        id: 'int8',
        title: 'Quantise to int8',
        why: 'A quarter of the bytes, and the fast integer kernels; quantise while training where accuracy suffers.',
        nodes: [],
        keeps: 'retrain',
        apply: quantized,
      },
    ];
  }
  if (scheme === 'file' || io === 'int8') return [];
  return [
    {
      id: 'int8-io',
      title: 'Take int8 in and give int8 out',
      why: 'Without conversion on the chip, input and output need a quarter of the bytes; the application scales instead.',
      nodes: [],
      keeps: 'same outputs',
      apply: quantized,
    },
  ];
}

/** Kernels registered for int8 only. */
export function int8Registrations({ design, estimate }: HintContext): Candidate[] {
  const onlyInt8 = estimate.deployed.tensors.every((tensor) => tensor.role !== 'activation' || tensor.type === 'int8');
  if (design.application.int8Registrations || design.runtime !== 'tflm-cmsis-nn' || !onlyInt8) return [];
  return [
    {
      id: 'int8-registrations',
      title: 'Register the int8 kernels only',
      why: 'With the _INT8 registrations the linker leaves the int16 and float kernels out; this network uses none of them.',
      nodes: [],
      keeps: 'same outputs',
      apply: (each) => ({ ...each, application: { ...each.application, int8Registrations: true } }),
    },
  ];
}

/** CMSIS-NN instead of the reference kernels, where the core has it. */
export function fasterKernels({ design }: HintContext): Candidate[] {
  if (design.runtime !== 'tflm-reference' || !RUNTIMES['tflm-cmsis-nn'].runsOn(chipOf(design).core)) return [];
  return [
    {
      id: 'cmsis-nn',
      title: 'Use the CMSIS-NN kernels',
      why: 'The same network runs many times faster; they take some scratch memory and more code.',
      nodes: [],
      keeps: 'same outputs',
      apply: (each) => ({ ...each, runtime: 'tflm-cmsis-nn' }),
    },
  ];
}
