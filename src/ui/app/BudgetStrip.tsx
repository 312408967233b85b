/** SRAM, flash, latency and energy against their limits, always in the same place, and the verdict. */
import { useShallow } from 'zustand/react/shallow';
import type { Estimate } from '../../core/cost/estimate-types.ts';
import { useEstimate } from '../../state/hooks.ts';
import { isWaiting } from '../editor/waiting.ts';
import { Icon, type IconName } from '../widgets/Icon.tsx';
import { BudgetGauge } from './BudgetGauge.tsx';
import { LIMITS } from './headline.ts';

export function BudgetStrip() {
  return (
    <section className="budget-strip" aria-label="Budgets">
      <VerdictMark />
      {LIMITS.map((limit) => (
        <BudgetGauge key={limit} limit={limit} />
      ))}
    </section>
  );
}

function VerdictMark() {
  const empty = useEstimate((state) => state.design.graph.nodes.length === 0);
  const verdict = useEstimate(useShallow((state) => verdictOf(state.estimate)));
  if (empty) return undefined;
  return (
    <output className={`verdict ${verdict.tone}`} aria-live="polite" data-tip={verdict.tip}>
      <Icon name={verdict.icon} />
      {verdict.text}
    </output>
  );
}

interface VerdictWords {
  readonly icon: IconName;
  readonly text: string;
  readonly tone: string;
  readonly tip: string;
}

const NAMES = { sram: 'SRAM', flash: 'flash', latency: 'latency', energy: 'energy' } as const;

export function verdictOf({ fits, binding, problems }: Estimate): VerdictWords {
  const mistakes = problems.filter((problem) => !isWaiting(problem.message)).length;
  if (mistakes > 0)
    return {
      icon: 'error',
      text: mistakes === 1 ? '1 mistake' : `${mistakes} mistakes`,
      tone: 'over',
      tip: `${mistakes} ${mistakes === 1 ? 'node has a mistake' : 'nodes have mistakes'}; the numbers cover the rest.`,
    };
  if (fits === true) return { icon: 'check-circle', text: 'Fits', tone: 'ok', tip: 'Every total is within its limit.' };
  if (fits === 'unknown') return { icon: 'unknown', text: 'Unknown', tone: 'muted', tip: 'A limited total is not known for this chip.' };
  const what = binding === undefined ? 'limit' : NAMES[binding];
  return { icon: 'warning', text: `Over ${what}`, tone: 'over', tip: `The ${what} limit binds: it is exceeded by the largest factor.` };
}
