import { runMain } from '../measure/run-main.js';
import { runQueryBench } from './query.bench.js';

await runMain(['rounds', 'seconds', 'connections'], (numbers, progress) => runQueryBench({ ...numbers, progress }));
