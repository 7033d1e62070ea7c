import { runMain } from '../measure/run-main.js';
import { runQueryBench } from './query.bench.js';

await runMain({ rounds: 'number', seconds: 'number', connections: 'number' }, (given, progress) =>
  runQueryBench({ ...given, progress }),
);
