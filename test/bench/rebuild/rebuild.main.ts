import { runMain } from '../measure/run-main.js';
import { runRebuildBench } from './rebuild.bench.js';

await runMain({ rounds: 'number', events: 'number' }, (given, progress) => runRebuildBench({ ...given, progress }));
