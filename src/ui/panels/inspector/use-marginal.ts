/** The marginal cost of every numeric parameter, worked out while the page is idle. */
import { useEffect, useState } from 'react';
import type { GraphNode } from '../../../core/graph/graph.ts';
import type { ParamField } from '../../../core/ops/op.ts';
import { useEstimate } from '../../../state/hooks.ts';
import { marginalOf, type Marginal } from './marginal.ts';

const NONE: ReadonlyMap<string, Marginal> = new Map();

/** By field name; the values of the step before stay until the new ones are there. */
export function useMarginal(nodes: readonly GraphNode[], fields: readonly ParamField[]): ReadonlyMap<string, Marginal> {
  const estimate = useEstimate((state) => state.estimate);
  const design = useEstimate((state) => state.design);
  const [marginal, setMarginal] = useState(NONE);
  useEffect(() => {
    const found = new Map<string, Marginal>();
    const tasks = fields.flatMap((field) => {
      if (field.kind !== 'int' && field.kind !== 'float') return [];
      return [
        (): void => {
          const cost = marginalOf(design, estimate, nodes, field);
          if (cost !== undefined) found.set(field.name, cost);
        },
      ];
    });
    return whenIdle(tasks, () => setMarginal(found));
    // oxlint-disable-next-line react/exhaustive-deps -- nodes and fields follow from the design and the selection this is mounted for
  }, [design, estimate]);
  return marginal;
}

/** Runs the tasks one by one, each in a moment of its own, so that typing is never held up. Returns what stops them. */
function whenIdle(tasks: readonly (() => void)[], done: () => void): () => void {
  let at = 0;
  const next = (): void => {
    const task = tasks[at++];
    if (task === undefined) return done();
    task();
    timer = setTimeout(next, 0);
  };
  let timer = setTimeout(next, 60);
  return () => clearTimeout(timer);
}
