/**
 * Scales that are trained like weights, as learned step size quantisation has it (LSQ, Esser et al. 2020). Their logarithms are the parameters
 * (Jain et al. 2020), so that a scale stays above 0 and a step of the optimiser changes large and small ones by the same share.
 */
import { exp, log, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Weights } from '../../core/document/weights.ts';
import type { Network } from '../model/network.ts';
import type { Parameter } from '../model/parameters.ts';

/** Stands for a node where scales are kept among weights; no node of a design has this name. */
const SCALES = '';

export class LearnedScales {
  private readonly network: Network;
  private readonly kind: string;
  private readonly logarithms = new Map<number, Parameter>();

  /** `kind` tells these scales from others of the network. */
  constructor(network: Network, kind: string) {
    this.network = network;
    this.kind = kind;
  }

  /** Has so many scales learned under a number. */
  add(number: number, count: number): void {
    this.logarithms.set(number, this.network.addParameter(SCALES, `${this.kind} ${number}`, [count]));
  }

  has(number: number): boolean {
    return this.logarithms.has(number);
  }

  numbers(): readonly number[] {
    return [...this.logarithms.keys()];
  }

  /** With their gradient; undefined for what is not learned. To be called in a tidy. */
  of(number: number): Tensor1D | undefined {
    const held = this.logarithms.get(number);
    return held && (exp(held.variable) as Tensor1D);
  }

  /** All of them, in numbers. */
  async read(): Promise<ReadonlyMap<number, readonly number[]>> {
    const known = new Map<number, readonly number[]>();
    for (const number of this.logarithms.keys()) {
      const scales = this.of(number)!;
      known.set(number, [...(await scales.data<'float32'>())]);
      scales.dispose();
    }
    return known;
  }

  /** Of a number that is learned; to be called in a tidy. */
  set(number: number, scales: Tensor): void {
    this.logarithms.get(number)!.variable.assign(log(scales));
  }
}

/** The weights of the network alone. */
export function withoutScales({ nodes, ...weights }: Weights): Weights {
  return { ...weights, nodes: new Map([...nodes].filter(([node]) => node !== SCALES)) };
}
