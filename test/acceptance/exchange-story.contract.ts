import { accept, confirm, couldSwap, done, inform, place, propose, UTRECHT, ZEIST, type Swap } from './support/swap.js';
import type { TurnedProduct } from './support/turned-product.js';

const OPEN = `subscription ($municipality: MunicipalityCode!) {
  exchangesChanged(municipality: $municipality) { position exchanges { id status legs { leg state } } } }`;
const EXCHANGE = `query ($id: ID!, $atLeast: Position) { exchange(id: $id, atLeast: $atLeast) {
  status openReversals end { code reason } legs { leg household persons state from to needs { bedrooms } } } }`;
const HOUSEHOLD = `query ($id: ID!, $atLeast: Position) { household(id: $id, atLeast: $atLeast) { municipality } }`;

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

interface Story extends Swap {
  readonly id: string;
}

/**
 * The story of domain.md §4, told through the API by the people themselves: a coordinator, two municipalities and COA, each
 * with a client of its own, a dashboard open at one of them. Nobody settles anything by hand: that follows by itself.
 */
export function exchangeStoryContract(started: () => TurnedProduct): void {
  const today = (): string => started().clock.today();
  const exchange = async (person: string, id: string): Promise<SeenExchange> => {
    const product = started();
    return (await product.ask<{ exchange: SeenExchange }>(person, EXCHANGE, { id, atLeast: product.position }))
      .exchange;
  };

  /** Waits until the exchange stands so: what follows by itself takes a moment. @throws Error after half a minute */
  async function until(id: string, holds: (seen: SeenExchange) => boolean): Promise<SeenExchange> {
    for (let tries = 0; ; tries++) {
      const seen = await exchange('coordinator-utrecht', id);
      if (holds(seen)) return seen;
      if (tries === 600) throw new Error(`${JSON.stringify(seen)} stands still`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function proposedSwap(): Promise<Story> {
    const swap = await couldSwap(started());
    const proposed = await done(started(), propose(swap.legs));
    return { ...swap, id: String(proposed['exchange']) };
  }

  async function agreedSwap(): Promise<Story> {
    const story = await proposedSwap();
    await done(started(), accept(story.id, UTRECHT));
    await done(started(), accept(story.id, ZEIST));
    return story;
  }

  async function informed({ id }: Story): Promise<void> {
    await done(started(), inform(id, 1, UTRECHT, today()));
    await done(started(), inform(id, 2, ZEIST, today()));
    // The term that is turned to stands once it was heard of.
    await started().settled();
  }

  /** Where the household is coupled, as the person sees it who then has it; null while it is not theirs to see. */
  const municipalityOf = async (person: string, id: string): Promise<string | null> => {
    const atLeast = started().position;
    return started()
      .ask<{ household: { municipality: string } }>(person, HOUSEHOLD, { id, atLeast })
      .then(({ household }) => household.municipality)
      .catch((error: unknown) => {
        if (String(error).includes('Niet gevonden')) return null;
        throw error;
      });
  };

  describe('an exchange between Utrecht and Zeist', () => {
    it('is proposed, accepted by both, told to both households, confirmed by COA, settled and moved into', async () => {
      const open = await started().watch('gemeente-zeist', OPEN, { municipality: ZEIST });
      const story = await proposedSwap();

      // Zeist sees of the family from Utrecht what it needs, and no more of it than that; not one that is not in the exchange.
      const seen = await exchange('gemeente-zeist', story.id);
      expect(seen.legs[0]).toMatchObject({ household: story.family, persons: 5, needs: { bedrooms: 3 } });
      expect(await exchange('toezichthouder-utrecht', story.id).catch(String)).toContain('Niet gevonden');

      await done(started(), accept(story.id, UTRECHT));
      expect((await exchange('coordinator-utrecht', story.id)).status).toBe('proposed');
      await done(started(), accept(story.id, ZEIST));
      await informed(story);
      const early = await started().send('coordinator-utrecht', 'recouplingRequest', { exchange: story.id });
      expect(early.refusal?.code).toBe('OBJECTIONS_OPEN');
      started().clock.turn(9);
      await until(story.id, ({ status }) => status === 'requested');

      // COA answers for one; the coordinator writes down its other answer on its behalf. Until then nobody has moved.
      await done(started(), confirm('coa', story.id, 1, today()));
      expect(await municipalityOf('gemeente-utrecht', story.family)).toBe(UTRECHT);
      await done(started(), confirm('coordinator-utrecht', story.id, 2, today()));
      await until(story.id, ({ status }) => status === 'settled');
      await started().settled();
      expect(await municipalityOf('gemeente-zeist', story.family)).toBe(ZEIST);
      expect(await municipalityOf('gemeente-utrecht', story.single)).toBe(UTRECHT);

      await done(started(), place(ZEIST, story.family, story.house, today()));
      await done(started(), place(UTRECHT, story.single, story.studio, today()));
      await until(story.id, ({ status }) => status === 'completed');

      // Who had the page open saw each step, and at the end that nothing is open any more.
      const statusIn = (value: unknown): string | undefined =>
        (
          value as { data: { exchangesChanged: { exchanges: { id: string; status: string }[] } } }
        ).data.exchangesChanged.exchanges.find(({ id }) => id === story.id)?.status;
      for (const status of ['proposed', 'reserved', 'requested'])
        await open.until((value) => statusIn(value) === status);
      const last = await open.until((value) => statusIn(value) === 'settled');
      const after = open.values.indexOf(last);
      await open.until((value) => open.values.indexOf(value) > after && statusIn(value) === undefined);
    }, 60_000);

    it('ends when a municipality declines, and everything is free again at once', async () => {
      const story = await proposedSwap();
      await done(started(), accept(story.id, UTRECHT));
      const declined = await started().send('gemeente-zeist', 'exchangeDecline', {
        exchange: story.id,
        municipality: ZEIST,
        reason: 'dwelling_promised',
      });
      expect(declined.refusal).toBeNull();
      expect(await exchange('gemeente-utrecht', story.id)).toMatchObject({
        status: 'ended',
        end: { code: 'DECLINED' },
      });
      await done(started(), propose([story.legs[0]]));
    }, 60_000);

    it('expires when an answer stays out, by the clock alone', async () => {
      const story = await proposedSwap();
      await done(started(), accept(story.id, UTRECHT));
      await started().settled();
      started().clock.turn(7);
      const late = await started().insist(accept(story.id, ZEIST));
      expect(late.refusal?.code).toMatch(/^EXCHANGE_(EXPIRED|NOT_OPEN)$/);
      expect(await until(story.id, ({ status }) => status === 'ended')).toMatchObject({ end: { code: 'EXPIRED' } });
    }, 60_000);

    it('is undone as a whole when COA refuses one leg, and shows as open what COA has moved already', async () => {
      const story = await agreedSwap();
      await informed(story);
      started().clock.turn(9);
      await until(story.id, ({ status }) => status === 'requested');
      await done(started(), confirm('coa', story.id, 1, today()));
      const refused = await started().send('coa', 'recouplingRefuse', {
        exchange: story.id,
        leg: 2,
        on: today(),
        reason: 'household_refuses',
      });
      expect(refused.refusal).toBeNull();
      const ended = await exchange('coordinator-utrecht', story.id);
      expect(ended).toMatchObject({ status: 'ended', openReversals: 1, end: { code: 'COA_REFUSED' } });
      expect(await municipalityOf('gemeente-utrecht', story.family)).toBe(UTRECHT);
      const reversed = await started().send('coa', 'recouplingReverse', { exchange: story.id, leg: 1, on: today() });
      expect(reversed.refusal).toBeNull();
      expect(await exchange('coordinator-utrecht', story.id)).toMatchObject({ openReversals: 0 });
    }, 60_000);

    it('ends when the owner uses a household that was only claimed; once reserved, the owner is refused', async () => {
      const claimed = await proposedSwap();
      await done(started(), place(UTRECHT, claimed.family, null, today()));
      expect(await until(claimed.id, ({ status }) => status === 'ended')).toMatchObject({
        end: { code: 'OWNER_USED' },
      });
      const reserved = await agreedSwap();
      const used = await started().insist(place(UTRECHT, reserved.family, null, today()));
      expect(used.refusal?.code).toBe('HOUSEHOLD_RESERVED');
    }, 60_000);

    it('ends when a household no longer fits the dwelling', async () => {
      const story = await proposedSwap();
      const grown = await started().send('gemeente-utrecht', 'householdChangePersons', {
        household: story.family,
        municipality: UTRECHT,
        persons: 7,
        cause: 'nareis',
        on: today(),
      });
      expect(grown.refusal).toBeNull();
      expect(await until(story.id, ({ status }) => status === 'ended')).toMatchObject({
        end: { code: 'NO_LONGER_FITS' },
      });
    }, 60_000);
  });
}
