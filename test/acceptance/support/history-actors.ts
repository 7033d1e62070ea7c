import type { Chance } from '../../trust/kafka/seeded.js';
import { accept, changeProfile, confirm, inform, officialOf, place, propose, type Leg } from './swap.js';
import { command, type SentCommand, type TurnedProduct } from './turned-product.js';

interface Owned {
  readonly id: string;
  readonly municipality: string;
  /** How many there are when it begins, or may live there. */
  readonly persons: number;
}

/** Nothing can be done before a term is over. */
export const WAIT = 'wait';

interface SeenLeg {
  readonly leg: number;
  readonly household: string | null;
  readonly dwelling: string | null;
  readonly from: string;
  readonly to: string;
  readonly state: string;
  readonly informedOn: string | null;
  readonly coaAnswer: string | null;
  readonly failure: string | null;
  readonly repair: string | null;
  readonly placedOn: string | null;
}

interface SeenExchange {
  readonly status: string;
  readonly municipalities: readonly string[];
  readonly answers: readonly { readonly municipality: string }[];
  readonly legs: readonly SeenLeg[];
}

const EXCHANGE = `query ($id: ID!) { exchange(id: $id) { status municipalities answers { municipality }
  legs { leg household dwelling from to state informedOn coaAnswer failure repair placedOn } } }`;

/** What those who take part would send next, by what the API shows them: mostly what makes sense, now and then what does not. */
export class HistoryActors {
  readonly households: Owned[] = [];
  readonly dwellings: Owned[] = [];
  readonly exchanges: string[] = [];

  constructor(
    private readonly product: TurnedProduct,
    private readonly chance: Chance,
  ) {}

  /** Null: nothing comes to mind. */
  async next(): Promise<SentCommand | typeof WAIT | null> {
    const { chance } = this;
    const throws = chance.below(12);
    if (this.exchanges.length === 0 || throws === 0) return this.propose();
    if (throws === 1) return this.owner();
    const id = this.exchanges[this.exchanges.length - 1 - chance.below(Math.min(2, this.exchanges.length))] ?? '';
    const exchange = await this.seen(id);
    return exchange === null ? null : this.about(id, exchange);
  }

  /** As the API shows it now, which may be a moment ago; null: not yet. */
  private seen(id: string): Promise<SeenExchange | null> {
    return this.product
      .ask<{ exchange: SeenExchange }>('coordinator-utrecht', EXCHANGE, { id })
      .then(({ exchange }) => exchange)
      .catch((error: unknown) => {
        if (String(error).includes('NOT_FOUND')) return null;
        throw error;
      });
  }

  /** Mostly of two, and mostly such that everybody fits. */
  private propose(): SentCommand {
    const { chance } = this;
    const many = chance.pick([1, 2, 2, 2, 3]);
    const tries = chance.below(8) === 0 ? 'anything' : 'what fits';
    const legs: Leg[] = [];
    for (const { id: household, municipality: from, persons } of chance.shuffled(this.households)) {
      if (legs.length === many) break;
      const to = chance.shuffled(this.dwellings).find((one) => {
        const fits = tries === 'anything' || one.persons >= persons;
        return fits && one.municipality !== from && legs.every(({ dwelling }) => dwelling !== one.id);
      });
      if (to !== undefined) legs.push({ household, from, dwelling: to.id, to: to.municipality });
    }
    return propose(legs);
  }

  private about(
    exchange: string,
    { status, municipalities, answers, legs }: SeenExchange,
  ): SentCommand | typeof WAIT | null {
    const { chance } = this;
    const leg = chance.pick(legs);
    const rare = chance.below(16) === 0;
    const on = this.product.clock.today();
    switch (status) {
      case 'proposed': {
        const silent = municipalities.filter((one) => answers.every(({ municipality }) => municipality !== one));
        const municipality = chance.pick(silent.length > 0 ? silent : municipalities);
        if (!rare) return accept(exchange, municipality);
        return command(officialOf[municipality] ?? '', 'exchangeDecline', { exchange, municipality, reason: 'timing' });
      }
      case 'reserved': {
        if (rare) return command('coordinator-utrecht', 'exchangeWithdraw', { exchange, reason: 'better_match' });
        const untold = legs.find(({ informedOn }) => informedOn === null);
        if (untold !== undefined) return inform(exchange, untold.leg, untold.from, on);
        return chance.pick([command('coordinator-utrecht', 'recouplingRequest', { exchange }), WAIT]);
      }
      case 'requested': {
        const open = legs.find(({ coaAnswer }) => coaAnswer === null) ?? leg;
        if (rare) return command('coa', 'recouplingRefuse', { exchange, leg: open.leg, on, reason: 'permit' });
        return confirm(chance.pick(['coa', 'coordinator-utrecht']), exchange, open.leg, on);
      }
      case 'settled':
        return this.afterSettlement(exchange, legs, on);
      case 'ended':
        return command('coa', 'recouplingReverse', { exchange, leg: leg.leg, on });
      default:
        return null;
    }
  }

  private afterSettlement(exchange: string, legs: readonly SeenLeg[], on: string): SentCommand {
    const open = legs.find(({ placedOn, repair }) => placedOn === null && repair === null) ?? this.chance.pick(legs);
    const { leg, household, dwelling, to } = open;
    if (open.failure !== null) {
      return command('coordinator-utrecht', 'legRepair', {
        exchange,
        leg,
        repair: this.chance.pick(['return', 'balance']),
        on,
      });
    }
    if (this.chance.below(6) === 0) {
      return command(officialOf[to] ?? '', 'legFail', { exchange, leg, reason: 'household_refused', on });
    }
    return place(to, household ?? '', dwelling, on);
  }

  /** An owner uses what is its own, or says what it needs, whatever exchanges want. */
  private owner(): SentCommand {
    const { chance } = this;
    const { id: household, municipality } = chance.pick(this.households);
    const { id: dwelling, municipality: owner } = chance.pick(this.dwellings);
    const on = this.product.clock.today();
    const official = officialOf[municipality] ?? '';
    return chance.pick([
      () => place(municipality, household, null, on),
      () => changeProfile(household, municipality, 1 + chance.below(4)),
      () =>
        command(official, 'householdChangePersons', {
          household,
          municipality,
          persons: 1 + chance.below(6),
          cause: chance.pick(['birth', 'nareis']),
          on,
        }),
      () => command(official, 'koppelingEnd', { household, municipality, on, reason: 'own_dwelling' }),
      () => command('coa', 'koppelingMove', { household, to: owner, on, source: 'koppellijst' }),
      () => command(officialOf[owner] ?? '', 'dwellingReserve', { dwelling, until: on }),
      () => command(officialOf[owner] ?? '', 'dwellingWithdraw', { dwelling, on, reason: 'sold' }),
      // Not theirs to do: it is refused, and has no effect.
      () => command('toezichthouder-utrecht', 'dwellingWithdraw', { dwelling, on, reason: 'sold' }),
      () => command('corporatie', 'koppelingEnd', { household, municipality, on, reason: 'own_dwelling' }),
    ])();
  }
}
