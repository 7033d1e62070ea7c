import { EVENT_STORE, type EventStore, type RecordedEvent } from '#libs/event-store';
import type { MunicipalityCode } from '#libs/kernel';
import { HOUSEHOLD_MENTIONS, type HouseholdMentions, type OpenedText, type RecordedFact } from '#libs/koppeling';
import { MunicipalityRegistry } from '#libs/municipalities';
import type { HouseholdKey } from '#libs/secrets';
import { Inject, Injectable, type Provider } from '@nestjs/common';
import { exchangeEvent, exchangeStream, type ExchangeEvent } from '../domain/exchange.events.js';

/** What an exchange holds about one household: its own leg. What was said of other legs, or of all, is about others too. */
function describe(event: ExchangeEvent, nameOf: (code: MunicipalityCode) => string): string | null {
  switch (event.type) {
    case 'HouseholdInformed':
      return `Op ${event.on} verteld door ${nameOf(event.municipality)}; bezwaar kan tot ${event.objectBy}.`;
    case 'HouseholdObjected':
      return `Op ${event.on} bezwaar gemaakt bij ${nameOf(event.municipality)}.`;
    case 'ExchangeEnded':
      return `Op ${event.on} geëindigd (${event.end}${event.reason === null ? '' : `, ${event.reason}`}).`;
    case 'RecouplingConfirmed':
      return `Op ${event.on} gaf het COA de omkoppeling door.`;
    case 'RecouplingRefused':
      return `Op ${event.on} weigerde het COA de omkoppeling (${event.reason}).`;
    case 'RecouplingReversed':
      return `Op ${event.on} draaide het COA de omkoppeling terug.`;
    case 'ChecklistAnswered': {
      const answers = Object.entries(event.answers).map(([item, done]) => `${item}: ${done ? 'ja' : 'nee'}`);
      return `${nameOf(event.municipality)} liep na wat geregeld is: ${answers.join(', ')}.`;
    }
    case 'LegPlaced':
      return `Op ${event.on} verhuisd.`;
    case 'LegFailed':
      return `Op ${event.on} ging de verhuizing niet door (${event.reason}).`;
    case 'LegRepaired':
      return `Op ${event.on} hersteld (${event.repair}).`;
    default:
      return null;
  }
}

/** What exchanges hold about a household, for the people themselves: for the port of koppeling, which does not know exchanges. */
@Injectable()
export class ExchangeMentions implements HouseholdMentions {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly registry: MunicipalityRegistry,
  ) {}

  async mentionsOf(
    household: string,
    exchanges: readonly string[],
    key: HouseholdKey | null,
  ): Promise<readonly RecordedFact[]> {
    if (exchanges.length === 0) return [];
    const nameOf = (code: MunicipalityCode): string => this.registry.nameOf(code);
    const legs = new Map<string, number>();
    const log = await this.store.readStreams(exchanges.map(exchangeStream));
    return log.flatMap((recorded) => {
      const event = exchangeEvent.parse({ ...recorded.data, type: recorded.type });
      if (event.type === 'ExchangeProposed') {
        const leg = event.legs.find((each) => each.household === household);
        if (leg === undefined) return [];
        legs.set(event.exchange, leg.leg);
        const description = `Voorgesteld (personen: ${leg.persons}) van ${nameOf(leg.from)} naar woning ${leg.dwelling} in ${nameOf(leg.to)}.`;
        return [told(recorded, event, description, key)];
      }
      if (!('leg' in event) || event.leg !== legs.get(event.exchange)) return [];
      const description = describe(event, nameOf);
      return description === null ? [] : [told(recorded, event, description, key)];
    });
  }
}

function told(
  { position, recordedAt, effectiveOn, type }: RecordedEvent,
  event: ExchangeEvent,
  description: string,
  key: HouseholdKey | null,
): RecordedFact {
  const texts: OpenedText[] = [];
  if (key !== null && event.type === 'HouseholdObjected' && event.reason !== null) {
    texts.push({ what: 'reason', text: textOf(key.open('reason', event.reason)) });
  }
  if (key !== null && 'note' in event && event.note !== null) {
    texts.push({ what: 'note', text: textOf(key.open('note', event.note)) });
  }
  const about = `Uitwisseling ${event.exchange}. ${description}`;
  return { held: 'exchange', position, recordedAt, on: effectiveOn, event: type, description: about, texts };
}

const textOf = (opened: unknown): string => (typeof opened === 'string' ? opened : JSON.stringify(opened));

/** The port of koppeling, answered: for a global module. */
export const mentionProviders: readonly Provider[] = [
  ExchangeMentions,
  { provide: HOUSEHOLD_MENTIONS, useExisting: ExchangeMentions },
];
