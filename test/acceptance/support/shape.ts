import { startDistributed } from './distributed-process.js';
import { startPlatform, type Platform } from './platform-process.js';

/** A way in which the product runs; what it promises is the same in all of them. */
export interface Shape {
  readonly name: 'embedded' | 'distributed';
  /** Starts all of it on `DATA_FOLDER`, on free ports. */
  readonly start: (env: Readonly<Record<string, string>>) => Promise<Platform>;
}

export const EMBEDDED: Shape = { name: 'embedded', start: startPlatform };

/** On a broker that is there already, under names of its own each time. */
export const distributedOver = (
  kafka: () => Promise<{ readonly brokers: readonly string[]; readonly prefix: string }>,
): Shape => ({
  name: 'distributed',
  start: async (env) => {
    const { brokers, prefix } = await kafka();
    return startDistributed({ ...env, KAFKA_BROKERS: brokers.join(','), KAFKA_PREFIX: prefix });
  },
});
