import { createPool } from '#libs/postgres';
import { PostgresEventStore } from '#libs/event-store';
import { StoreTailEventLog } from '#libs/event-log';
import { ProjectionHost } from '../projection-host.js';
import { tally } from './tally.js';

/** A process that feeds the tally until it is killed: `node projector.process.js URL`. Says `fed` when it has begun. */
const [url = ''] = process.argv.slice(2);

const pool = createPool(url);
const store = new PostgresEventStore({ pool });
const host = new ProjectionHost({ pool, store, log: new StoreTailEventLog(store), projections: [tally()] });
await host.start({ run: true });
process.stdout.write('fed\n');
