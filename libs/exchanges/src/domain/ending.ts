import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import type { Sealed } from '#libs/secrets';
import { isConfirmed, type KnownExchange } from './exchange.js';
import type { ExchangeEnd, ExchangeEvent } from './exchange.events.js';

export interface Ending {
  readonly end: ExchangeEnd;
  readonly by: MunicipalityCode | null;
  readonly reason: string | null;
  readonly leg: number | null;
  readonly on: LocalDate;
  readonly note: Sealed | null;
}

/**
 * The exchange ends before settlement: nothing moved here. COA works leg by leg: whatever it moved already is asked back in
 * the same breath, so that no difference goes unseen [domain.md §4].
 */
export function endOf(state: KnownExchange, ending: Ending): readonly ExchangeEvent[] {
  const { exchange, municipalities } = state;
  const confirmed = state.legs.filter(isConfirmed).map(({ leg }) => leg);
  return [
    { type: 'ExchangeEnded', exchange, municipalities: [...municipalities], ...ending },
    ...(confirmed.length === 0
      ? []
      : [{ type: 'RecouplingReversalRequested' as const, exchange, legs: confirmed, on: ending.on }]),
  ];
}
