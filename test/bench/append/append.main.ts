import { runMain } from '../measure/run-main.js';
import { runAppendBench } from './append.bench.js';

/** `--clients N` measures that number alone; without, all four. */
await runMain({ rounds: 'number', seconds: 'number', clients: 'number' }, ({ clients, ...given }, progress) =>
  runAppendBench({ ...given, ...(clients === undefined ? {} : { clients: [clients] }), progress }),
);
