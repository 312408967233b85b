/** Runs side by side: what they were set up with, where that differs, and what came of them. */
import { formatAccuracy, formatBytes, formatNumber } from '../../../../core/base/format.ts';
import type { Recipe } from '../../../../core/training/recipe.ts';
import type { KeptRun, RunOutcome } from '../../../../state/kept-run.ts';

export interface RunRow {
  readonly label: string;
  /** One a run. */
  readonly values: readonly string[];
}

const LABELS: Readonly<Record<string, string>> = {
  epochs: 'Epochs, float',
  'quantization.epochs': 'Epochs, int8-aware',
  'quantization.weightBits': 'Bits of a weight',
  'quantization.learningRate': 'Learning rate, int8-aware',
  'quantization.ranges': 'Ranges of values',
  'optimizer.kind': 'Optimiser',
  'optimizer.weightDecay': 'Weight decay',
  'schedule.kind': 'Schedule',
  learningRate: 'Learning rate',
  labelSmoothing: 'Label smoothing',
  clipNorm: 'Gradient norm, at most',
  augment: 'Augmentation',
};

/** What differs in design, data, device and recipe; nothing for the same setup. */
export function setupDifferences(runs: readonly KeptRun[]): readonly RunRow[] {
  const recipes = runs.map(({ recipe }) => flat(recipe));
  const paths = new Set(recipes.flatMap((recipe) => [...recipe.keys()]));
  const rows = [
    { label: 'Design', values: runs.map(({ design }) => design) },
    { label: 'Data', values: runs.map(({ data }) => data) },
    ...[...paths].map((path) => ({ label: labelOf(path), values: recipes.map((recipe) => recipe.get(path) ?? '–') })),
    { label: 'Device', values: runs.map(({ device }) => device) },
  ];
  return rows.filter(({ values }) => new Set(values).size > 1);
}

export function resultRows(runs: readonly KeptRun[]): readonly RunRow[] {
  const row = (label: string, text: (outcome: Done) => string): RunRow => ({
    label,
    values: runs.map(({ outcome }) => (outcome.kind === 'done' ? text(outcome) : '–')),
  });
  return [
    row('On the chip', ({ onChip }) => formatAccuracy(onChip)),
    row('In float32', ({ float }) => formatAccuracy(float)),
    row('Same class named', ({ agreement }) => formatAccuracy(agreement)),
    { label: 'Best validation loss', values: runs.map(bestLoss) },
    row('File', ({ fileBytes }) => formatBytes(fileBytes)),
    row('Took', ({ seconds }) => `${formatNumber(seconds)} s`),
  ];
}

type Done = Extract<RunOutcome, { readonly kind: 'done' }>;

function bestLoss({ epochs }: KeptRun): string {
  return epochs.length === 0 ? '–' : formatNumber(Math.min(...epochs.map(({ validation }) => validation.loss)), 4);
}

/** The settings by path: "optimizer.kind". */
function flat(recipe: Recipe): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (value: unknown, path: string): void => {
    if (value === undefined) return;
    if (typeof value === 'object') for (const [key, each] of Object.entries(value ?? {})) visit(each, path === '' ? key : `${path}.${key}`);
    else found.set(path, valueText(value));
  };
  visit(recipe, '');
  return found;
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

/** Settings without words of their own are called by their path: "Optimizer momentum". */
function labelOf(path: string): string {
  const words = path.replaceAll('.', ' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return LABELS[path] ?? `${words[0]!.toUpperCase()}${words.slice(1)}`;
}
