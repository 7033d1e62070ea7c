import { isAlive, processIdentity } from '#libs/postgres';
import { createClient } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Distributed } from '../processes/distributed.js';
import { askGraphql } from './support/platform-process.js';
import type { Payload, Product } from './support/product.js';

interface Frame {
  readonly position: number;
  readonly closing: { readonly explained: number };
}

const WATCH = 'subscription { figuresChanged(scope: "PV26", period: "2023-1") { position closing { explained } } }';
const EXPLAIN = `mutation ($input: DifferenceExplainInput!) {
  differenceExplain(input: $input) { position refusal { code message path } }
}`;

/** A number of its own that each kind of process gives to Prometheus. */
const NUMBERS: Readonly<Record<string, string>> = {
  relay: 'relay_active',
  projector: 'read_model_halted',
  worker: 'reactor_lag',
  api: 'read_model_lag',
};

/** What the distributed shape promises of its processes. Stops it: comes last. */
export function processesContract(product: Product): void {
  const shape = (): Distributed => {
    const { launcher } = product.platform('demo');
    if (launcher === undefined) throw new Error('the product does not run as processes');
    return launcher;
  };

  describe('the processes of the distributed shape', () => {
    it('are two of each, and each is ready and tells how far it is', async () => {
      const names = shape()
        .processes()
        .map(({ name }) => name);
      const twoOfEach = Object.keys(NUMBERS).flatMap((service) => [`${service}-1`, `${service}-2`]);
      expect(names).toEqual(expect.arrayContaining(twoOfEach));
      const roles: string[] = [];
      for (const { name, service, health, metrics } of shape().processes()) {
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
        expect(numbers).toContain(`bovenlokaal_${NUMBERS[service]}`);
      }
      expect(roles.sort()).toEqual(['active', 'standby']);
    });

    it('tell each other: what is said to one API is seen by who watches at the other', async () => {
      const [first = '', second = ''] = shape().apis;
      const client = createClient({ url: `${second.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
      const frames = client.iterate<{ figuresChanged: Frame }>({ query: WATCH });
      const next = async (): Promise<Frame> => {
        const { value } = (await frames.next()) as { value?: { data?: { figuresChanged: Frame } | null } };
        const frame = value?.data?.figuresChanged;
        if (frame === undefined) throw new Error(`no frame: ${JSON.stringify(value)}`);
        return frame;
      };
      const before = (await next()).closing.explained;
      const input = { commandId: randomUUID(), scope: 'PV26', period: '2023-1', amount: -30, reason: 'Later verwerkt' };
      const token = product.platform('demo').token('toezichthouder-utrecht');
      const { data } = await askGraphql<{ differenceExplain: Payload }>(first, EXPLAIN, { input }, token);
      expect(data?.differenceExplain).toEqual({ position: expect.any(Number) as number, refusal: null });
      let frame = await next();
      while (frame.closing.explained === before) frame = await next();
      expect(frame.closing.explained).toBe(before - 30);
      expect(frame.position).toBeGreaterThanOrEqual(data?.differenceExplain.position ?? Infinity);
      await client.dispose();
    });

    it('leave nothing behind when told to stop', async () => {
      const { processes, dataFolder, stop } = shape();
      const all = processes().map(({ pid }) => processIdentity(pid) ?? `${pid} is not there`);
      expect(all.length).toBeGreaterThanOrEqual(9);
      await stop();
      expect(all.filter(isAlive)).toEqual([]);
      expect(existsSync(join(dataFolder, 'distributed.json'))).toBe(false);
    });
  });
}
