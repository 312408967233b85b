/** Activations of a layer: as its argument where Keras has the name for it, else as a line behind it. */
import { furtherLine, type PythonSite } from './python-site.ts';

/** What a layer's `activation` may say; other activations have another meaning in Keras, or no name. */
const NAMED: ReadonlySet<string> = new Set(['relu', 'relu6', 'tanh', 'sigmoid', 'hard_swish']);

/** Keras's own default slope differs: the design's is the one of Keras 2. */
const BEHIND: Readonly<Record<string, string>> = {
  leaky_relu: 'layers.LeakyReLU(negative_slope=0.3)',
};

/** The argument, where there is one. */
export function activationArgument(site: PythonSite): readonly string[] {
  const name = site.text('activation');
  return NAMED.has(name) ? [`activation="${name}"`] : [];
}

/** The line behind, where the argument did not say it. */
export function activationBehind(site: PythonSite): readonly string[] {
  return NAMED.has(site.text('activation')) ? [] : activationLines(site);
}

/** The activation as lines of their own, for layers without such an argument. */
export function activationLines(site: PythonSite): readonly string[] {
  const name = site.text('activation');
  if (name === 'none') return [];
  if (name === 'relu_n1_to_1') return [`${site.name} = ops.clip(${site.name}, -1.0, 1.0)`];
  return [furtherLine(site, BEHIND[name] ?? `layers.Activation("${name}")`)];
}
