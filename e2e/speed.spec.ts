/** Story: at every edit the new numbers are there at once, also on a network of 100 nodes. Prints what it measured. */
import { expect, test } from './fixtures.ts';
import { editToPaint } from './edit-to-paint.ts';
import { residualTower } from './networks.ts';

/** Far above the goal of 50 ms, because test machines are busy: it only catches an edit that hangs. `npm run bench` measures. */
const SANE_MS = 1000;

test('one edit of a 100-node network is painted with its new numbers', async ({ page, app }, info) => {
  await app.openDesign(residualTower(50));
  const times = await editToPaint(page, app, 15);
  const report = `one edit to new numbers on screen, ${residualTower(50).graph.nodes.length} nodes: median ${times.medianMs.toFixed(1)} ms, worst ${times.worstMs.toFixed(1)} ms`;
  console.log(report);
  await info.attach('edit-to-paint', { body: report, contentType: 'text/plain' });
  expect(times.medianMs).toBeLessThan(SANE_MS);
});
