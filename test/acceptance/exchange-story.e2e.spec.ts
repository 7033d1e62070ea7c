import { startTurnedPlatform, type Answered, type TurnedPlatform } from './support/turned-platform.js';

/**
 * The story of domain.md §4, told through the API by the people themselves: a coordinator, two municipalities and COA, each
 * with a client of its own, a dashboard open at both municipalities. Nobody settles anything by hand: that follows by itself.
 */
const UTRECHT = 'GM0344';
const ZEIST = 'GM0355';
const OPEN = `subscription ($municipality: MunicipalityCode!) {
  exchangesChanged(municipality: $municipality) { position exchanges { id status legs { leg state } } } }`;
const EXCHANGE = `query ($id: ID!, $atLeast: Position) { exchange(id: $id, atLeast: $atLeast) {
  status openReversals end { code reason } legs { leg household persons state from to needs { bedrooms } } } }`;

interface SeenExchange {
  readonly status: string;
  readonly openReversals: number;
  readonly end: { readonly code: string; readonly reason: string | null } | null;
  readonly legs: readonly {
    readonly leg: number;
    readonly household: string | null;
    readonly persons: number;
    readonly state: string;
    readonly needs: { readonly bedrooms: number } | null;
  }[];
}

let platform: TurnedPlatform;
let stories = 0;
beforeAll(async () => {
  platform = await startTurnedPlatform('2026-03-02T08:00:00Z');
}, 120_000);
afterAll(() => platform.stop(), 60_000);

const done = async (answer: Promise<Answered>): Promise<Answered> => {
  const payload = await answer;
  expect(payload.refusal).toBeNull();
  return payload;
};

const exchange = async (person: string, id: string): Promise<SeenExchange> =>
  (await platform.ask<{ exchange: SeenExchange }>(person, EXCHANGE, { id, atLeast: platform.position() })).exchange;

/** Waits until it holds: what follows by itself takes a moment. @throws Error after half a minute */
async function eventually(holds: () => Promise<boolean>, tell: () => string = () => 'it'): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries === 300) throw new Error(`${tell()} stands still`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits until the exchange stands so. */
async function until(id: string, holds: (seen: SeenExchange) => boolean): Promise<SeenExchange> {
  let seen = await exchange('coordinator-utrecht', id);
  await eventually(
    async () => holds((seen = await exchange('coordinator-utrecht', id))),
    () => JSON.stringify(seen),
  );
  return seen;
}

interface Story {
  readonly family: string;
  readonly single: string;
  readonly studio: string;
  readonly house: string;
  readonly id: string;
}

/** A family coupled to Utrecht, where only a studio is free; a single person coupled to Zeist, where only a house is. */
async function proposedSwap(): Promise<Story> {
  const n = ++stories;
  const [family, single] = [`f-${n}-0a1b2c3d`, `s-${n}-4e5f6a7b`];
  const receive = (person: string, household: string, municipality: string, persons: number) =>
    done(
      platform.send(person, 'koppelingReceive', {
        household,
        municipality,
        persons,
        permitOn: '2026-01-12',
        coupledOn: '2026-01-26',
        source: 'koppellijst',
      }),
    );
  await receive('gemeente-utrecht', family, UTRECHT, 5);
  await receive('gemeente-zeist', single, ZEIST, 1);
  const profile = { bedrooms: 3, maxRent: 90_000 };
  await done(
    platform.send('gemeente-utrecht', 'householdChangeProfile', { household: family, municipality: UTRECHT, profile }),
  );
  const offer = async (person: string, municipality: string, rooms: number, least: number, most: number) => {
    const offered = await done(
      platform.send(
        person,
        'dwellingOffer',
        {
          municipality,
          key: `woning ${n}`,
          bedrooms: rooms,
          minPersons: least,
          maxPersons: most,
          access: 'stairs',
          rent: 70_000,
          from: '2026-03-01',
        },
        'id',
      ),
    );
    return String(offered.result?.['id']);
  };
  const studio = await offer('gemeente-utrecht', UTRECHT, 1, 1, 1);
  const house = await offer('gemeente-zeist', ZEIST, 4, 4, 6);
  const proposed = await done(
    platform.send(
      'coordinator-utrecht',
      'exchangePropose',
      {
        legs: [
          { household: family, from: UTRECHT, dwelling: house, to: ZEIST },
          { household: single, from: ZEIST, dwelling: studio, to: UTRECHT },
        ],
      },
      'exchange',
    ),
  );
  return { family, single, studio, house, id: String(proposed.result?.['exchange']) };
}

const accept = (person: string, exchange: string, municipality: string): Promise<Answered> =>
  platform.send(person, 'exchangeAccept', { exchange, municipality });
const inform = (person: string, exchange: string, leg: number): Promise<Answered> =>
  done(platform.send(person, 'householdInform', { exchange, leg, on: platform.today() }));
const confirm = (person: string, exchange: string, leg: number): Promise<Answered> =>
  platform.send(person, 'recouplingConfirm', { exchange, leg, on: platform.today(), reference: `COA-${leg}` });

async function requestedSwap(): Promise<Story> {
  const story = await proposedSwap();
  await done(accept('gemeente-utrecht', story.id, UTRECHT));
  await done(accept('gemeente-zeist', story.id, ZEIST));
  await inform('gemeente-utrecht', story.id, 1);
  await inform('gemeente-zeist', story.id, 2);
  platform.turn(9);
  await until(story.id, ({ status }) => status === 'requested');
  return story;
}

const HOUSEHOLD = `query ($id: ID!, $atLeast: Position) { household(id: $id, atLeast: $atLeast) { municipality } }`;

/** Where the household is coupled, as the person sees it who then has it; null while it is not theirs to see. */
const municipalityOf = async (person: string, id: string): Promise<string | null> => {
  const atLeast = platform.position();
  return platform
    .ask<{ household: { municipality: string } }>(person, HOUSEHOLD, { id, atLeast })
    .then(({ household }) => household.municipality)
    .catch((error: unknown) => {
      if (String(error).includes('Niet gevonden')) return null;
      throw error;
    });
};

describe('an exchange between Utrecht and Zeist', () => {
  it('is proposed, accepted by both, told to both households, confirmed by COA, settled and moved into', async () => {
    const open = await platform.watch('gemeente-zeist', OPEN, { municipality: ZEIST });
    const story = await proposedSwap();

    // Zeist sees of the family from Utrecht what it needs, and no more of it than that; not one that is not in the exchange.
    const seen = await exchange('gemeente-zeist', story.id);
    expect(seen.legs[0]).toMatchObject({ household: story.family, persons: 5, needs: { bedrooms: 3 } });
    expect(await exchange('toezichthouder-utrecht', story.id).catch(String)).toContain('Niet gevonden');

    await done(accept('gemeente-utrecht', story.id, UTRECHT));
    expect((await exchange('coordinator-utrecht', story.id)).status).toBe('proposed');
    await done(accept('gemeente-zeist', story.id, ZEIST));
    await inform('gemeente-utrecht', story.id, 1);
    await inform('gemeente-zeist', story.id, 2);
    const early = await platform.send('coordinator-utrecht', 'recouplingRequest', { exchange: story.id });
    expect(early.refusal?.code).toBe('OBJECTIONS_OPEN');
    platform.turn(9);
    await until(story.id, ({ status }) => status === 'requested');

    // COA answers for one; the coordinator writes down its other answer on its behalf. Until then nobody has moved.
    await done(confirm('coa', story.id, 1));
    expect(await municipalityOf('gemeente-utrecht', story.family)).toBe(UTRECHT);
    await done(confirm('coordinator-utrecht', story.id, 2));
    await until(story.id, ({ status }) => status === 'settled');
    await eventually(async () => (await municipalityOf('gemeente-zeist', story.family)) === ZEIST);
    await eventually(async () => (await municipalityOf('gemeente-utrecht', story.single)) === UTRECHT);

    const place = (person: string, municipality: string, household: string, dwelling: string) =>
      done(
        platform.send(person, 'placementRecord', {
          household,
          municipality,
          dwelling,
          kind: 'regular',
          movedOn: platform.today(),
        }),
      );
    await place('gemeente-zeist', ZEIST, story.family, story.house);
    await place('gemeente-utrecht', UTRECHT, story.single, story.studio);
    await until(story.id, ({ status }) => status === 'completed');

    // Who had the page open saw each step, and at the end that nothing is open any more.
    const statusIn = (value: unknown): string | undefined =>
      (
        value as { data: { exchangesChanged: { exchanges: { id: string; status: string }[] } } }
      ).data.exchangesChanged.exchanges.find(({ id }) => id === story.id)?.status;
    for (const status of ['proposed', 'reserved', 'requested']) await open.until((value) => statusIn(value) === status);
    const last = await open.until((value) => statusIn(value) === 'settled');
    const after = open.values.indexOf(last);
    await open.until((value) => open.values.indexOf(value) > after && statusIn(value) === undefined);
  }, 60_000);

  it('ends when a municipality declines, and everything is free again at once', async () => {
    const story = await proposedSwap();
    await done(accept('gemeente-utrecht', story.id, UTRECHT));
    await done(
      platform.send('gemeente-zeist', 'exchangeDecline', {
        exchange: story.id,
        municipality: ZEIST,
        reason: 'dwelling_promised',
      }),
    );
    expect(await exchange('gemeente-utrecht', story.id)).toMatchObject({ status: 'ended', end: { code: 'DECLINED' } });
    const again = await platform.send('coordinator-utrecht', 'exchangePropose', {
      legs: [{ household: story.family, from: UTRECHT, dwelling: story.house, to: ZEIST }],
    });
    expect(again.refusal).toBeNull();
  }, 60_000);

  it('expires when an answer stays out, by the clock alone', async () => {
    const story = await proposedSwap();
    await done(accept('gemeente-utrecht', story.id, UTRECHT));
    platform.turn(7);
    const late = await accept('gemeente-zeist', story.id, ZEIST);
    expect(late.refusal?.code).toMatch(/^EXCHANGE_(EXPIRED|NOT_OPEN)$/);
    expect(await until(story.id, ({ status }) => status === 'ended')).toMatchObject({ end: { code: 'EXPIRED' } });
  }, 60_000);

  it('is undone as a whole when COA refuses one leg, and shows as open what COA has moved already', async () => {
    const story = await requestedSwap();
    await done(confirm('coa', story.id, 1));
    await done(
      platform.send('coa', 'recouplingRefuse', {
        exchange: story.id,
        leg: 2,
        on: platform.today(),
        reason: 'household_refuses',
      }),
    );
    const ended = await exchange('coordinator-utrecht', story.id);
    expect(ended).toMatchObject({ status: 'ended', openReversals: 1, end: { code: 'COA_REFUSED' } });
    expect(await municipalityOf('gemeente-utrecht', story.family)).toBe(UTRECHT);
    await done(platform.send('coa', 'recouplingReverse', { exchange: story.id, leg: 1, on: platform.today() }));
    expect(await exchange('coordinator-utrecht', story.id)).toMatchObject({ openReversals: 0 });
  }, 60_000);

  it('ends when the owner uses a household that was only claimed; once reserved, the owner is refused', async () => {
    const place = (household: string) =>
      platform.send('gemeente-utrecht', 'placementRecord', {
        household,
        municipality: UTRECHT,
        kind: 'regular',
        movedOn: platform.today(),
      });
    const claimed = await proposedSwap();
    await done(place(claimed.family));
    expect(await until(claimed.id, ({ status }) => status === 'ended')).toMatchObject({ end: { code: 'OWNER_USED' } });

    const reserved = await proposedSwap();
    await done(accept('gemeente-utrecht', reserved.id, UTRECHT));
    await done(accept('gemeente-zeist', reserved.id, ZEIST));
    expect((await place(reserved.family)).refusal?.code).toBe('HOUSEHOLD_RESERVED');
  }, 60_000);

  it('ends when a household no longer fits the dwelling', async () => {
    const story = await proposedSwap();
    await done(
      platform.send('gemeente-utrecht', 'householdChangePersons', {
        household: story.family,
        municipality: UTRECHT,
        persons: 7,
        cause: 'nareis',
        on: platform.today(),
      }),
    );
    expect(await until(story.id, ({ status }) => status === 'ended')).toMatchObject({
      end: { code: 'NO_LONGER_FITS' },
    });
  }, 60_000);
});
