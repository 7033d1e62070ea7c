import { describeWithOwnKafka } from '../../../libs/event-log/src/testing/kafka-for-specs.js';
import { runKafkaTrust } from './kafka.trust.js';

/** Starting ten processes, killing some of them, and reading everything after each. */
const PATIENCE_MS = 720_000;

/** An API is killed at every step of a swap by the acceptance tests, and 25 times by `trust kafka`: each kill here costs a minute of CI. */
const victims = ['relay', 'projector', 'broker'] as const;

describeWithOwnKafka('the distributed shape under harm, a little of each kind', () => {
  it(
    'loses, doubles and inverts nothing, and comes back, when processes are killed and the topic is wiped under load',
    async () => {
      const results = await runKafkaTrust({
        kills: 1,
        seed: 3,
        // Only so that it ends at all: what is planned must be done, however slow the machine is.
        minutes: 10,
        victims,
        faults: ['topic-wiped'],
        progress: () => undefined,
      });
      const found = results.lines.map(({ what, lost, doubled, inverted, equal, faults }) => {
        return [what, { lost, doubled, inverted, equal, faults }];
      });
      const wanted = victims.map((victim) => `kill -9 of ${victim}`);
      const flawless = { lost: 0, doubled: 0, inverted: 0, equal: true, faults: [] };
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries([...wanted, 'topic wiped', 'at the end'].map((what) => [what, flawless])),
      );
    },
    PATIENCE_MS,
  );
});
