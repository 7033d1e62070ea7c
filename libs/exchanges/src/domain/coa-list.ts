import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import type { KnownExchange } from './exchange.js';

/** Where a list of COA has a household. */
export interface CoaListing {
  readonly household: string;
  readonly municipality: MunicipalityCode;
  /** Day of the list. */
  readonly on: LocalDate;
}

/**
 * The leg of which a list says that COA moved it; null: none. The old municipality is no answer yet, another one than was asked for
 * neither, and a list from before the request does not speak of it. As any answer of COA it is heard in whatever phase.
 */
export function legAnsweredBy({ legs }: KnownExchange, { household, municipality, on }: CoaListing): number | null {
  const leg = legs.find((one) => one.household === household);
  if (leg === undefined || leg.to !== municipality) return null;
  const { requestedOn, answer } = leg.coa;
  return requestedOn !== null && requestedOn <= on && answer === null ? leg.leg : null;
}
