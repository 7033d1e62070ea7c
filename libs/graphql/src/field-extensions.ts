import { Extensions } from '@nestjs/graphql';

/**
 * On a query whose answer depends on nothing but its document, its variables, the policy outcome of the caller, the
 * positions of the read models and the local date: the API then keeps whole answers for as long as none of these moves.
 * Not for queries that read the store itself or the clock.
 */
export const CachedByPosition = (): MethodDecorator & PropertyDecorator => Extensions({ cachedByPosition: true });

/**
 * On a subscription whose states belong to one person: every subscriber then gets an execution of its own, with its own
 * identity. Without it, a subscription is executed once for all who share the answer, as the anonymised caller.
 * Either way it sends states, never increments: a slow reader is brought to the latest.
 */
export const NotShared = (): MethodDecorator & PropertyDecorator => Extensions({ notShared: true });

/** Rows of a list, or how an argument of the field tells them; its value is undefined when it is not given. */
export type ListSize = number | { readonly argument: string; readonly rows: (value: unknown) => number };

/** How many rows a list may have, for the limit on what a question costs. On a field that is no list: how many times it counts. */
export const listSize = (size: ListSize): { readonly listSize: ListSize } => ({ listSize: size });

/** Municipalities that a scope has: in the largest province somewhat below 60, in the country 342. */
export const municipalitiesIn = (scope: unknown): number => {
  if (scope === 'NL') return 342;
  return typeof scope === 'string' && scope.startsWith('GM') ? 1 : 60;
};
