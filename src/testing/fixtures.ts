import { readdirSync, readFileSync } from 'node:fs';
import type { Shape } from '../core/graph/tensor.ts';

/** Values of an input or output, as the file they belong to has them. */
export interface Sample {
  readonly shape: Shape;
  readonly values: readonly number[];
}

/** A small file of another format with an input and the outputs that another program computed for it; made by the scripts beside them. */
export interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly inputs: readonly Sample[];
  readonly outputs: readonly Sample[];
}

/** All fixtures of a folder of `fixtures/` whose file ends like this. */
export function fixtures(folder: string, ending: string): readonly Fixture[] {
  const directory = new URL(`./fixtures/${folder}/`, import.meta.url);
  const names = readdirSync(directory).filter((name) => name.endsWith(ending));
  if (names.length === 0) throw new Error(`there is no ${ending} in the fixtures of ${folder}`);
  return names.map((file) => {
    const name = file.slice(0, -ending.length);
    const samples = JSON.parse(readFileSync(new URL(`${name}.json`, directory), 'utf8')) as Pick<Fixture, 'inputs' | 'outputs'>;
    return { name, bytes: new Uint8Array(readFileSync(new URL(file, directory))), ...samples };
  });
}

export function fixture(folder: string, file: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./fixtures/${folder}/${file}`, import.meta.url)));
}
