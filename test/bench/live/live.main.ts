import { runMain } from '../measure/run-main.js';
import { runLiveBench } from './live.bench.js';

await runMain(
  { rounds: 'number', seconds: 'number', commandsPerSecond: 'number', log: ['store-tail', 'kafka'] },
  (given, progress) => runLiveBench({ ...given, progress }),
);
