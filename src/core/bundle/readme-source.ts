/** README.md of the bundle: what it holds, the numbers, and how to build the check. */
import { quantityText, bytesQuantity, countQuantity, formatMilliseconds } from '../base/format.ts';
import { chipOf } from '../cost/chip-of.ts';
import type { Estimate } from '../cost/estimate-types.ts';
import type { Design } from '../document/design.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { shapeText } from '../graph/tensor.ts';
import { presetById } from '../runtime/application.ts';
import { RUNTIMES } from '../runtime/runtimes.ts';
import { commentText } from './c-text.ts';

export interface ReadmeFacts {
  readonly design: Design;
  readonly estimate: Estimate;
  readonly graph: DeployedGraph;
  /** Opens the design in Tinyscape. */
  readonly link: string;
  /** What is to be said before anybody relies on it: weights that were never trained, say. */
  readonly notes: readonly string[];
  readonly goldenRuns: number;
}

const exact = (bytes: number): string => `${bytes.toLocaleString('en-US')} bytes (${quantityText(bytesQuantity(bytes))})`;

const FRONT_END_ROW =
  '| `tinyscape_front_end.h`, `tinyscape_front_end.c` | the audio front end: 16-bit samples in, the features the network was trained on out, to the bit |\n';

function frontEndRow({ application }: Design): string {
  return application.presets.some((id) => presetById(id)?.frontEnd !== undefined) ? FRONT_END_ROW : '';
}

export function readmeSource({ design, estimate, graph, link, notes, goldenRuns }: ReadmeFacts): string {
  const chip = chipOf(design);
  const { sram, flash, latency } = estimate;
  const time =
    latency.ms === undefined ? 'not known: no clock' : `${formatMilliseconds(latency.ms)} ±${Math.round(latency.errorPercent)} %`;
  const warnings = [...notes, ...estimate.warnings.map(({ message }) => message)];
  return `# ${commentText(design.name)}

Made by Tinyscape for ${chip.name} (${chip.core}) under ${RUNTIMES[design.runtime].name}.

| what | value | |
|---|---|---|
| tensor arena | ${exact(sram.minArena)} | exact; the smallest that works |
| SRAM in all | ${exact(sram.total)} | ${sram.evidence}; interpreter, stack allowance and application included |
| model in flash | ${exact(flash.model)} | exact |
| code in flash | ${exact(flash.code)} | ${flash.evidence} |
| latency | ${time} | ${latency.evidence} |
| multiply-accumulates | ${quantityText(countQuantity(estimate.macs))} | exact |

${tensorRows('input', graph.inputs, graph)}
${tensorRows('output', graph.outputs, graph)}
${warnings.map((warning) => `- ${commentText(warning)}\n`).join('')}
## Files

| file | what it is |
|---|---|
| \`model.tflite\` | the model |
| \`model_data.h\`, \`model_data.cc\` | the model as an array aligned to 16 bytes, and the size of the arena |
| \`model_ops.h\` | a resolver with exactly the operators of the model |
| \`model_io.h\` | scales, zero points, layout, and the way between real numbers and the model's |
| \`golden.h\`, \`golden.cc\` | inputs and expected outputs of ${goldenRuns} runs in a row, computed by Tinyscape's integer interpreter |
| \`main.cc\` | runs them and says which output differs |
| \`CMakeLists.txt\`, \`cortex-m.cmake\` | build it for the host or a Cortex-M |
${frontEndRow(design)}
## Check it

\`\`\`
cmake -B build -DTFLM_DIR=/path/to/tflite-micro && cmake --build build && build/*_check
\`\`\`

\`CMakeLists.txt\` says at its top how to build the runtime's library first. The program ends with 0 when every output is as expected.
Fill the inputs again before every Invoke: the planner gives their memory to later tensors.

The design: ${link}
`;
}

function tensorRows(kind: string, indices: readonly number[], { tensors }: DeployedGraph): string {
  return indices
    .map((index, i) => {
      const { name, shape, type, quantization } = tensors[index]!;
      const scale = quantization === undefined ? '' : `, scale ${quantization.scales[0]}, zero point ${quantization.zeroPoints[0]}`;
      return `- ${kind} ${i}: \`${commentText(name)}\`, ${type} ${shapeText(shape)}${scale}`;
    })
    .join('\n');
}
