/**
 * TFLM's MicroAllocator, replayed: persistent bytes come down from the end of the arena, everything temporary grows up from its start,
 * and allocation fails where the two would meet. The bytes each step needs are followed, so the largest is the smallest arena that works.
 * Source: micro_allocator.cc, micro_interpreter.cc, micro_allocation_info.cc and single_arena_buffer_allocator.cc of
 * tensorflow/tflite-micro at 90b983c2.
 */
import type { DeployedGraph, DeployedTensor } from '../../graph/deployed.ts';
import type { Ledger } from './ledger.ts';
import type { KernelRecords } from './memory.ts';
import { kernelRecords } from './memory.ts';
import type { Abi } from './structs.ts';
import { alignUp, layoutOf } from './structs.ts';
import type { Target } from './target.ts';

/** MicroArenaBufferAlignment: of planned buffers, and of what kernels ask for. */
export const ARENA_ALIGNMENT = 16;
/** Requests one operator may make for scratch; room for them is kept while it prepares. */
const SCRATCH_REQUESTS_PER_OP = 12;

/** Bytes of TFLM's own records under an ABI. */
interface Records {
  readonly word: number;
  readonly arenaAllocator: number;
  readonly planner: number;
  readonly microAllocator: number;
  readonly builtinAllocator: number;
  readonly subgraph: number;
  readonly evalTensor: number;
  readonly node: number;
  readonly tensor: number;
  readonly quantization: number;
  readonly scratchRequest: number;
  readonly allocationInfo: number;
  readonly plannedBuffer: number;
}

function recordsUnder(abi: Abi): Records {
  const bytes = (fields: string): number => layoutOf(fields, abi).bytes;
  return {
    word: abi.pointerBytes,
    arenaAllocator: bytes('pp ppppp p i'),
    planner: bytes('p ii pppp ii p b'),
    microAllocator: bytes('p pppp b p p p'),
    builtinAllocator: bytes('pp'),
    subgraph: bytes('pp'),
    evalTensor: bytes('pp e'),
    node: bytes('(pppppp i) p'),
    tensor: bytes('(ep) (ii) p p p e e b'),
    quantization: bytes('pp i'),
    scratchRequest: bytes('p ii'),
    allocationInfo: bytes('pp iii b'),
    plannedBuffer: bytes('iiii') + 2 * bytes('i') + bytes('iii') + bytes('i'),
  };
}

const recordTables = new Map<Abi, Records>();

function recordsOf(abi: Abi): Records {
  const known = recordTables.get(abi);
  if (known !== undefined) return known;
  const records = recordsUnder(abi);
  recordTables.set(abi, records);
  return records;
}

/** Called with every persistent allocation: what it is, the bytes asked for, and the bytes it took with its padding. */
export type Journal = (what: string, bytes: number, taken: number) => void;

const INITIAL_REQUESTS = 256;

/**
 * The state of one replay. Steps in their order: `prepareModel`, then `plan` with the number of buffers to place, then `commit` with
 * the bytes they were placed in. An instance is reused: `prepareModel` starts afresh.
 */
export class MicroAllocator implements Ledger {
  /** Persistent bytes so far. */
  tail = 0;
  /** Bytes of the smallest arena in which every step so far succeeds, before rounding. */
  needed = 0;
  /** Scratch requests: how many, and of each its bytes and its operator (index in the graph). */
  scratchCount = 0;
  scratchBytes = new Float64Array(INITIAL_REQUESTS);
  scratchOp = new Int32Array(INITIAL_REQUESTS);
  /** End of what lies at the start of the arena: scratch requests, temporary records, the plan. */
  private front = 0;
  private tensors: readonly DeployedTensor[] = [];
  private records: Records = recordsOf({ pointerBytes: 4, enumBytes: 1 });
  private opIndex = 0;
  private prefix = '';
  private readonly journal: Journal | undefined;

  constructor(journal?: Journal) {
    this.journal = journal;
  }

  /** From the creation of the allocator to the last operator's Prepare. `order` lists operator indices; undefined is the graph's own. */
  prepareModel(graph: DeployedGraph, target: Target, order: readonly number[] | undefined): void {
    this.start(graph, target);
    const { records } = this;
    const table = kernelRecords(target);
    const count = order?.length ?? graph.ops.length;
    this.takeAligned(records.subgraph, records.word, 'SubgraphAllocations');
    this.takeAligned(records.evalTensor * graph.tensors.length, records.word, 'TfLiteEvalTensor of every tensor');
    this.takeAligned(records.node * graph.ops.length, records.word, 'NodeAndRegistration of every operator');
    for (let i = 0; i < count; i++) this.parse(graph, table, order?.[i] ?? i);
    for (let i = 0; i < count; i++) this.init(graph, table, order?.[i] ?? i);
    for (let i = 0; i < count; i++) this.prepare(graph, table, target, order?.[i] ?? i);
    this.prefix = '';
    this.keepHandlesAndVariables();
  }

  /** The temporary records of planning `buffers` buffers: each must fit above what is already kept. */
  plan(buffers: number): void {
    const { records } = this;
    this.allocateTemp(records.word);
    this.allocateTemp(records.allocationInfo * (this.tensors.length + this.scratchCount));
    this.require(alignUp(this.front, ARENA_ALIGNMENT) + alignUp(this.tail, ARENA_ALIGNMENT) + records.plannedBuffer * buffers);
  }

  /** Fixes the planned bytes, then makes the records of the graph's inputs and outputs. */
  commit(graph: DeployedGraph, plannedBytes: number): void {
    this.setFront(plannedBytes);
    this.keepTensors(graph.inputs, 'input');
    this.keepTensors(graph.outputs, 'output');
  }

  /** Smallest arena, a multiple of 16 like the addresses it starts and ends at. */
  get minimumBytes(): number {
    return alignUp(this.needed, ARENA_ALIGNMENT);
  }

  temp(tensor: number | undefined): void {
    if (tensor === undefined || tensor < 0) return;
    const scales = this.tensors[tensor]?.scaleCount ?? 0;
    this.allocateTemp(this.records.tensor);
    if (scales === 0) return;
    this.allocateTemp(this.records.quantization);
    this.allocateTemp(4 + 4 * scales);
  }

  persist(bytes: number, what: string): void {
    this.takeAligned(bytes, ARENA_ALIGNMENT, what);
  }

  scratch(bytes: number, _what: string): void {
    if (this.scratchCount === this.scratchBytes.length) this.grow();
    this.scratchBytes[this.scratchCount] = bytes;
    this.scratchOp[this.scratchCount] = this.opIndex;
    this.scratchCount++;
  }

  private start(graph: DeployedGraph, target: Target): void {
    const records = recordsOf(target.abi);
    this.tail = 0;
    this.needed = 0;
    this.scratchCount = 0;
    this.front = 0;
    this.tensors = graph.tensors;
    this.records = records;
    this.takeAligned(records.arenaAllocator, records.word, 'SingleArenaBufferAllocator');
    this.takeAligned(records.planner, records.word, 'GreedyMemoryPlanner');
    this.takeAligned(records.microAllocator, records.word, 'MicroAllocator');
    this.takeAligned(records.builtinAllocator, records.word, 'MicroBuiltinDataAllocator');
    this.keepRequests();
  }

  private parse(graph: DeployedGraph, table: Readonly<Record<string, KernelRecords>>, index: number): void {
    const { code } = graph.ops[index]!;
    const { params } = table[code]!;
    if (params.bytes === 0) return;
    if (this.journal !== undefined) this.prefix = `${code}: `;
    this.takeAligned(params.bytes, params.align, 'builtin parameters');
  }

  private init(graph: DeployedGraph, table: Readonly<Record<string, KernelRecords>>, index: number): void {
    const { code } = graph.ops[index]!;
    const { opDataBytes } = table[code]!;
    if (opDataBytes === 0) return;
    if (this.journal !== undefined) this.prefix = `${code}: `;
    this.persist(opDataBytes, 'operator data');
  }

  private prepare(graph: DeployedGraph, table: Readonly<Record<string, KernelRecords>>, target: Target, index: number): void {
    const op = graph.ops[index]!;
    if (this.journal !== undefined) this.prefix = `${op.code}: `;
    this.opIndex = index;
    table[op.code]!.prepare(this, op, graph, target);
    this.keepRequests();
  }

  private keepHandlesAndVariables(): void {
    if (this.scratchCount > 0) this.takeAligned(this.records.word * this.scratchCount, this.records.word, 'handle of every scratch buffer');
    for (let i = 0; i < this.tensors.length; i++) {
      const tensor = this.tensors[i]!;
      if (tensor.role === 'variable') this.persist(tensor.bytes, 'variable tensors');
    }
  }

  private keepTensors(indices: readonly number[], kind: 'input' | 'output'): void {
    this.persist(this.records.word * indices.length, `pointers to the ${kind}s`);
    for (let i = 0; i < indices.length; i++) {
      const scales = this.tensors[indices[i]!]?.scaleCount ?? 0;
      this.takeAligned(this.records.tensor, this.records.word, `TfLiteTensor of each ${kind}`);
      if (scales === 0) continue;
      this.takeAligned(this.records.quantization, this.records.word, `quantisation of each ${kind}`);
      this.takeAligned(4 + 4 * scales, 4, `zero points of each ${kind}`);
    }
  }

  /** Room for the scratch requests so far and those one more operator may make. */
  private keepRequests(): void {
    this.setFront(this.records.scratchRequest * (this.scratchCount + SCRATCH_REQUESTS_PER_OP));
  }

  private setFront(bytes: number): void {
    this.front = bytes;
    this.require(bytes + this.tail);
  }

  private allocateTemp(bytes: number): void {
    this.front = alignUp(this.front, this.records.word) + bytes;
    this.require(this.front + this.tail);
  }

  /** The end of the arena lies at a multiple of 16, so bytes below it align as addresses do. */
  private takeAligned(bytes: number, alignment: number, what: string): void {
    const before = this.tail;
    this.tail = alignUp(before + bytes, alignment);
    // TFLM lets it grow over temporary records, which are then overwritten: count that as not fitting.
    this.require(this.front + this.tail);
    if (this.journal !== undefined) this.journal(this.prefix + what, bytes, this.tail - before);
  }

  private require(bytes: number): void {
    if (bytes > this.needed) this.needed = bytes;
  }

  private grow(): void {
    const bytes = new Float64Array(2 * this.scratchBytes.length);
    const ops = new Int32Array(2 * this.scratchOp.length);
    bytes.set(this.scratchBytes);
    ops.set(this.scratchOp);
    this.scratchBytes = bytes;
    this.scratchOp = ops;
  }
}
