/** Short names for the nodes of an opened file, from the long ones of its tensors. */
import type { DeployedOp, OpCode } from '../../graph/deployed.ts';

const MAX_CHARACTERS = 32;
/** Last parts of names that say which TensorFlow operation ran, not which layer it belonged to. */
const OPERATIONS =
  /^(\w*Relu6?|BiasAdd|Conv2D|MatMul|depthwise|AvgPool|MaxPool|Mean|add|mul|sub|concat|Reshape|Softmax|Sigmoid|Tanh|Pad|FusedBatchNormV3|ReadVariableOp|resource\d*|[A-Z]\w*V\d)$/;
/** Of these, the ones that layers are called by as well: "model/add/add". */
const LAYER_TOO = /^(add|mul|sub|concat)$/;
/** Names without meaning: the automatic name says more. */
const MEANINGLESS = /^(\d+|act_?\d*|Identity\w*|\w*PartitionedCall.*|\w*transform\w*|tensor\d*|t\d+|Relu6?|input.*_te_.*|[\W_]*)$/i;
/** Which layer an operator's own is, when a fused name lists several. */
const FAMILY: Readonly<Partial<Record<OpCode, RegExp>>> = {
  CONV_2D: /^(?!.*(depth|separable)).*conv/i,
  DEPTHWISE_CONV_2D: /depth|separable|dw/i,
  FULLY_CONNECTED: /dense|fc|linear|logits|head/i,
};

/**
 * The layer's name: "model/activation_2/Relu;model/conv2d_1/BiasAdd" of a CONV_2D gives "conv2d_1". Empty when nothing readable is there.
 */
export function nodeName(op: DeployedOp, outputName: string): string {
  const layers = outputName.split(';').map(layerOf).filter(isReadable);
  const family = FAMILY[op.code];
  const own = layers.find((layer) => (family === undefined ? !isFused(layer) : family.test(layer)));
  return own ?? layers[0] ?? '';
}

function layerOf(path: string): string {
  const parts = path.replace(/:\d+$/, '').split('/');
  while (parts.length > (LAYER_TOO.test(parts.at(-1)!) ? 2 : 1) && OPERATIONS.test(parts.at(-1)!)) parts.pop();
  return parts.at(-1)!;
}

function isFused(layer: string): boolean {
  return /^(activation|batch_norm)/i.test(layer);
}

function isReadable(layer: string): boolean {
  return layer.length > 0 && layer.length <= MAX_CHARACTERS && /^[\x20-\x7e]+$/.test(layer) && !MEANINGLESS.test(layer);
}
