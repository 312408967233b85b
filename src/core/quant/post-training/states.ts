/** Tensors that last from run to run with a range of their own. */
import type { DeployedOp, DeployedTensor, OpCode } from '../../graph/deployed.ts';
import type { Affine, Range } from '../kernels/quantization.ts';

/** SVDF's memory, an LSTM's cell. An LSTM's hidden state is on the scale of its output. */
export function statesOf({ code, inputs }: DeployedOp): readonly number[] {
  if (code === 'SVDF') return [inputs[4]!];
  return code === 'UNIDIRECTIONAL_SEQUENCE_LSTM' ? [inputs[19]!] : [];
}

/** States are symmetric: SVDF's spans what was seen, the LSTM's cell is int16 on a power of two. */
export function stateAffine({ type }: DeployedTensor, range: Range | undefined, code: OpCode): Affine {
  const magnitude = Math.max(Math.abs(range?.low ?? 0), Math.abs(range?.high ?? 0));
  if (code === 'UNIDIRECTIONAL_SEQUENCE_LSTM') return { scale: 2 ** (Math.ceil(Math.log2(Math.max(magnitude, 1))) - 15), zeroPoint: 0 };
  const most = type === 'int16' ? 32767 : 127;
  return { scale: Math.fround(magnitude / most) || 1, zeroPoint: 0 };
}
