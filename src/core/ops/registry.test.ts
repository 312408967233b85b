import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { randomNetwork } from '../../testing/random-network.ts';
import { autoName, defaultNode, displayName, isOpKind, opOf, OPS, type OpKind } from './registry.ts';

const KINDS = Object.keys(OPS) as OpKind[];

describe('the registry', () => {
  it('holds every operation under its own kind', () => {
    expect(KINDS.filter((kind) => OPS[kind].kind !== kind)).toEqual([]);
  });

  it('has words for each: a label, a sentence, and labels for every parameter', () => {
    const specs = Object.values(OPS);
    expect(new Set(specs.map((spec) => spec.label)).size).toBe(specs.length);
    expect(specs.filter((spec) => !/^[^a-z].{8,}\.$/.test(spec.summary)).map((spec) => spec.kind)).toEqual([]);
    expect(specs.flatMap((spec) => spec.fields.filter((field) => field.label === ''))).toEqual([]);
  });

  it('names each parameter once and gives it a default inside its own limits', () => {
    for (const { kind, fields, settle } of Object.values(OPS)) {
      expect(new Set(fields.map((field) => field.name)).size, kind).toBe(fields.length);
      const defaults = Object.fromEntries(fields.map((field) => [field.name, field.default]));
      expect(settle(defaults).problem, kind).toBeUndefined();
    }
  });

  it('refuses every parameter just outside its limits', () => {
    for (const { fields, settle } of Object.values(OPS)) {
      for (const field of fields) {
        if (field.kind !== 'int' && field.kind !== 'float') continue;
        expect(settle({ [field.name]: field.max + 1 }).problem?.where).toBe(field.name);
        expect(settle({ [field.name]: field.min - 1 }).problem?.where).toBe(field.name);
        expect(settle({ [field.name]: Number.NaN }).problem?.where).toBe(field.name);
      }
    }
  });

  it('keeps what a card says short', () => {
    const random = createRandom(5);
    for (let i = 0; i < 300; i++) {
      for (const node of randomNetwork(random, { nodes: 10 }).nodes) expect(opOf(node)!.card(node.params).length).toBeLessThan(40);
    }
  });

  it('writes parameters on cards', () => {
    expect(OPS.conv2d.card({ strideH: 2, strideW: 2, activation: 'relu' })).toBe('3×3 · 16 · /2 · relu');
    expect(OPS.conv2d.card({ kernelH: 10, kernelW: 4, filters: 64, strideH: 2 })).toBe('10×4 · 64 · /2×1');
    expect(OPS.depthwise_conv2d.card({ multiplier: 2 })).toBe('3×3 · ×2');
    expect(OPS.dense.card({ units: 12, activation: 'hard_swish' })).toBe('12 · hard swish');
    expect(OPS.max_pool2d.card({})).toBe('2×2 · /2');
    expect(OPS.add.card({ activation: 'relu' })).toBe('relu');
    expect(OPS.input.card({ shape: [49, 10, 1] })).toBe('49×10×1');
  });

  it('knows no operation by the name of a built-in property', () => {
    expect(isOpKind('constructor')).toBe(false);
    expect(opOf({ id: '1', op: '__proto__', name: '', params: {}, inputs: [] })).toBeUndefined();
  });

  it('makes default nodes with open inputs', () => {
    expect(defaultNode('add', '7')).toEqual({ id: '7', op: 'add', name: '', params: {}, inputs: [undefined, undefined] });
    expect(defaultNode('input', '1').inputs).toEqual([]);
  });

  it('names an unnamed node by its kind and id, and a named one as the user does', () => {
    const node = defaultNode('depthwise_conv2d', '3');
    expect(autoName(node)).toBe('depthwise conv2d 3');
    expect(displayName(node)).toBe('depthwise conv2d 3');
    expect(displayName({ ...node, name: 'stem' })).toBe('stem');
  });
});
