import { runMain } from '../measure/run-main.js';
import { runRebuildBench } from './rebuild.bench.js';

await runMain(['rounds', 'events'], (numbers, progress) => runRebuildBench({ ...numbers, progress }));
