import { openWasm } from '../train/backends/open-wasm.ts';
import { PAGE_ASSETS } from '../train/backends/page-assets.ts';
import { help, type HelperJob } from '../train/team/helper.ts';

addEventListener('message', ({ data }) => void help(data as HelperJob, () => openWasm(PAGE_ASSETS.wasm)), { once: true });
