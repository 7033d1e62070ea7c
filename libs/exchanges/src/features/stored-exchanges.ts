import { storedBy } from '#libs/event-store';
import { unreachable, type LocalDate } from '#libs/kernel';
import { exchangeDecider } from '../domain/exchange.decider.js';
import { exchangeEvent, type ExchangeEvent } from '../domain/exchange.events.js';

/** The day on which it happened in the world; what was agreed or asked here has none. */
function effectiveOn(event: ExchangeEvent): LocalDate | null {
  switch (event.type) {
    case 'ExchangeReserved':
    case 'HouseholdInformed':
    case 'HouseholdObjected':
    case 'ExchangeEnded':
    case 'RecouplingRequested':
    case 'RecouplingConfirmed':
    case 'RecouplingRefused':
    case 'RecouplingReversalRequested':
    case 'RecouplingReversed':
    case 'ExchangeSettled':
    case 'LegPlaced':
    case 'LegFailed':
    case 'LegRepaired':
    case 'ExchangeCompleted':
    case 'RedistributionRecorded':
      return event.on;
    case 'ExchangeProposed':
    case 'ExchangeAccepted':
    case 'ExchangeReminded':
    case 'ChecklistAnswered':
      return null;
    default:
      return unreachable(event);
  }
}

/** An exchange is a consistency boundary of its own: stream `exchange-<id>`. */
export const exchanges = storedBy(exchangeDecider, exchangeEvent, effectiveOn);
