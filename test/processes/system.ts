import { kafkaSettings, type KafkaSettings } from '#libs/event-log';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker, type Broker } from './broker.js';
import { startDistributed, type Distributed } from './distributed.js';

/** The distributed shape on a broker of its own and a folder that is thrown away, both in our hand. */
export interface System {
  readonly broker: Broker;
  readonly launcher: Distributed;
  readonly settings: KafkaSettings;
  /** What a process needs to take part. */
  readonly env: () => Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

export async function startSystem(
  env: Readonly<Record<string, string>>,
  onLog: (text: string) => void = () => undefined,
): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-system-'));
  chmodSync(folder, 0o711); // Passable for the server's user when we are root.
  const broker = await startBroker();
  try {
    const ours = { ...env, KAFKA_BROKERS: broker.addresses.join(','), KAFKA_PREFIX: 'bovenlokaal' };
    const settings = kafkaSettings(ours);
    if (settings === null) throw new Error('the broker has no address');
    const launcher = await startDistributed({ dataFolder: join(folder, 'store'), env: ours, onLog });
    return {
      broker,
      launcher,
      settings,
      env: () => ({ ...ours, DATABASE_URL: launcher.databaseUrl() }),
      stop: async () => {
        await launcher.stop();
        await broker.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await broker.stop();
    throw error;
  }
}
