/**
 * A question asked again and again while the user edits: only the newest matters. A worker that dies or never answers becomes a typed
 * answer, not a promise that hangs, and the next question gets a new worker.
 */

/** A worker that answers one kind of question. */
export interface JobWorker<Input, Output> {
  readonly run: (input: Input) => Promise<Output>;
  /** Calls back when the worker dies by itself. */
  readonly onDeath: (listener: (reason: string) => void) => void;
  readonly terminate: () => void;
}

export type JobAnswer<Output> =
  | { readonly kind: 'done'; readonly value: Output }
  /** A newer question came before this one was answered. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface LatestJob<Input, Output> {
  readonly ask: (input: Input) => Promise<JobAnswer<Output>>;
  /** Ends the worker; an open question fails. */
  readonly stop: () => void;
}

interface Question<Input, Output> {
  readonly input: Input;
  readonly answer: (answer: JobAnswer<Output>) => void;
}

/** `start` makes a worker when one is needed; a question that takes longer than `limitMs` fails and its worker is ended. */
export function createLatestJob<Input, Output>(start: () => JobWorker<Input, Output>, limitMs: number): LatestJob<Input, Output> {
  let worker: JobWorker<Input, Output> | undefined;
  let running: Question<Input, Output> | undefined;
  let waiting: Question<Input, Output> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  const settle = (question: Question<Input, Output>, answer: JobAnswer<Output>): void => {
    if (question !== running) return;
    clearTimeout(timer);
    running = undefined;
    if (answer.kind === 'failed') end();
    question.answer(answer);
    next();
  };
  const begin = (): JobWorker<Input, Output> => {
    const begun = start();
    begun.onDeath((reason) => {
      if (worker === begun && running !== undefined) settle(running, { kind: 'failed', reason });
      else if (worker === begun) end();
    });
    return begun;
  };
  const next = (): void => {
    if (running !== undefined || waiting === undefined) return;
    const question = waiting;
    running = question;
    waiting = undefined;
    timer = setTimeout(() => settle(question, { kind: 'failed', reason: `no answer within ${limitMs / 1000} s` }), limitMs);
    attempt(() => (worker ??= begin()).run(question.input)).then(
      (value) => settle(question, { kind: 'done', value }),
      (error: unknown) => settle(question, { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    );
  };
  return {
    ask: (input) =>
      new Promise((answer) => {
        waiting?.answer({ kind: 'superseded' });
        waiting = { input, answer };
        next();
      }),
    stop: () => {
      waiting?.answer({ kind: 'superseded' });
      waiting = undefined;
      if (running === undefined) end();
      else settle(running, { kind: 'failed', reason: 'stopped' });
    },
  };
}

/** The promise; a thrown error becomes a rejection. */
async function attempt<T>(action: () => Promise<T>): Promise<T> {
  return action();
}
