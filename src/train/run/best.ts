/** Keeps the epoch of a phase that validated best. */
import type { SplitScore } from '../../core/training/progress.ts';
import type { BestEpoch } from '../../core/training/snapshot.ts';
import type { Network } from '../model/network.ts';
import { writeWeights } from '../model/parameters.ts';
import { weightsOf } from '../model/network.ts';
import type { Quantization } from './quantization.ts';

export class Best {
  private readonly network: Network;
  private readonly quantization: Quantization | undefined;
  private held: BestEpoch | undefined;

  constructor(network: Network, quantization: Quantization | undefined, held: BestEpoch | undefined) {
    this.network = network;
    this.quantization = quantization;
    this.held = held;
  }

  /** Epochs since the best; 0 before there is one. */
  get age(): number {
    return this.held?.age ?? 0;
  }

  /** An epoch has ended with this score. */
  async offer(score: SplitScore): Promise<void> {
    if (this.held !== undefined && !isBetter(score, this.held.score)) {
      this.held = { ...this.held, age: this.held.age + 1 };
      return;
    }
    this.held = { score, weights: await weightsOf(this.network), ranges: this.quantization?.save(), age: 0 };
  }

  save(): BestEpoch | undefined {
    return this.held;
  }

  /** Puts it back into the network and the ranges. */
  restore(): void {
    if (this.held === undefined) return;
    writeWeights(this.network.design, this.network.parameters, this.held.weights);
    if (this.held.ranges !== undefined) this.quantization?.restore(this.held.ranges);
  }
}

function isBetter(a: SplitScore, b: SplitScore): boolean {
  if (a.accuracy !== undefined && b.accuracy !== undefined && a.accuracy !== b.accuracy) return a.accuracy > b.accuracy;
  return a.loss < b.loss;
}
