import { refuse, type Result } from '#libs/kernel';

/** What is not there and what one may not see read the same, letter for letter as `authorise` says it. */
export const notFound = (): Result<never> => refuse('NOT_FOUND', 'Niet gevonden');
