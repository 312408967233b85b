/** The best operator order of the open design, worked out in the background: the newest answer, and whether it is of the design shown. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BestOrderFacts } from '../core/cost/best-order-facts.ts';
import type { Design } from '../core/document/design.ts';
import type { OrderJob } from '../jobs/order-job.ts';
import type { DesignStore } from './design-store.ts';

export interface OrderState {
  /** Of the design shown when `status` is done; of an earlier one while it runs. */
  readonly facts: BestOrderFacts | undefined;
  /** The design that `facts` are of. */
  readonly design: Design | undefined;
  /** `off`: there is no worker (an embed). */
  readonly status: 'off' | 'running' | 'done' | 'failed';
  /** Why it failed. */
  readonly reason: string | undefined;
}

export type OrderStore = StoreApi<OrderState>;

/** Edits that follow each other this quickly are one question, ms. */
const ASK_AFTER_MS = 100;

/** What the answer depends on; a renamed design or a dragged node asks nothing. */
const RELEVANT = ['graph', 'quantize', 'chip', 'customChips', 'runtime', 'origin'] as const satisfies (keyof Design)[];

/** Follows the design from now on. */
export function createOrderStore(designs: DesignStore, job: OrderJob | undefined): OrderStore {
  const store = createStore<OrderState>()(() => ({
    facts: undefined,
    design: undefined,
    status: job === undefined ? 'off' : 'running',
    reason: undefined,
  }));
  if (job === undefined) return store;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (): Promise<void> => {
    const { design } = designs.getState();
    const answer = await job.ask(design);
    if (answer.kind === 'superseded' || !sameQuestion(design, designs.getState().design)) return;
    if (answer.kind === 'done') store.setState({ facts: answer.value, design, status: 'done', reason: undefined });
    else store.setState({ facts: undefined, design: undefined, status: 'failed', reason: answer.reason });
  };
  const schedule = (delay: number): void => {
    clearTimeout(timer);
    store.setState({ status: 'running' });
    timer = setTimeout(() => void ask(), delay);
  };
  designs.subscribe((state, before) => {
    if (!sameQuestion(state.design, before.design)) schedule(ASK_AFTER_MS);
  });
  schedule(0);
  return store;
}

/** The best order of `design`, where it has been found. */
export function knownOrder({ facts, design: of }: OrderState, design: Design): readonly number[] | undefined {
  return of !== undefined && sameQuestion(of, design) ? facts?.order : undefined;
}

function sameQuestion(a: Design, b: Design): boolean {
  return RELEVANT.every((field) => a[field] === b[field]);
}
