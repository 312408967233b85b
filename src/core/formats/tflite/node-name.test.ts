import { expect, it } from 'vitest';
import type { DeployedOp } from '../../graph/deployed.ts';
import { nodeName } from './node-name.ts';

const CONV = { code: 'CONV_2D' } as DeployedOp;
const DEPTHWISE = { code: 'DEPTHWISE_CONV_2D' } as DeployedOp;
const DENSE = { code: 'FULLY_CONNECTED' } as DeployedOp;
const ADD = { code: 'ADD' } as DeployedOp;

it('names a node for its layer, not for the operations fused into it', () => {
  const fused =
    'model/activation_1/Relu;model/batch_normalization_1/FusedBatchNormV3;model/conv2d_1/BiasAdd/ReadVariableOp/resource;model/conv2d_1/BiasAdd';
  expect(nodeName(CONV, fused)).toBe('conv2d_1');
  expect(nodeName(DEPTHWISE, 'm/activation_3/Relu;m/depthwise_conv2d_1/depthwise;m/conv2d_9/Conv2D')).toBe('depthwise_conv2d_1');
  expect(nodeName(DENSE, 'sequential/dense/MatMul;sequential/dense/Relu;sequential/dense/BiasAdd')).toBe('dense');
  expect(nodeName(ADD, 'model/activation_2/Relu;model/add/add')).toBe('add');
});

it('gives no name where the file has none worth showing', () => {
  const names = [
    '',
    '1346',
    'act_7',
    'Identity_int8',
    'StatefulPartitionedCall:0',
    'fuse_transform_10',
    'input.9_te_transform',
    'Relu',
    'x'.repeat(33),
  ];
  expect(names.map((name) => nodeName(CONV, name))).toEqual(names.map(() => ''));
});

it('keeps a plain name of its own', () => {
  expect(nodeName(DENSE, 'labels_softmax')).toBe('labels_softmax');
  expect(nodeName(ADD, 'add_1')).toBe('add_1');
});
