import { StoreUnavailable } from '#libs/event-store';
import { RecordPlacement } from '#libs/koppeling';
import { coa, official, openPlatform, operator, type Platform } from '../../testing/platform.js';
import { beginSwap, coaList, inDays, SWAP } from '../../testing/swap.js';
import { populate, soest, zeist, type TOWNS } from '../../testing/town-halls.js';
import type { Crash } from '../../testing/faulty-store.js';
import {
  AcceptExchange,
  ConfirmRecoupling,
  DeclineExchange,
  InformHousehold,
  ProposeExchange,
  RefuseRecoupling,
  ReverseRecoupling,
} from '../index.js';

type Step = (exchange: string, today: string) => object;
/** What people do in a story, in order, each so many days after the one before; in between the process manager does its work. */
type Story = readonly (Step | { readonly days: number; readonly step: Step })[];

const later = (days: number, step: Step) => ({ days, step });

const propose = () => new ProposeExchange(operator, 'propose', { legs: SWAP });
const accept = (municipality: (typeof TOWNS)[number]) => (exchange: string) =>
  new AcceptExchange(official(municipality), `accept-${municipality}`, { exchange, municipality });
const decline = (exchange: string) =>
  new DeclineExchange(official(zeist), 'decline', { exchange, municipality: zeist, reason: 'balance' });
const inform = (leg: number) => (exchange: string, on: string) =>
  new InformHousehold(operator, `inform-${String(leg)}`, { exchange, leg, on });
const confirm = (leg: number) => (exchange: string, on: string) =>
  new ConfirmRecoupling(coa, `confirm-${String(leg)}`, { exchange, leg, on, reference: null });
const refuse = (exchange: string, on: string) =>
  new RefuseRecoupling(coa, 'refuse', { exchange, leg: 2, on, reason: 'permit', reference: null });
const reverse = (exchange: string, on: string) =>
  new ReverseRecoupling(coa, 'reverse', { exchange, leg: 1, on, reference: null });
const place = (leg: 0 | 1) => (_: string, movedOn: string) => {
  const { household, dwelling, to: municipality } = SWAP[leg] ?? { household: '', dwelling: '', to: soest };
  return new RecordPlacement(operator, `place-${String(leg)}`, {
    household,
    municipality,
    dwelling,
    kind: 'regular',
    movedOn,
  });
};
/** COA tells where all of them are by one list. */
const list = (_: string, since: string) =>
  coaList(SWAP.map(({ household, to: municipality }) => ({ household, municipality, since })));
const agreed: Story = [propose, accept(soest), accept(zeist), inform(1), inform(2)];

const STORIES: readonly (readonly [string, Story, string])[] = [
  ['a swap', [...agreed, later(10, confirm(1)), confirm(2), later(3, place(0)), place(1)], 'ExchangeCompleted'],
  ['a swap that a list confirms', [...agreed, later(10, list), later(3, place(0)), place(1)], 'ExchangeCompleted'],
  ['a decline', [propose, accept(soest), decline], 'ExchangeEnded'],
  ['an expiry', [propose, accept(soest)], 'ExchangeEnded'],
  ['a refusal by COA', [...agreed, later(10, confirm(1)), refuse, later(5, reverse)], 'RecouplingReversed'],
];

describe('the process manager', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());

  /** Whoever hears nothing asks again, with the same words. */
  async function insist<T>(act: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
      }
    }
  }

  /** Tells a story from the start; the n-th append crashes. What stood in the log at the end, and how many appends it took. */
  async function tell(story: Story, crashAt: number, how: Crash) {
    let appends = 0;
    platform.begin();
    await populate(platform);
    platform.store.crash(() => (++appends === crashAt ? how : null));
    let exchange = '';
    for (const one of story) {
      const { days, step } = 'step' in one ? one : later(0, one);
      platform.clock.set(`${inDays(platform, days)}T10:00:00Z`);
      await manage();
      const command = step(exchange, inDays(platform, 0));
      const outcome = await insist(() => platform.run<{ exchange?: string }>(command));
      expect(outcome.ok ? [] : outcome.refusals).toEqual([]);
      if (outcome.ok) exchange = outcome.value.result.exchange ?? exchange;
      await manage();
    }
    platform.clock.set('2024-08-01T10:00:00Z');
    await manage();
    const events = await platform.events();
    return { appends, told: events.map(({ type, data, stream }) => ({ type, data, stream })) };
  }

  async function manage(): Promise<void> {
    await insist(() => platform.react());
    await insist(() => platform.fireDue());
    await insist(() => platform.react());
  }

  it.each(STORIES)('leads %s to its end, wherever it or anybody dies on the way', async (_, story, last) => {
    const { appends, told } = await tell(story, 0, 'before');
    expect(told.map(({ type }) => type)).toContain(last);
    for (let n = 1; n <= appends; n++) {
      for (const how of ['before', 'after'] as const) {
        expect({ n, how, ...(await tell(story, n, how)) }).toMatchObject({ n, how, told });
      }
    }
  });

  it('halts where the platform lacks a policy, and settles once there is one', async () => {
    const swap = await beginSwap(platform);
    await swap.accept(soest, zeist);
    await swap.inform(1, 2);
    await swap.waitForObjections();
    const on = inDays(platform, 0);
    for (const leg of [1, 2]) expect(await platform.refusals(confirm(leg)(swap.id, on))).toEqual([]);
    const confirmedAt = platform.clock.now();
    // Before the first policy.
    platform.clock.set('2014-06-01T10:00:00.000Z');
    await expect(platform.react()).rejects.toThrow('NO_POLICY');
    platform.clock.set(confirmedAt);
    await platform.react();
    expect(await swap.state()).toMatchObject({ status: 'settled' });
  });

  it('does everything once, however often it is given the same events', async () => {
    const { told } = await tell(STORIES[0]?.[1] ?? [], 0, 'before');
    platform.redeliver(1_000);
    await manage();
    expect(await platform.events()).toHaveLength(told.length);
  });
});
