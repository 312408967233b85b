/** What `estimate` answers: the figures of the command line's contract, and per node what the screen shows. */
import type { Evidence, Receipt } from '../base/evidence.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { GraphNode, NodeId, NodeProblem } from '../graph/graph.ts';
import type { TensorType } from '../graph/tensor.ts';
import type { PlacedBuffer } from '../schedule/placed-buffer.ts';

export type { PlacedBuffer };

export interface SramEstimate {
  readonly activations: number;
  readonly persistent: number;
  readonly arena: number;
  readonly minArena: number;
  /** Interpreter object, stack allowance, application. */
  readonly total: number;
  readonly available: number;
  readonly region: string;
  /** Index of the operator at the peak in `deployed.ops`. */
  readonly peakOp: number;
  readonly evidence: Evidence;
}

export interface FlashEstimate {
  readonly model: number;
  readonly code: number;
  readonly total: number;
  readonly available: number;
  readonly evidence: Evidence;
}

export interface LatencyEstimate {
  readonly instructions: number;
  readonly cycles: number;
  /** undefined when the clock is not known. */
  readonly ms: number | undefined;
  /** Half-width of the 90 % band. */
  readonly errorPercent: number;
  readonly evidence: Evidence;
}

export interface EnergyEstimate {
  readonly microjoules: number | undefined;
  readonly evidence: Evidence;
}

/** µNAS resource model: bytes (one an element) at the peak without and with the network's input, bytes of weights, MACs. */
export interface UnasFigures {
  readonly pmu: number;
  readonly pmuWithInput: number;
  readonly size: number;
  readonly macs: number;
}

export type Limit = 'sram' | 'flash' | 'latency' | 'energy';

/** Cost of one deployed operator. */
export interface OpCost {
  readonly macs: number;
  readonly params: number;
  readonly instructions: number;
  readonly cycles: number;
  readonly scratch: number;
  /** Bytes of its constants in flash. */
  readonly weightBytes: number;
  /** Bytes alive while it runs. */
  readonly liveBytes: number;
}

/** Cost and output types of one design node: the sum over the operators it became. */
export interface NodeFacts extends OpCost {
  readonly node: NodeId;
  readonly outputs: readonly TensorType[];
}

export interface Estimate {
  readonly deployed: DeployedGraph;
  readonly macs: number;
  readonly params: number;
  readonly sram: SramEstimate;
  readonly flash: FlashEstimate;
  readonly latency: LatencyEstimate;
  readonly energy: EnergyEstimate;
  /** Under the literature's model (runtime `unas`) only: its own figures, which the budgets then mean. */
  readonly unas?: UnasFigures;
  readonly fits: boolean | 'unknown';
  /** The limit exceeded by the largest factor; undefined when nothing binds. */
  readonly binding: Limit | undefined;
  /** Buffers at their addresses, in the order they are planned. */
  readonly buffers: readonly PlacedBuffer[];
  /** Per deployed operator. */
  readonly ops: readonly OpCost[];
  readonly warnings: readonly Warning[];
  /** Nodes that could not be costed, and why. */
  readonly problems: readonly NodeProblem[];
  /** The design's nodes in running order, copies of repeated blocks included, and the output types of each sound one. */
  readonly nodes: readonly GraphNode[];
  readonly types: readonly (readonly TensorType[] | undefined)[];
}

export interface Warning {
  readonly message: string;
  readonly node?: NodeId;
  /** slow: runs many times slower. wrong: may give wrong outputs. unsupported: does not run. info: worth knowing. */
  readonly kind: 'slow' | 'wrong' | 'unsupported' | 'info';
}

/** The receipts behind the four headline numbers, made on demand. */
export type Receipts = Readonly<Record<Limit, readonly Receipt[]>>;
