import { isAlive, processIdentity } from '#libs/postgres';
import { createClient } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { startDistributed, type Distributed } from '../../../test/processes/distributed.js';
import { describeWithKafka, sharedKafka } from '../../../libs/event-log/src/testing/kafka-for-specs.js';

interface Frame {
  readonly position: number;
  readonly closing: { readonly explained: number };
}

const WATCH = 'subscription { figuresChanged(scope: "PV26", period: "2023-1") { position closing { explained } } }';
const EXPLAIN =
  'mutation ($input: DifferenceExplainInput!) { differenceExplain(input: $input) { position refusal { code } } }';

describeWithKafka('the distributed shape', () => {
  let folder: string;
  let shape: Distributed;

  beforeAll(async () => {
    const { brokers, prefix } = await sharedKafka();
    folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-distributed-'));
    chmodSync(folder, 0o711); // Passable for the server's user when we are root.
    shape = await startDistributed({
      dataFolder: join(folder, 'store'),
      env: { KAFKA_BROKERS: brokers.join(','), KAFKA_PREFIX: prefix },
    });
  }, 240_000);

  afterAll(async () => {
    await shape.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has two of each process, and each is ready and tells how far it is', async () => {
    const names = shape.processes().map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(
        ['relay', 'projector', 'worker', 'api'].flatMap((service) => [`${service}-1`, `${service}-2`]),
      ),
    );
    const roles: string[] = [];
    for (const { name, service, health, metrics } of shape.processes()) {
      if (health === undefined) continue;
      const answer = await fetch(health);
      const body = (await answer.json()) as Record<string, unknown>;
      expect([name, answer.status, body]).toEqual([name, 200, expect.objectContaining({ status: 'ready' })]);
      if (service === 'relay') roles.push(String(body['role']));
      if (service === 'projector')
        expect(body['readModels']).toContainEqual(
          expect.objectContaining({ name: 'figures', lag: 0, haltedReason: null }),
        );
      const numbers = await (await fetch(metrics ?? '')).text();
      const own = {
        relay: 'relay_active',
        projector: 'read_model_halted',
        worker: 'reactor_lag',
        api: 'read_model_lag',
      };
      expect(numbers).toContain(`bovenlokaal_${own[service as keyof typeof own]}`);
    }
    expect(roles.sort()).toEqual(['active', 'standby']);
  });

  it('what is said to one API is seen by who watches at the other', async () => {
    const [first = '', second = ''] = shape.apis;
    const client = createClient({ url: `${second.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    const frames = client.iterate<{ figuresChanged: Frame }>({ query: WATCH });
    const next = async (): Promise<Frame> => {
      const { value } = (await frames.next()) as { value?: { data?: { figuresChanged: Frame } | null } };
      const frame = value?.data?.figuresChanged;
      if (frame === undefined) throw new Error(`no frame: ${JSON.stringify(value)}`);
      return frame;
    };
    expect((await next()).closing.explained).toBe(0);
    const input = { commandId: randomUUID(), scope: 'PV26', period: '2023-1', amount: -30, reason: 'Later verwerkt' };
    const answer = await fetch(`${first}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${shape.token('toezichthouder-utrecht')}` },
      body: JSON.stringify({ query: EXPLAIN, variables: { input } }),
    });
    const { data } = (await answer.json()) as {
      data: { differenceExplain: { position: number; refusal: null } };
    };
    expect(data.differenceExplain.refusal).toBeNull();
    let frame = await next();
    while (frame.closing.explained === 0) frame = await next();
    expect(frame.closing.explained).toBe(-30);
    expect(frame.position).toBeGreaterThanOrEqual(data.differenceExplain.position);
    await client.dispose();
  });

  it('told to stop, nothing of it is left', async () => {
    const all = shape.processes().map(({ pid }) => processIdentity(pid) ?? `${pid} is not there`);
    expect(all.length).toBeGreaterThanOrEqual(9);
    await shape.stop();
    expect(all.filter(isAlive)).toEqual([]);
    expect(existsSync(join(folder, 'store', 'distributed.json'))).toBe(false);
  });
});
