import { connect } from 'node:net';
import { describeWithKafka, sharedKafka } from './kafka-for-specs.js';

describeWithKafka('the broker that specs share', () => {
  it('serves, is the same for all, and gives each names of its own', async () => {
    const [one, other] = await Promise.all([sharedKafka(), sharedKafka()]);
    expect(one.brokers).toEqual(other.brokers);
    expect(one.prefix).not.toBe(other.prefix);
    const [host = '', port = ''] = one.brokers[0]?.split(':') ?? [];
    const accepts = await new Promise((resolve) => {
      const socket = connect({ host, port: Number(port) }, () => resolve(true));
      socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
    });
    expect(accepts).toBe(true);
  });
});
