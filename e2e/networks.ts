/** Networks the stories open: the product's samples, and small ones made for one story. */
import type { Design } from '../src/core/document/design.ts';
import { newDesign } from '../src/core/document/new-design.ts';
import { encodeLink } from '../src/core/formats/link/link.ts';
import { createBuilder, type GraphBuilder } from '../src/core/graph/builder.ts';
import type { OpKind } from '../src/core/ops/registry.ts';
import { SAMPLES } from '../src/core/samples/samples.ts';

export { SAMPLES };

/** A sample's design, by its id. */
export function sample(id: string): Design {
  const found = SAMPLES.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no sample ${id}`);
  return found.design();
}

/** A design on the default chip. */
export function design(name: string, draw: (net: GraphBuilder<OpKind>) => void): Design {
  const net = createBuilder<OpKind>();
  draw(net);
  return { ...newDesign(name), graph: net.build() };
}

export function linkTo(opened: Design): string {
  return `#d=${encodeLink(opened)}`;
}

/** input 1, conv2d 2, max pool2d 3, flatten 4, dense 5: the smallest network that shows everything. */
export function small(): Design {
  return design('Small', (net) => {
    const input = net.add('input', { shape: [16, 16, 3] });
    net.chain(input, ['conv2d', { filters: 8, activation: 'relu' }], ['max_pool2d'], ['flatten'], ['dense', { units: 4 }]);
  });
}

/** An input and `pairs` pairs of a convolution and an addition to what came before: 1 + 2 * pairs nodes with branches. */
export function residualTower(pairs: number): Design {
  return design(`${1 + 2 * pairs} nodes`, (net) => {
    let value = net.add('conv2d', { filters: 8 }, net.add('input', { shape: [24, 24, 8] }));
    for (let pair = 1; pair < pairs; pair++)
      value = net.add('add', {}, value, net.add('conv2d', { filters: 8, activation: 'relu' }, value));
    net.add('global_avg_pool', {}, value);
  });
}

/** Learns the built-in shapes, 32 x 32 in 5 classes, in a few epochs. */
export const learner = () =>
  design('Shapes', (net) =>
    net.chain(
      net.add('input', { shape: [32, 32, 1] }),
      ['conv2d', { filters: 8, activation: 'relu' }],
      ['max_pool2d'],
      ['conv2d', { filters: 16, activation: 'relu' }],
      ['max_pool2d'],
      ['conv2d', { filters: 16, activation: 'relu' }],
      ['max_pool2d'],
      ['flatten'],
      ['dense', { units: 5 }],
      ['softmax'],
    ),
  );
