/** Behind a gauge: the user's budget for it, and the receipt of the number. */
import { Suspense, useState, type RefObject } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Limit } from '../../core/cost/estimate-types.ts';
import type { Budgets } from '../../core/document/design.ts';
import { useDesign, useEstimate } from '../../state/hooks.ts';
import { evaluate } from '../widgets/arithmetic.ts';
import { plainText } from '../widgets/format.ts';
import { Popover } from '../widgets/overlay/Popover.tsx';
import { ReceiptList } from '../widgets/ReceiptList.tsx';
import { headlineOf, LIMIT_WORDS } from './headline.ts';
import { useReceipts } from './use-receipts.ts';
import { useWorkspace } from './workspace.ts';

interface BudgetPopoverProps {
  readonly limit: Limit;
  readonly trigger: RefObject<Element | null>;
  readonly onClose: () => void;
}

export function BudgetPopover({ limit, trigger, onClose }: BudgetPopoverProps) {
  const receipts = useReceipts();
  const [opened] = useState(() => receipts(limit));
  return (
    <Popover trigger={trigger} label={`${LIMIT_WORDS[limit].label}: budget and receipt`} onClose={onClose} placement="bottom end">
      <div className="budget-popover">
        <BudgetForm limit={limit} />
        <Suspense>
          <ReceiptList receipts={opened} />
        </Suspense>
      </div>
    </Popover>
  );
}

function BudgetForm({ limit }: { readonly limit: Limit }) {
  const { commands, readOnly } = useWorkspace();
  const { budget, unit, scale, measure } = LIMIT_WORDS[limit];
  const budgets = useDesign((state) => state.design.budgets);
  const chips = useEstimate(useShallow((state) => headlineOf(state.estimate, { ...state.design, budgets: {} }, limit))).limit;
  const own = budgets[budget];
  const [draft, setDraft] = useState<string>();
  const set = (value: number | undefined): void => commands.setBudgets(withBudget(budgets, budget, value));
  const commit = (): void => {
    if (draft === undefined) return;
    const typed = evaluate(draft);
    setDraft(undefined);
    if (draft.trim() === '') set(undefined);
    else if (typed !== undefined && typed > 0) set(typed * scale);
  };
  return (
    <form
      className="budget-form"
      onSubmit={(event) => {
        event.preventDefault();
        commit();
      }}
    >
      <label htmlFor={`budget-${limit}`}>Budget</label>
      <input
        id={`budget-${limit}`}
        className="field"
        inputMode="decimal"
        disabled={readOnly}
        placeholder="none"
        value={draft ?? (own === undefined ? '' : String(own / scale))}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
      />
      <span className="unit">{unit}</span>
      <span className="grow faint">{chips === undefined ? '' : `the chip has ${plainText(chips, measure)}`}</span>
      {own !== undefined && (
        <button type="button" className="button" disabled={readOnly} onClick={() => set(undefined)}>
          {chips === undefined ? 'No budget' : "The chip's"}
        </button>
      )}
    </form>
  );
}

function withBudget(budgets: Budgets, name: keyof Budgets, value: number | undefined): Budgets {
  const { [name]: _old, ...rest } = budgets;
  return value === undefined ? rest : { ...rest, [name]: value };
}
