import { describe, expect, it } from 'vitest';
import type { Design } from '../../document/design.ts';
import { newDesign } from '../../document/new-design.ts';
import type { GraphNode, Params } from '../../graph/graph.ts';
import type { Chip } from '../../mcu/chip.ts';
import { toBase64Url } from './base64url.ts';
import { deflateText } from './inflate.ts';
import { decodeLink, encodeLink } from './link.ts';
import { withoutDefaults } from '../../../testing/without-defaults.ts';

/** A chain: each entry is a kind with its parameters, fed by the one before. */
function chain(name: string, layers: readonly (readonly [op: string, params: Params])[]): Design {
  const nodes = layers.map(([op, params], i): GraphNode => {
    const inputs = i === 0 ? [] : [{ node: String(i), port: 0 }];
    return { id: String(i + 1), op, name: '', params, inputs };
  });
  const design = newDesign(name);
  return { ...design, graph: { ...design.graph, nodes } };
}

const depthwise = (stride: number): readonly [string, Params] => [
  'depthwise_conv2d',
  stride === 1 ? { activation: 'relu' } : { strideH: stride, strideW: stride, activation: 'relu' },
];
const pointwise = (filters: number): readonly [string, Params] => ['conv2d', { filters, kernelH: 1, kernelW: 1, activation: 'relu' }];

/** The MLPerf Tiny visual wake words network: MobileNetV1, width 0.25, 96x96x3. */
const MOBILENET = chain('MobileNetV1 0.25', [
  ['input', { shape: [96, 96, 3] }],
  ['conv2d', { filters: 8, strideH: 2, strideW: 2, activation: 'relu' }],
  ...(
    [
      [1, 16],
      [2, 32],
      [1, 32],
      [2, 64],
      [1, 64],
      [2, 128],
      [1, 128],
      [1, 128],
      [1, 128],
      [1, 128],
      [1, 128],
      [2, 256],
      [1, 256],
    ] as const
  ).flatMap(([stride, filters]) => [depthwise(stride), pointwise(filters)]),
  ['avg_pool2d', { poolH: 3, poolW: 3, strideH: 3, strideW: 3, padding: 'valid' }],
  ['reshape', { shape: [1, 256] }],
  ['dense', { units: 2 }],
  ['softmax', {}],
]);

/** The MLPerf Tiny keyword spotting network. */
const DS_CNN = chain('DS-CNN', [
  ['input', { shape: [49, 10, 1] }],
  ['conv2d', { filters: 64, kernelH: 10, kernelW: 4, strideH: 2, strideW: 2, activation: 'relu' }],
  ...[1, 2, 3, 4].flatMap(() => [depthwise(1), pointwise(64)]),
  ['avg_pool2d', { poolH: 25, poolW: 5, padding: 'valid' }],
  ['reshape', { shape: [1, 64] }],
  ['dense', { units: 12 }],
  ['softmax', {}],
]);

const SOURCE = { evidence: 'quoted', source: 'data sheet' } as const;
const CHIP: Chip = {
  id: 'mine',
  name: 'My chip',
  vendor: 'Me',
  family: 'F',
  core: 'cortex-m4',
  clockMHz: 64.5,
  sram: [
    { name: 'main', bytes: 65_536, kind: 'main' },
    { name: 'tcm', bytes: 1024, kind: 'tcm' },
  ],
  flashBytes: 524_288,
  flashExternal: true,
  npu: 'none',
  activeMilliamps: 4.5,
  sleepMicroamps: 0,
  volts: 3.3,
  sources: {
    core: SOURCE,
    clockMHz: SOURCE,
    sram: { evidence: 'measured', source: 'bench' },
    flashBytes: SOURCE,
    activeMilliamps: SOURCE,
    sleepMicroamps: SOURCE,
    volts: SOURCE,
  },
  notes: 'hand made',
};

/** Everything a design can hold, away from its defaults. */
const EVERYTHING: Design = {
  version: 1,
  name: 'Größe ✓',
  graph: {
    nodes: [
      { id: '4', op: 'input', name: 'in', params: { shape: [8, 8, 3], type: 'float32' }, inputs: [] },
      { id: '2', op: 'input', name: '', params: {}, inputs: [] },
      { id: 'x-1', op: 'conv2d', name: 'stem', params: { bias: false, padding: 'valid' }, inputs: [{ node: '4', port: 0 }] },
      { id: '9', op: 'add', name: '', params: {}, inputs: [{ node: 'x-1', port: 3 }, undefined] },
      { id: '7', op: 'leaky_relu', name: '', params: { alpha: 0.30000001192092896 }, inputs: [undefined] },
      {
        id: '8',
        op: 'add',
        name: '',
        params: {},
        inputs: [
          { node: '7', port: 0 },
          { node: '11', port: 0 },
        ],
      },
      { id: '11', op: 'relu', name: '', params: {}, inputs: [] },
    ],
    groups: [
      { id: 'g', name: 'Block', nodes: ['9', '7'], collapsed: true, repeat: 3 },
      { id: 'g2', name: '', nodes: ['4', '2', 'x-1'], collapsed: false, repeat: 1 },
    ],
    outputs: [
      { node: '8', port: 0 },
      { node: '9', port: 2 },
    ],
  },
  quantize: { scheme: 'file', io: 'float32' },
  chip: 'mine',
  runtime: 'unas',
  order: 'best',
  budgets: { flashBytes: 100_000, energyMicrojoules: 0.5 },
  application: {
    presets: ['camera-qvga', 'ble'],
    extraSramBytes: 100,
    inferencesPerHour: 3600,
    batteryMilliampHours: 220.5,
    int8Registrations: true,
    kernelBuild: 'size',
  },
  customChips: [CHIP],
  notes: 'Two\nlines',
  positions: { '4': [1.5, -2], '9': [300, 40] },
  origin: {
    fileName: 'net.tflite',
    fileBytes: 12_345,
    blob: '0123456789abcdef'.repeat(4),
    tensorOrder: [2, 0, -1, 1, 3],
    sharedTensors: [4, 1, 5, 1],
    offlineOffsets: [-1, 0, 64, -1],
  },
};

describe('a link', () => {
  it.each([
    ['an empty design', newDesign()],
    ['a design with everything away from its default', EVERYTHING],
    ['MobileNetV1', MOBILENET],
    ['DS-CNN', DS_CNN],
  ])('brings back %s', (_, design) => {
    expect(decodeLink(encodeLink(design))).toEqual({ ok: true, value: withoutDefaults(design) });
  });

  it.each([
    [
      'a design from before kernels had a build',
      { ...EVERYTHING, application: { ...EVERYTHING.application, kernelBuild: 'speed' as const } },
      '1.lVE7UsMwEL1KZuu1R5I_sVsKqOjojAvFFrEHf8BRIJyDlhluwQVyE07CW5mCGapII2lX-1Z6b7fCUFzVTP1ENVcFF5zUvIUZ7msxNFcGiIN3IzA65wRTh6lYCSINKCROx2FYkwzuVo9VnKgwtC6NKk1R5r9JmiO9wovwGayUI8N0ijTxVszwLN0s56_zp9t8f7wT09hPjlhisqoMNBIGRYgBsRoOXQ1z80iI0l50QQzohg9gxZm8DBVKcSoChCjrwDFIAOVMsqixo1ts9Pyyt_h3NzgpAEBJjs0YwNgvRxewKyu6fds0Xf8klrjXWM28eHeKxpQ4T5EiYIuCc55lSS6MK_LNCLoKZVNgmZnUFIWIg5bWers5dM55Eml_Xejbuanp_gUucVHfaRbuwg3aYoQ7O7Wb0bYQjPDd63w_DdB3IFCdnI_9w9B7pGiTpBmTCme-LUq7a1r3cKmPZ430JJKWSidhaBSLo1wagTNhbCk6-AM',
    ],
    [
      'MobileNetV1',
      MOBILENET,
      '1.1ZGxCsJADIZfRTr_yCWx5_kQOrqELEIH4dBF3994FRqwpXP5b0jCdx-EqGqCnjL8iRmUUCAe9iSQT7j15Bl7r3Jrp9GITF8IwrNItCwg0ZIPq5YFJFqIy6pmK0zci_v5O0TPP3NsjMdrkR_zvbzLDVwMj3et6M7P270Ol-F1pV3ac9_ZBw',
    ],
    [
      'DS-CNN',
      DS_CNN,
      '1.vY47DoAwDEPv0tlITdrymWHuwhjlBhUb9ydROEP1lji2JYtIhtQDlEGqEMJaXVSw4U8IoxhkhI7Mz-TIBm5odpQSvo-2Dit4VzzvGEjXvZy9J_0A',
    ],
  ])('that was given out once opens for ever: %s', (_, design, link) => {
    expect(decodeLink(link)).toEqual({ ok: true, value: withoutDefaults(design) });
  });

  it('stays short', () => {
    expect(encodeLink(newDesign())).toBe('1.i44FAA');
    expect(encodeLink(DS_CNN).length).toBe(114);
    expect(encodeLink(MOBILENET).length).toBe(180);
  });

  it('leaves out a parameter that is at its default', () => {
    const spelled = chain('Same', [['conv2d', { filters: 16, padding: 'same', bias: true }]]);
    expect(encodeLink(spelled)).toBe(encodeLink(chain('Same', [['conv2d', {}]])));
  });

  it('is found in a whole address, a fragment, and alone', () => {
    const link = encodeLink(DS_CNN);
    for (const text of [`https://example.org/tiny/#d=${link}`, `#d=${link}&embed=1`, `#embed=1&d=${link}`, ` ${link}\n`]) {
      expect(decodeLink(text)).toEqual(decodeLink(link));
    }
  });
});

/** A link that holds the given text where a design should be. */
function linkOf(text: string): string {
  return `1.${toBase64Url(deflateText(text))}`;
}

describe('a bad link', () => {
  it.each([
    ['', 'it does not start with a version'],
    ['hello', 'it does not start with a version'],
    ['https://example.org/', 'it does not start with a version'],
    ['2.AAAA', 'it has version 2, newer than this page; reload the page'],
    ['1.a b', 'it holds characters that no link has, or was cut off'],
    ['1.', 'the compressed data ends too early'],
    [encodeLink(DS_CNN).slice(0, 60), 'the compressed data is damaged (unexpected EOF)'],
    [linkOf('[[1,2'), 'its contents are damaged'],
    [linkOf('{}'), 'it does not hold a design'],
    [linkOf('[5]'), 'it does not hold a design'],
    [linkOf('[[1,[999,2]]]'), 'node 2: there is no operation 999; reload the page if the link is newer'],
    [linkOf('[[[[1,[1]]]]]'), 'node 1: an input comes from a node that is not there'],
    [linkOf('[[0,[1,"x"]]]'), "graph.nodes[1].params.filters: expected an integer, got 'x'"],
    [linkOf('[[],[],5]'), 'name: expected a text of at most 1000 characters, got 5'],
    [linkOf(`[[${'8,'.repeat(2000)}8]]`), 'graph.nodes: expected a list of at most 2000, got a list of 2001'],
    [linkOf(' '.repeat(2_000_001)), 'it holds more than 2000000 bytes'],
    [`1.${'A'.repeat(200_000)}`, 'it is longer than 200000 characters'],
  ])('%.40s says what is wrong', (link, reason) => {
    expect(decodeLink(link)).toEqual({ ok: false, error: { message: `This link cannot be opened: ${reason}.` } });
  });

  it('that would inflate to 20 MB is refused before its damaged end is reached', () => {
    const bomb = deflateText('0'.repeat(20_000_000));
    const damaged = `1.${toBase64Url(bomb.slice(0, -9))}`;
    const message = 'This link cannot be opened: it holds more than 2000000 bytes.';
    expect(decodeLink(damaged)).toEqual({ ok: false, error: { message } });
  });
});
