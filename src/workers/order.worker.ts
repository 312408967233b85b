import { bestOrderFacts } from '../core/cost/best-order-facts.ts';
import { serveJob } from '../jobs/worker-link.ts';

serveJob(bestOrderFacts);
