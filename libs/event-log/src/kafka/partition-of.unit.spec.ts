import fc from 'fast-check';
import kafkajs from 'kafkajs';
import { PARTITIONS, partitionOf } from './partition-of.js';

describe('the partition of a stream', () => {
  it('is the one that Kafka clients choose for its name as a key', () => {
    const choose = kafkajs.Partitioners.DefaultPartitioner();
    const partitionMetadata = Array.from({ length: PARTITIONS }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 1,
      replicas: [1],
      isr: [1],
    }));
    const byKafka = (key: string): number => choose({ topic: 't', partitionMetadata, message: { key, value: null } });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (stream) => {
        expect(partitionOf(stream)).toBe(byKafka(stream));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never changes: what was published proves its place by it', () => {
    expect(['taakstelling-2023-1-GM0344', 'policy-figures', 'realisation-1', 'é'].map(partitionOf)).toEqual([
      6, 7, 3, 3,
    ]);
  });
});
