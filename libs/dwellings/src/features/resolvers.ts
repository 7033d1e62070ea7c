import { ChangeDwellingResolver } from './change-dwelling/change-dwelling.resolver.js';
import { OfferDwellingResolver } from './offer-dwelling/offer-dwelling.resolver.js';
import { ReleaseDwellingResolver } from './release-dwelling/release-dwelling.resolver.js';
import { ReserveDwellingResolver } from './reserve-dwelling/reserve-dwelling.resolver.js';
import { WithdrawDwellingResolver } from './withdraw-dwelling/withdraw-dwelling.resolver.js';

/** Providers of the mutations. */
export const commandResolvers = [
  OfferDwellingResolver,
  ChangeDwellingResolver,
  ReserveDwellingResolver,
  ReleaseDwellingResolver,
  WithdrawDwellingResolver,
];
