/** Operators that nobody measured: counted by what they read and write. */
import type { OpCode } from '../../../graph/deployed.ts';
import type { Kernel } from '../kernel.ts';

/** A loop over all bytes in and out; what it costs is stated in ../instructions.ts, not fitted. */
export const spareLoop: Kernel<OpCode> = {
  name: 'not measured',
  terms: ['call', 'bytes in', 'bytes out'],
  count: (op, graph, counts) => {
    let read = 0;
    let written = 0;
    for (const input of op.inputs) read += graph.tensors[input]?.role === 'activation' ? graph.tensors[input].bytes : 0;
    for (const output of op.outputs) written += graph.tensors[output]?.bytes ?? 0;
    counts.add(1).add(read).add(written);
  },
};
