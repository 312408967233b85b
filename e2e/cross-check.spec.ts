/** Story: what leaves runs elsewhere. Files of random networks open in LiteRT.js, which agrees with the integer interpreter. */
import { expect, test } from '@playwright/test';
import type { NetworkAnswer } from '../bench/lab/lab.ts';
import { withLab } from '../bench/lab/open-lab.ts';

const NETWORKS = 200;
const PER_CALL = 20;
const SINGLES = 10;

/** In steps of the output's scale. */
const largest = (answers: readonly NetworkAnswer[]): number =>
  Math.max(0, ...answers.flatMap(({ outputs }) => outputs.map((output) => output.largest)));

test('200 random networks of every stateless operation open and run in LiteRT.js', async () => {
  test.setTimeout(120_000);
  const answers = await withLab(async (page) => {
    const all: NetworkAnswer[] = [];
    for (let from = 0; from < NETWORKS; from += PER_CALL)
      all.push(...(await page.evaluate(([a, b]) => window.tinyscapeLab!.compareNetworks(a, b), [from, from + PER_CALL] as const)));
    return all;
  });
  const outputs = answers.flatMap((answer) => answer.outputs);
  const total = outputs.reduce((sum, { values }) => sum + values, 0);
  const differing = outputs.reduce((sum, output) => sum + output.differing, 0);
  const steps = `${((100 * differing) / total).toFixed(2)} % of ${total} values differ, by at most ${largest(answers)} steps`;
  console.log(`LiteRT.js: ${answers.length} networks, ${steps}`);
  expect(answers.filter(({ error }) => error !== undefined).map(({ seed, error }) => `${seed}: ${error}`)).toEqual([]);
  expect(new Set(answers.flatMap(({ codes }) => codes)).size).toBeGreaterThanOrEqual(33);
  expect(differing / total).toBeLessThan(0.06);
});

test('single operators are within one step of LiteRT.js', async () => {
  test.setTimeout(120_000);
  const answers = await withLab(async (page) => {
    const kinds = await page.evaluate(() => window.tinyscapeLab!.kinds);
    const all: NetworkAnswer[] = [];
    for (const kind of kinds)
      all.push(
        ...(await page.evaluate(([each, count]) => window.tinyscapeLab!.compareNetworks(1000, 1000 + count, each), [
          kind,
          SINGLES,
        ] as const)),
      );
    return all;
  });
  const single = answers.filter(({ ops }) => ops === 1);
  console.log(`LiteRT.js: ${single.length} networks of one operator, ${new Set(single.flatMap(({ codes }) => codes)).size} kinds`);
  expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
  expect(single.filter((answer) => largest([answer]) > 1).map(({ seed, codes }) => `${codes[0]} ${seed}`)).toEqual([]);
  expect(single.length).toBeGreaterThan(100);
});
