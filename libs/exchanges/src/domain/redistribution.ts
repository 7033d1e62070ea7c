import { accept, refusal, refuse, refused, type Decision, type Refusal } from '#libs/kernel';
import type { KnownExchange } from './exchange.js';
import type { ExchangeCommandOf } from './exchange.commands.js';
import type { ExchangeEvent } from './exchange.events.js';

type Decided = ExchangeCommandOf<'RecordRedistribution'>;

/** Every municipality whose taakstelling would change otherwise than it agreed. */
function differences({ period, shares }: Decided, { redistribution }: KnownExchange): readonly Refusal[] {
  const agreed = redistribution.filter((share) => share.period === period && share.change !== 0);
  const differs = (municipality: string, was: number, decided: number, path: readonly string[]): readonly Refusal[] => {
    if (was === decided) return [];
    const message = `bij de uitwisseling is voor ${municipality} een wijziging van ${was} afgesproken; dit besluit wijzigt ${decided}`;
    return [refusal('REDISTRIBUTION_DIFFERS', message, path, { municipality, agreed: was, decided })];
  };
  return [
    ...shares.flatMap(({ municipality, change }, i) => {
      const was = agreed.find((share) => share.municipality === municipality)?.change ?? 0;
      return differs(municipality, was, change, ['input', 'shares', String(i), 'persons']);
    }),
    ...agreed
      .filter((share) => !shares.some(({ municipality }) => municipality === share.municipality))
      .flatMap(({ municipality, change }) => differs(municipality, change, 0, ['input', 'shares'])),
  ];
}

/** Settled, and not undone since: where every household went back, nothing is left with which taakstellingen could go. */
const isDone = ({ status, legs }: KnownExchange): boolean =>
  (status === 'settled' || status === 'completed') &&
  !legs.every(({ course }) => course.status === 'repaired' && course.repair === 'return');

/**
 * What the municipalities agreed with the exchange, decided by the supervisor: the very same shares, once for each period, and not
 * before the exchange is done [domain.md §2, §4]. Refuses `EXCHANGE_NOT_SETTLED` without telling how it stands or ended, which is not
 * for a supervisor, `REDISTRIBUTION_NOT_AGREED`, `REDISTRIBUTION_DECIDED` and, for each share, `REDISTRIBUTION_DIFFERS`.
 */
export function recordRedistribution(command: Decided, state: KnownExchange): Decision<ExchangeEvent> {
  const { redistribution, period, shares, on } = command;
  if (!isDone(state)) {
    const message = 'de uitwisseling waarbij dit is afgesproken, is niet afgehandeld';
    return refuse('EXCHANGE_NOT_SETTLED', message, ['input', 'exchange']);
  }
  if (!state.redistribution.some((share) => share.period === period && share.change !== 0)) {
    const message = `bij deze uitwisseling is over de taakstellingen van ${period} niets afgesproken`;
    return refuse('REDISTRIBUTION_NOT_AGREED', message, ['input', 'period'], { period });
  }
  const decided = state.decisions[period];
  if (decided !== undefined) {
    const message = `over de taakstellingen van ${period} is bij deze uitwisseling al besloten`;
    return refuse('REDISTRIBUTION_DECIDED', message, ['input', 'exchange'], { redistribution: decided });
  }
  const faults = differences(command, state);
  if (faults.length > 0) return refused(...faults);
  const municipalities = shares.filter(({ change }) => change !== 0).map(({ municipality }) => municipality);
  return accept({
    type: 'RedistributionRecorded',
    exchange: state.exchange,
    period,
    redistribution,
    municipalities,
    on,
  });
}
