import { openBackend } from '../train/backends/open-backend.ts';
import { PAGE_ASSETS } from '../train/backends/page-assets.ts';
import { help, type HelperJob } from '../train/team/helper.ts';

addEventListener('message', ({ data }) => void help(data as HelperJob, () => openBackend('wasm', PAGE_ASSETS)), { once: true });
