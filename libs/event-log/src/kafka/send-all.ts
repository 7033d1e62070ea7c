import type { ICustomPartitioner, Message, Producer } from 'kafkajs';

/** Brokers acknowledge within this time, in ms, or say that they cannot. */
const ACK_MS = 5_000;

/** For the producer: every record says itself where it belongs. */
export const byPartition: ICustomPartitioner =
  () =>
  ({ message }) =>
    message.partition ?? 0;

/**
 * Sends records that name their partition. Resolves when all in-sync replicas have all of them, with the offset of the first one in each partition that got
 * some. kafkajs alone would say so too early: trying again after a broker was lost, it sends nothing to one that had answered already, and leaves out, unsaid,
 * what that one leads by now.
 */
export async function sendAll(
  producer: Producer,
  topic: string,
  records: readonly (Message & { readonly partition: number })[],
): Promise<ReadonlyMap<number, bigint>> {
  const answers = await producer.send({ topic, acks: -1, timeout: ACK_MS, messages: [...records] });
  const firsts = new Map(answers.map(({ partition, baseOffset }) => [partition, BigInt(baseOffset ?? '-1')]));
  const unsent = records.find(({ partition }) => !firsts.has(partition));
  if (unsent !== undefined) throw new Error(`partition ${unsent.partition} did not get its records`);
  return firsts;
}
