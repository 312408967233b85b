/** Who may import whom. Change the tables when the design changes; do not work round them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cyclesOf, importsOf } from './testing/import-graph.ts';
import type { Import, SourceFiles } from './testing/import-graph.ts';

/** Each layer and what it may import directly; a layer may skip down, so it may import all that these may. The longest prefix of a path is its layer. */
const LAYERS = {
  'src/core/base/': [],
  'src/core/audio/': ['src/core/base/'],
  'src/core/graph/': ['src/core/base/'],
  'src/core/dataset/': ['src/core/audio/', 'src/core/graph/'],
  'src/core/ops/': ['src/core/graph/'],
  'src/core/mcu/': ['src/core/ops/'],
  'src/core/runtime/': ['src/core/mcu/', 'src/core/audio/'],
  'src/core/lower/': ['src/core/runtime/'],
  'src/core/schedule/': ['src/core/lower/'],
  'src/core/document/': ['src/core/schedule/'],
  'src/core/formats/tflite/': ['src/core/document/'],
  'src/core/formats/': ['src/core/formats/tflite/'],
  'src/core/quant/': ['src/core/document/'],
  'src/core/samples/': ['src/core/document/'],
  'src/core/cost/': ['src/core/document/', 'src/core/formats/tflite/'],
  'src/core/hints/': ['src/core/cost/'],
  'src/core/deploy/': ['src/core/cost/', 'src/core/quant/', 'src/core/formats/'],
  'src/core/bundle/': ['src/core/cost/', 'src/core/quant/', 'src/core/formats/'],
  'src/core/export/': ['src/core/deploy/', 'src/core/bundle/'],
  'src/core/search/': ['src/core/cost/', 'src/core/quant/', 'src/core/formats/'],
  'src/core/': ['src/core/search/', 'src/core/export/', 'src/core/hints/', 'src/core/samples/', 'src/core/dataset/'],
  'src/jobs/': ['src/core/'],
  'src/kernels/': ['src/core/'],
  'src/litert/': ['src/core/'],
  'src/data/': ['src/core/'],
  'src/train/': ['src/core/', 'src/kernels/'],
  'src/workers/': ['src/jobs/', 'src/train/', 'src/data/', 'src/kernels/'],
  'src/cli/': ['src/jobs/', 'src/train/', 'src/data/', 'src/kernels/'],
  'src/state/': ['src/jobs/'],
  'src/ui/charts/': ['src/core/base/'],
  'src/ui/widgets/': ['src/core/base/'],
  'src/ui/': ['src/state/', 'src/litert/', 'src/ui/charts/', 'src/ui/widgets/'],
  'src/main.tsx': ['src/ui/', 'src/workers/', 'src/cli/'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Layer = keyof typeof LAYERS;

/** Packages and who may import them; a package that is not here may be imported by tests only. Node's own modules are `node:`. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@dagrejs/dagre': ['src/ui/'],
  '@litertjs/core': ['src/litert/'],
  '@tensorflow': ['src/train/'],
  '@xyflow/react': ['src/ui/', 'src/main.tsx'],
  comlink: ['src/jobs/', 'src/workers/'],
  fflate: ['src/core/', 'src/data/', 'src/cli/'],
  flatbuffers: ['src/core/formats/'],
  idb: ['src/state/', 'src/data/'],
  jsfive: ['src/core/formats/'],
  'node:': ['src/cli/'],
  react: ['src/state/', 'src/ui/', 'src/main.tsx'],
  'react-aria-components': ['src/ui/'],
  'react-dom': ['src/ui/', 'src/main.tsx'],
  recharts: ['src/ui/'],
  valibot: ['src/core/', 'src/jobs/', 'src/state/'],
  zustand: ['src/state/', 'src/ui/', 'src/main.tsx'],
};

const isTest = (path: string): boolean => /\.(test|conformance)\.tsx?$/.test(path) || path.startsWith('src/testing/');

function layerOf(path: string): Layer | undefined {
  const prefixes = (Object.keys(LAYERS) as Layer[]).filter((prefix) => path.startsWith(prefix));
  return prefixes.toSorted((a, b) => b.length - a.length)[0];
}

/** The layer itself and everything below it. */
function reachable(layer: Layer): ReadonlySet<Layer> {
  const all = new Set<Layer>([layer]);
  for (const each of all) for (const below of LAYERS[each]) all.add(below);
  return all;
}

function packageOf(specifier: string): string | undefined {
  return Object.keys(PACKAGES).find((name) => specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`));
}

function packageProblem({ from, specifier }: Import): string | undefined {
  const name = packageOf(specifier);
  if (name === undefined) return `${from} imports ${specifier}, a package that is not in the table`;
  const allowed = PACKAGES[name] ?? [];
  return allowed.some((prefix) => from.startsWith(prefix)) ? undefined : `${from} imports ${specifier}; only ${allowed.join(', ')} may`;
}

function layerProblem({ from, to = '' }: Import): string | undefined {
  const layer = layerOf(from);
  const target = layerOf(to);
  if (isTest(to)) return `${from} imports ${to}; only tests may`;
  if (layer === undefined) return `${from} is in no layer`;
  if (target === 'src/workers/' && layer !== 'src/workers/' && layer !== 'src/main.tsx')
    return `${from} imports ${to}; only main.tsx starts workers`;
  if (to.endsWith('.css') || (target !== undefined && reachable(layer).has(target))) return undefined;
  return `${from} imports ${to}; ${layer} may import ${[...reachable(layer)].join(', ')}`;
}

function problem(each: Import, exists: (path: string) => boolean): string | undefined {
  if (each.to === undefined) return isTest(each.from) ? undefined : packageProblem(each);
  if (!exists(each.to)) return `${each.from} imports ${each.specifier}; there is no file ${each.to}`;
  return isTest(each.from) ? undefined : layerProblem(each);
}

/** Everything wrong with a set of files, one sentence each; `exists` answers for files that are not sources. */
function architectureProblems(files: SourceFiles, exists = (path: string) => files.has(path)): readonly string[] {
  const imports = importsOf(files);
  const problems = imports.flatMap((each) => problem(each, exists) ?? []);
  return [...problems, ...cyclesOf(imports).map((cycle) => `import cycle: ${cycle.join(' -> ')}`)];
}

function problemsOf(files: Readonly<Record<string, string>>): readonly string[] {
  return architectureProblems(new Map(Object.entries(files)));
}

describe('the architecture', () => {
  it('holds: no import points back, names a missing file, or closes a cycle', () => {
    const root = fileURLToPath(new URL('..', import.meta.url));
    const names = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' }).map((name) => `src/${name.replaceAll('\\', '/')}`);
    const paths = names.filter((name) => /\.tsx?$/.test(name));
    const files = new Map(paths.map((path) => [path, readFileSync(`${root}/${path}`, 'utf8')]));
    expect(files.size).toBeGreaterThan(20);
    expect(architectureProblems(files, (path) => existsSync(`${root}/${path}`))).toEqual([]);
  });
});

describe('the architecture check', () => {
  it('accepts imports that skip down, and tests that import anything', () => {
    const problems = problemsOf({
      'src/core/base/random.ts': '',
      'src/core/search/trial.ts': `import { createRandom } from '../base/random.ts';`,
      'src/core/base/random.test.ts': `import { it } from 'vitest'; import '../search/trial.ts';`,
    });
    expect(problems).toEqual([]);
  });

  it('names both files of an import that points back, type-only ones too', () => {
    const problems = problemsOf({
      'src/core/graph/graph.ts': `import type { Estimate } from '../cost/estimate.ts';`,
      'src/core/cost/estimate.ts': '',
    });
    expect(problems).toEqual([
      'src/core/graph/graph.ts imports src/core/cost/estimate.ts; src/core/graph/ may import src/core/graph/, src/core/base/',
    ]);
  });

  it.each([
    ['re-exported', `export * from '../ui/app.ts';`],
    ['named and re-exported', `export { app } from '../ui/app.ts';`],
    ['dynamic', `const app = () => import('../ui/app.ts');`],
    ['an import type', `type App = import('../ui/app.ts').App;`],
    ['a module URL', `new Worker(new URL('../ui/app.ts', import.meta.url));`],
  ])('sees an import that is %s', (_, source) => {
    const [found] = problemsOf({ 'src/jobs/job.ts': source, 'src/ui/app.ts': '' });
    expect(found).toMatch(/^src\/jobs\/job\.ts imports src\/ui\/app\.ts;/);
  });

  it('names the files of a cycle, in order', () => {
    const problems = problemsOf({
      'src/core/base/a.ts': `import './b.ts';`,
      'src/core/base/b.ts': `import type { C } from './c.ts';`,
      'src/core/base/c.ts': `import './a.ts';`,
    });
    expect(problems).toEqual(['import cycle: src/core/base/a.ts -> src/core/base/b.ts -> src/core/base/c.ts -> src/core/base/a.ts']);
  });

  it('reports a file that is not there and a specifier without its extension', () => {
    const problems = problemsOf({ 'src/core/base/a.ts': `import './gone.ts'; import './b';`, 'src/core/base/b.ts': '' });
    expect(problems).toEqual([
      'src/core/base/a.ts imports ./gone.ts; there is no file src/core/base/gone.ts',
      'src/core/base/a.ts imports ./b; there is no file src/core/base/b',
    ]);
  });

  it('keeps React, Node and unlisted packages out of the core, and TensorFlow.js out of all but train', () => {
    const problems = problemsOf({
      'src/core/cost/a.ts': `import 'react'; import 'node:fs'; import 'left-pad';`,
      'src/ui/b.ts': `import '@tensorflow/tfjs';`,
      'src/train/c.ts': `import '@tensorflow/tfjs';`,
    });
    expect(problems).toEqual([
      'src/core/cost/a.ts imports react; only src/state/, src/ui/, src/main.tsx may',
      'src/core/cost/a.ts imports node:fs; only src/cli/ may',
      'src/core/cost/a.ts imports left-pad, a package that is not in the table',
      'src/ui/b.ts imports @tensorflow/tfjs; only src/train/ may',
    ]);
  });

  it('lets nobody but tests import a test or a test builder, and nobody but main.tsx start a worker', () => {
    const problems = problemsOf({
      'src/testing/random.ts': '',
      'src/core/base/a.ts': `import '../../testing/random.ts';`,
      'src/workers/order.worker.ts': '',
      'src/ui/b.ts': `new Worker(new URL('../workers/order.worker.ts', import.meta.url));`,
      'src/main.tsx': `new Worker(new URL('./workers/order.worker.ts', import.meta.url));`,
    });
    expect(problems).toEqual([
      'src/core/base/a.ts imports src/testing/random.ts; only tests may',
      'src/ui/b.ts imports src/workers/order.worker.ts; only main.tsx starts workers',
    ]);
  });

  it('refuses an import it cannot follow', () => {
    expect(() => problemsOf({ 'src/ui/a.ts': 'const load = (name: string) => import(name);' })).toThrow(
      'src/ui/a.ts: import() of something computed',
    );
  });
});
