import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels } from '../../../testing/reference-files.ts';
import { sha256 } from '../../base/sha256.ts';
import { designJson } from '../../document/design-json.ts';
import type { Design } from '../../document/design.ts';
import { parseDesignText } from '../../document/parse-design.ts';
import { openTflite } from '../open-tflite.ts';
import { decodeLink, encodeLink } from './link.ts';

function opened(name: string, bytes: Uint8Array): Design {
  const result = openTflite(bytes, `${name}.tflite`, sha256(bytes));
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  return result.value.design;
}

describe.runIf(hasReference)('links of the reference models', () => {
  const designs = referenceModels().map(({ name, bytes }) => opened(name, bytes));

  it('bring back the same design, and so does its JSON', () => {
    for (const design of designs) {
      expect(decodeLink(encodeLink(design)), design.name).toEqual({ ok: true, value: design });
      expect(parseDesignText(designJson(design)), design.name).toEqual({ ok: true, value: design });
    }
  });

  it('stay short: under 600 characters for 30 layers, names, tensor order and hash of the file included', () => {
    const lengths = designs.map(({ name, graph }, i) => ({ name, nodes: graph.nodes.length, characters: encodeLink(designs[i]!).length }));
    expect(lengths.find(({ name }) => name === 'mlperf_vww_mobilenetv1_025_int8')).toMatchObject({ nodes: 32, characters: 489 });
    expect(lengths.filter(({ nodes, characters }) => characters > 20 * Math.max(30, nodes))).toEqual([]);
  });
});
