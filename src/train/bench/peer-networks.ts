/** The networks that `bench train` times, the same as the native peer's: layer by layer, batch norm and ReLU after all but the last. */
type Side = number | readonly [number, number];

export type PeerLayer =
  | { readonly kind: 'conv'; readonly filters: number; readonly size: Side; readonly stride: number }
  | { readonly kind: 'depthwise'; readonly stride: number }
  | { readonly kind: 'residual'; readonly filters: number; readonly stride: number }
  | { readonly kind: 'dense'; readonly units: number };

export interface PeerNetwork {
  readonly name: string;
  /** Height, width, channels of an image, or the length of a vector. */
  readonly input: readonly number[];
  readonly layers: readonly PeerLayer[];
  /** Outputs of the last, dense layer: class scores, or the input again. */
  readonly outputs: number;
  readonly loss: 'cross-entropy' | 'squared-error';
}

const conv = (filters: number, size: Side, stride = 1): PeerLayer => ({ kind: 'conv', filters, size, stride });
const separable = (filters: number, stride = 1): readonly PeerLayer[] => [{ kind: 'depthwise', stride }, conv(filters, 1)];
const residual = (filters: number, stride: number): PeerLayer => ({ kind: 'residual', filters, stride });
const dense = (units: number): PeerLayer => ({ kind: 'dense', units });

const MOBILENET_BLOCKS = [[16], [32, 2], [32], [64, 2], [64], [128, 2], [128], [128], [128], [128], [128], [256, 2], [256]] as const;

export const PEER_NETWORKS: readonly PeerNetwork[] = [
  {
    name: 'ds-cnn',
    input: [49, 10, 1],
    layers: [conv(64, [10, 4], 2), ...separable(64), ...separable(64), ...separable(64), ...separable(64)],
    outputs: 12,
    loss: 'cross-entropy',
  },
  {
    name: 'resnet-8',
    input: [32, 32, 3],
    layers: [conv(16, 3), residual(16, 1), residual(32, 2), residual(64, 2)],
    outputs: 10,
    loss: 'cross-entropy',
  },
  {
    name: 'mobilenet-v1-025',
    input: [96, 96, 3],
    layers: [conv(8, 3, 2), ...MOBILENET_BLOCKS.flatMap(([filters, stride]) => separable(filters, stride))],
    outputs: 2,
    loss: 'cross-entropy',
  },
  {
    name: 'autoencoder',
    input: [640],
    layers: [128, 128, 128, 128, 8, 128, 128, 128, 128].map(dense),
    outputs: 640,
    loss: 'squared-error',
  },
  {
    name: 'mnist-cnn',
    input: [28, 28, 1],
    layers: [conv(16, 3), conv(32, 3, 2), { kind: 'depthwise', stride: 1 }, conv(64, 1)],
    outputs: 10,
    loss: 'cross-entropy',
  },
];
