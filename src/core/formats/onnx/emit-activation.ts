/** What follows an operator's sum, or stands by itself: every activation function the deployed graph knows. */
import type { Activation } from '../../graph/deployed.ts';
import { float } from './attributes.ts';
import type { Exporter } from './exporter.ts';
import { unsupported } from './importer.ts';

const NAMED = { RELU: 'Relu', TANH: 'Tanh' } as const;
const LIMITS = { RELU6: [0, 6], RELU_N1_TO_1: [-1, 1] } as const;

export function activated(exporter: Exporter, activation: Activation, value: string): string {
  if (activation === 'NONE') return value;
  if (activation === 'RELU' || activation === 'TANH') return exporter.node(NAMED[activation], [value]);
  if (activation === 'SIGN_BIT') return unsupported('ONNX has no SIGN_BIT');
  const [low, high] = LIMITS[activation];
  return exporter.node('Clip', [value, exporter.scalar('min', low), exporter.scalar('max', high)]);
}

/** x * hard_sigmoid(x), which operator sets before 14 have no single node for. */
export function hardSwish(exporter: Exporter, value: string): string {
  const gate = exporter.node('HardSigmoid', [value], { alpha: float(1 / 6), beta: float(0.5) });
  return exporter.node('Mul', [value, gate]);
}
