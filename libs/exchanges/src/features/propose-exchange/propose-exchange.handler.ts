import type { Commanded } from '#libs/event-store';
import {
  canonicalJson,
  idFrom,
  ok,
  readInput,
  refusal,
  refused,
  type MunicipalityCode,
  type Result,
} from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ExchangeLeg, RedistributionShare } from '../../domain/exchange.events.js';
import { partiesOf } from '../../domain/exchange.js';
import { endOfTerm, expectedBy, remindAt } from '../../domain/exchanges.policy.js';
import { ExchangeAccess, type Matching } from '../exchange-access.js';
import { ExchangeDesk } from '../exchange-desk.js';
import { ExchangeFit, unlessFit, type LegFit } from '../exchange-fit.js';
import type { ExchangeSitting } from '../exchange-sitting.js';
import { proposeInput, ProposeExchange, type ProposedExchange } from './propose-exchange.command.js';

interface Route {
  readonly household: string;
  readonly from: MunicipalityCode;
  readonly dwelling: string;
  readonly to: MunicipalityCode;
}

@CommandHandler(ProposeExchange)
export class ProposeExchangeHandler implements ICommandHandler<ProposeExchange> {
  constructor(
    private readonly desk: ExchangeDesk,
    private readonly access: ExchangeAccess,
    private readonly fits: ExchangeFit,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({ identity, commandId, input }: ProposeExchange): Promise<Result<Commanded<ProposedExchange>>> {
    const read = readInput(proposeInput(this.municipalities), input);
    if (!read.ok) return read;
    const { legs: routes, region, suggestion, redistribution } = read.value;
    const parties = partiesOf(routes);
    const allowed = await this.access.to(identity, 'exchange.propose', parties);
    if (!allowed.ok) return allowed;
    const matches = await this.access.matches(region, parties);
    if (!matches.ok) return matches;
    const decidable = decidableBy(this.municipalities, redistribution);
    if (!decidable.ok) return decidable;
    const policy = await this.desk.policy();
    if (!policy.ok) return policy;

    // The id follows from the command, so that the command sent again meets its own stream.
    const exchange = idFrom(canonicalJson(['exchange', identity.actor, commandId]));
    const check = await this.fits.of(routes.map(({ household }) => household));
    const may = await this.access.matching(identity, parties);
    let found: readonly LegFit[] = [];
    const asked = { identity, commandId, content: { propose: read.value } };
    const outcome = await this.desk.joint(asked, exchange, routes, (sitting) => {
      const { today } = sitting.moment;
      const legs = legsOf(routes, sitting, may);
      if (!legs.ok) return legs;
      const answerBy = endOfTerm(today, policy.value.answerDays);
      const proposed = sitting.decide(
        {
          type: 'Propose',
          exchange,
          region,
          legs: legs.value,
          suggestion,
          remindAt: remindAt(today, policy.value),
          answerBy,
          expectedBy: expectedBy(today, policy.value),
          redistribution,
          most: { legs: policy.value.maxLegs, municipalities: policy.value.maxMunicipalities },
        },
        (after) => {
          found = check.legs(sitting, after.legs, after.expectedBy);
          return unlessFit(found, 'NOT_FITTING', may.household);
        },
      );
      return proposed.ok ? ok({ exchange, answerBy }) : proposed;
    });
    if (!outcome.ok) return outcome;
    const fresh = outcome.value.repeated ? [] : found;
    const warnings = fresh.flatMap(({ leg, warnings: of }) => of.map((warning) => ({ leg, warning })));
    return ok({ ...outcome.value, result: { ...outcome.value.result, warnings } });
  }
}

/**
 * Whether one supervisor can decide on what is agreed of taakstellingen: that is the province in which all of a period lie
 * [Huisvestingswet 2014, art. 29(2)]. Refuses `REDISTRIBUTION_BEYOND_PROVINCE` for every period of which nobody could.
 */
function decidableBy(registry: MunicipalityRegistry, shares: readonly RedistributionShare[]): Result<true> {
  const faults = [...new Set(shares.map(({ period }) => period))].flatMap((period) => {
    const municipalities = shares.filter((share) => share.period === period).map(({ municipality }) => municipality);
    if (registry.provinceOfAll(municipalities) !== null) return [];
    const message = `over taakstellingen besluit de provincie: die van ${period} zijn van gemeenten in verschillende provincies`;
    return [refusal('REDISTRIBUTION_BEYOND_PROVINCE', message, ['input', 'redistribution'], { period })];
  });
  return faults.length > 0 ? refused(...faults) : ok(true);
}

/**
 * The legs as they are now. What is not where it was said to be, and what the person may not match with, is not told from what is not
 * there at all: whoever could try dwellings on somebody else's household would read its sealed profile from the refusals.
 */
function legsOf(routes: readonly Route[], sitting: ExchangeSitting, may: Matching): Result<readonly ExchangeLeg[]> {
  const notFound = (i: number, field: string) =>
    refusal('NOT_FOUND', 'Niet gevonden', ['input', 'legs', String(i), field]);
  const legs: ExchangeLeg[] = [];
  const faults = routes.flatMap((route, i) => {
    const household = sitting.household(route.household);
    const dwelling = sitting.dwelling(route.dwelling);
    const isTheirs =
      may.household(route.from) && household.status !== 'unknown' && household.municipality === route.from;
    const isOffered =
      may.dwelling(route.to) && dwelling.status !== 'unknown' && dwelling.offer.municipality === route.to;
    if (isTheirs && isOffered) {
      const kind = dwelling.offer.kind === 'doorstroom' ? 'doorstroom' : 'recoupling';
      legs.push({ leg: i + 1, kind, persons: household.persons, ...route });
    }
    return [...(isTheirs ? [] : [notFound(i, 'household')]), ...(isOffered ? [] : [notFound(i, 'dwelling')])];
  });
  return faults.length > 0 ? refused(...faults) : ok(legs);
}
