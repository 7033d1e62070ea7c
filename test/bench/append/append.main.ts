import { runMain } from '../measure/run-main.js';
import { runAppendBench } from './append.bench.js';

/** `--clients N` measures that number alone; without, all four. */
await runMain(['rounds', 'seconds', 'clients'], ({ clients, ...numbers }, progress) =>
  runAppendBench({ ...numbers, ...(clients === undefined ? {} : { clients: [clients] }), progress }),
);
