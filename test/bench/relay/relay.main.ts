import { runMain } from '../measure/run-main.js';
import { runRelayBench } from './relay.bench.js';

await runMain({ rounds: 'number', events: 'number' }, (given, progress) => runRelayBench({ ...given, progress }));
