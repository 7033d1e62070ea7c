import type { TurnedShape } from './turned-product.js';

/** As `npm start`: one process does everything. */
export const TURNED_EMBEDDED: TurnedShape = {
  name: 'embedded',
  processes: { platform: 'test-bin/turned-platform.js' },
  manager: 'platform',
  env: () => Promise.resolve({}),
};

/** One of each, on a broker that is there already. Relay and projector know no clock: they are those of the product. */
export const turnedOver = (
  kafka: () => Promise<{ readonly brokers: readonly string[]; readonly prefix: string }>,
): TurnedShape => ({
  name: 'distributed',
  processes: {
    api: 'test-bin/turned-api.js',
    relay: 'bin/relay.js',
    projector: 'bin/projector.js',
    worker: 'test-bin/turned-worker.js',
  },
  manager: 'worker',
  env: async () => {
    const { brokers, prefix } = await kafka();
    return { KAFKA_BROKERS: brokers.join(','), KAFKA_PREFIX: prefix };
  },
});
