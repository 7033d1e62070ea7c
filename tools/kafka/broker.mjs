// `node tools/kafka/broker.mjs`: a real Kafka for tests and for trying out. Says where it is in one line of JSON on stdout, again
// after every restart of a broker, and runs until it is told to stop or whoever started it is gone.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startCluster } from './cluster.mjs';
import { pullImage } from './docker-node.mjs';
import { fetchJars } from './jars.mjs';
import { LauncherError } from './launcher-error.mjs';
import { findWay } from './ways.mjs';

const usage = `Usage: node tools/kafka/broker.mjs [options]
  --brokers 1|3   how many brokers (each is a controller too)          default 1
  --port P        the first broker's port, the others follow           default any free one
  --folder DIR    keep the data here, and go on with what is there     default a temporary folder, removed at the end
  --keep          keep the temporary folder
  --supervise     start a broker that died again: same port, same data
  --check         only say which way this machine can have a broker, after fetching what that takes:
                  {"by":"java"|"docker"|null,"why":…}
While it runs it takes lines on stdin: "down 1" kills broker 1 and leaves it down, "up 1" starts it again.
`;

const fail = (text, code = 1) => {
  process.stderr.write(`${text}\n`);
  process.exit(code);
};

function options() {
  try {
    const { values } = parseArgs({
      options: {
        brokers: { type: 'string', default: '1' },
        port: { type: 'string' },
        folder: { type: 'string' },
        keep: { type: 'boolean', default: false },
        supervise: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!['1', '3'].includes(values.brokers)) throw new Error(`--brokers is 1 or 3, not ${values.brokers}`);
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_530)) {
      throw new Error(`--port is a port, not ${values.port}`);
    }
    return { ...values, brokers: Number(values.brokers), folder: values.folder ?? null, port };
  } catch (error) {
    return fail(`${error.message}\n\n${usage}`, 2);
  }
}

/** Whoever asks wants no surprise afterwards: what must be fetched is fetched now. */
async function check() {
  const way = findWay();
  try {
    if (way.by === 'java') await fetchJars();
    if (way.by === 'docker') pullImage();
    return way;
  } catch (error) {
    if (error instanceof LauncherError) return { by: null, why: error.message };
    throw error;
  }
}

const chosen = options();
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
process.stdout.on('error', () => undefined); // Whoever listened is gone: the watch below notices.

if (chosen.help) fail(usage, 0);
if (chosen.check) {
  say(await check());
  process.exit(0);
}

let cluster = null;
let leaving = false;

async function leave(code) {
  if (leaving) return;
  leaving = true;
  await (await starting)?.stop();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void leave(0));
// A process that is killed cannot tell its children. Its end of our stdin may be shared or closed from the start, so that says nothing.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && void leave(0), 200).unref();

const describe = () => cluster !== null && !leaving && say(cluster.describe());
const starting = startCluster({
  ...chosen,
  onServing: describe,
  onDown: (error) => {
    process.stderr.write(`${error.message}\n`);
    void leave(1);
  },
}).catch((error) => {
  if (!leaving) fail(error instanceof LauncherError ? error.message : error.stack);
  return null;
});
cluster = await starting;
describe();

createInterface({ input: process.stdin }).on('line', (line) => {
  const [verb, id] = line.trim().split(/\s+/);
  if (verb !== 'down' && verb !== 'up') return process.stderr.write(`Unknown: ${line}\n`);
  cluster[verb](Number(id)).catch((error) => process.stderr.write(`${error.message}\n`));
});
