/** Milliseconds of an inference in our interpreter and in LiteRT.js on XNNPACK, side by side in one page, one thread. Run by `npm run bench`. */
import { withLab } from './lab/open-lab.ts';

const NETWORKS = ['DS-CNN', 'ResNet-8', 'MobileNetV1 0.25', 'Deep AutoEncoder'];
const ROUNDS = 40;

export async function main(): Promise<void> {
  await withLab(async (page) => {
    for (const name of NETWORKS) {
      const { ours, theirs } = await page.evaluate(([sample, rounds]) => window.tinyscapeLab!.timeSample(sample, rounds), [
        name,
        ROUNDS,
      ] as const);
      console.log(`interpret ${name}: ${ours.toFixed(2)} ms, LiteRT.js ${theirs.toFixed(2)} ms, ratio ${(ours / theirs).toFixed(2)}`);
    }
  });
}
