import type { DeadlineHandler } from '#libs/reactors';
import type { ExchangeSteps } from './exchange-steps.js';
import { EXCHANGE_ANSWER, EXCHANGE_OBJECTION, EXCHANGE_REMINDER } from './reactions.js';

/** What happens when the terms of exchanges are over. */
export const exchangeDeadlines = (steps: ExchangeSteps): readonly DeadlineHandler[] => [
  { name: EXCHANGE_ANSWER, fire: (deadline) => steps.expire(deadline) },
  { name: EXCHANGE_OBJECTION, fire: (deadline) => steps.afterObjections(deadline) },
  { name: EXCHANGE_REMINDER, fire: (deadline) => steps.remind(deadline) },
];
