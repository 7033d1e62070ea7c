import { refuse, type LocalDate, type Result } from '#libs/kernel';
import { legOf, type ExchangeStatus, type KnownExchange, type LegState } from './exchange.js';

/** Also said of an exchange that one may not see: the two cannot be told apart. */
export const exchangeUnknown = refuse('NOT_FOUND', 'Niet gevonden');

const WHERE_IT_STANDS: Readonly<Record<ExchangeStatus, string>> = {
  proposed: 'nog niet elke gemeente heeft ja gezegd',
  reserved: 'de huishoudens worden geïnformeerd; het COA is nog niet gevraagd',
  requested: 'het COA is gevraagd de koppelingen te verplaatsen',
  settled: 'de uitwisseling is afgehandeld; de huishoudens verhuizen',
  completed: 'de uitwisseling is voltooid',
  ended: 'de uitwisseling is beëindigd',
};

const inPhase =
  (code: string, needs: string) =>
  ({ status, end }: KnownExchange): Result<never> =>
    refuse(code, `${needs}: ${WHERE_IT_STANDS[status]}`, ['input', 'exchange'], { status, end });

/** Answers are no longer asked. */
export const notOpen = inPhase('EXCHANGE_NOT_OPEN', 'hierop kan niet meer worden geantwoord');
export const notReserved = inPhase('EXCHANGE_NOT_RESERVED', 'dit kan alleen nadat elke gemeente ja heeft gezegd');
export const notRequested = inPhase('EXCHANGE_NOT_REQUESTED', 'het COA is hierom niet gevraagd');
export const notSettled = inPhase('EXCHANGE_NOT_SETTLED', 'dit kan alleen na de afhandeling');
/** Too late to end it: from settlement on, a leg is repaired. */
export const notEndable = inPhase('EXCHANGE_NOT_ENDABLE', 'dit kan alleen voor de afhandeling');

export const expired = ({ answerBy }: KnownExchange): Result<never> =>
  refuse('EXCHANGE_EXPIRED', `de termijn om te antwoorden is voorbij (${answerBy})`, ['input', 'exchange'], {
    answerBy,
  });

export const notAParty = (municipality: string, path: readonly string[] = ['input', 'municipality']): Result<never> =>
  refuse('NOT_A_PARTY', `${municipality} doet niet mee aan deze uitwisseling`, path, { municipality });

export const alreadyAnswered = (answer: string): Result<never> =>
  refuse('ALREADY_ANSWERED', 'hierop is al geantwoord', ['input'], { answer });

export const inFuture = (on: LocalDate, today: LocalDate): Result<never> | null =>
  on > today ? refuse('DATE_IN_FUTURE', `${on} ligt in de toekomst`, ['input', 'on'], { today }) : null;

/** The leg of that number. Refuses `LEG_UNKNOWN`. */
export function theLeg(state: KnownExchange, number: number): Result<LegState> {
  const leg = legOf(state, number);
  return leg === undefined
    ? refuse('LEG_UNKNOWN', `deze uitwisseling heeft geen deel ${number}`, ['input', 'leg'], {
        legs: state.legs.length,
      })
    : { ok: true, value: leg };
}
