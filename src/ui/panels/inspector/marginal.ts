/** What one step of a numeric parameter would cost. */
import { estimate } from '../../../core/cost/estimate.ts';
import type { Estimate } from '../../../core/cost/estimate-types.ts';
import type { Design } from '../../../core/document/design.ts';
import { setParam } from '../../../core/graph/edits.ts';
import type { GraphNode } from '../../../core/graph/graph.ts';
import { paramOf, type ParamField } from '../../../core/ops/op.ts';
import { opOf } from '../../../core/ops/registry.ts';

export type NumericField = Extract<ParamField, { kind: 'int' | 'float' }>;

export interface Marginal {
  /** 1, or -1 where the parameter is at its largest. */
  readonly steps: 1 | -1;
  /** Bytes. */
  readonly sram: number;
  readonly flash: number;
  readonly ms: number | undefined;
  /** The mistake that the step would make. */
  readonly problem: string | undefined;
}

export function stepOf(field: NumericField): number {
  return field.kind === 'float' ? 0.1 : (field.step ?? 1);
}

/** All nodes take the step; undefined when none of them can. */
export function marginalOf(design: Design, before: Estimate, nodes: readonly GraphNode[], field: NumericField): Marginal | undefined {
  const steps = nodes.some((node) => valueOf(node, field) + stepOf(field) > field.max) ? -1 : 1;
  const graph = nodes.reduce((current, node) => {
    const next = valueOf(node, field) + steps * stepOf(field);
    return next < field.min ? current : setParam(current, node.id, field.name, next);
  }, design.graph);
  if (graph === design.graph) return undefined;
  const after = estimate({ ...design, graph });
  const [old, now] = [before.latency.ms, after.latency.ms];
  return {
    steps,
    sram: after.sram.total - before.sram.total,
    flash: after.flash.total - before.flash.total,
    ms: old === undefined || now === undefined ? undefined : now - old,
    problem: newProblem(before, after),
  };
}

function valueOf(node: GraphNode, field: NumericField): number {
  const value = paramOf(opOf(node)?.fields ?? [], node.params, field.name);
  return typeof value === 'number' ? value : field.default;
}

function newProblem(before: Estimate, after: Estimate): string | undefined {
  const known = new Set(before.problems.map((problem) => problem.node));
  return after.problems.find((problem) => !known.has(problem.node))?.message;
}
