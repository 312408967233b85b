/** Bundles the command line from the sources under test, once before all stories. */
import { runNode } from '../scripts/command.js';

// oxlint-disable-next-line import/no-default-export -- Playwright calls the default export
export default function bundleCommandLine(): void {
  if (!runNode('scripts/prepare.js', [])) throw new Error('The command line could not be bundled.');
}
