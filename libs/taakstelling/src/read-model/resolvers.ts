import { FigureEntriesResolver } from './figure-entries.resolver.js';
import { FiguresResolver } from './figures.resolver.js';
import { TaakstellingCheckResolver } from './taakstelling-check.resolver.js';

/** Providers of the queries and subscriptions. */
export const readModelResolvers = [FiguresResolver, TaakstellingCheckResolver, FigureEntriesResolver] as const;
