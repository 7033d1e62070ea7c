import { runMain } from '../measure/run-main.js';
import { runLiveBench } from './live.bench.js';

await runMain(['rounds', 'seconds', 'commandsPerSecond'], (numbers, progress) =>
  runLiveBench({ ...numbers, progress }),
);
