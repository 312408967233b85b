/** Which file imports which, read with Vite's own parser: static, type-only, re-exported, dynamic and worker imports alike. */
import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';
import type { ESTree } from 'vite';

/** Source text by path; paths are relative to the repository, with forward slashes. */
export type SourceFiles = ReadonlyMap<string, string>;

export interface Import {
  readonly from: string;
  /** As written, e.g. `../graph/graph.ts` or `react`. */
  readonly specifier: string;
  /** The file a relative specifier names; undefined for a package. */
  readonly to: string | undefined;
}

/** The first string of `new URL('./x.worker.ts', import.meta.url)`; undefined for any other `new`. */
function urlOfModule(node: ESTree.NewExpression): string | undefined {
  const [path, base] = node.arguments;
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || path?.type !== 'Literal') return undefined;
  const againstModule = base?.type === 'MemberExpression' && base.object.type === 'MetaProperty';
  return againstModule && typeof path.value === 'string' ? path.value : undefined;
}

/** Every module specifier in a file, in the order met. Throws on a syntax error and on an import whose name is not a literal. */
function specifiersOf(path: string, source: string): readonly string[] {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found: string[] = [];
  new Visitor({
    ImportDeclaration: (node) => void found.push(node.source.value),
    ExportAllDeclaration: (node) => void found.push(node.source.value),
    ExportNamedDeclaration: (node) => void (node.source && found.push(node.source.value)),
    TSImportType: (node) => void found.push(node.source.value),
    NewExpression: (node) => {
      const url = urlOfModule(node);
      if (url !== undefined) found.push(url);
    },
    ImportExpression: ({ source: argument }) => {
      if (argument.type !== 'Literal' || typeof argument.value !== 'string') throw new Error(`${path}: import() of something computed`);
      found.push(argument.value);
    },
  }).visit(program);
  return found;
}

/** All imports of all files. A relative specifier is resolved by its path alone; whether the file exists is the caller's question. */
export function importsOf(files: SourceFiles): readonly Import[] {
  return [...files].flatMap(([from, source]) =>
    specifiersOf(from, source).map((specifier) => {
      const path = specifier.replace(/\?.*$/, '');
      return { from, specifier, to: path.startsWith('.') ? posix.join(posix.dirname(from), path) : undefined };
    }),
  );
}

/** One import cycle per strongly connected knot found, each as the files it runs through; empty when there is none. */
export function cyclesOf(imports: readonly Import[]): readonly (readonly string[])[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) if (to !== undefined) targets.set(from, [...(targets.get(from) ?? []), to]);
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    if (finished.has(file)) return;
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file]);
      return;
    }
    path.push(file);
    for (const target of targets.get(file) ?? []) visit(target);
    path.pop();
    finished.add(file);
  };
  for (const file of targets.keys()) visit(file);
  return cycles;
}
