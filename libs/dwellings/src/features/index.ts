import { ChangeDwellingHandler } from './change-dwelling/change-dwelling.handler.js';
import { DwellingOwner } from './dwelling-owner.js';
import { ImportDwellingsHandler } from './import-dwellings/import-dwellings.handler.js';
import { OfferDwellingHandler } from './offer-dwelling/offer-dwelling.handler.js';
import { ReleaseDwellingHandler } from './release-dwelling/release-dwelling.handler.js';
import { ReserveDwellingHandler } from './reserve-dwelling/reserve-dwelling.handler.js';
import { WithdrawDwellingHandler } from './withdraw-dwelling/withdraw-dwelling.handler.js';

export * from './change-dwelling/change-dwelling.command.js';
export * from './dwelling-answer.js';
export * from './import-dwellings/import-dwellings.command.js';
export * from './offer-dwelling/offer-dwelling.command.js';
export * from './release-dwelling/release-dwelling.command.js';
export * from './reserve-dwelling/reserve-dwelling.command.js';
export * from './stored-deciders.js';
export * from './withdraw-dwelling/withdraw-dwelling.command.js';

/** Providers of the write side. */
export const commandHandlers = [
  DwellingOwner,
  OfferDwellingHandler,
  ChangeDwellingHandler,
  ReserveDwellingHandler,
  ReleaseDwellingHandler,
  WithdrawDwellingHandler,
  ImportDwellingsHandler,
];
