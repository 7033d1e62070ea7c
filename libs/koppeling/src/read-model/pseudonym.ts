/** As the schema of the events has it; what else somebody sends is no household, and some of it Postgres cannot even compare. */
const COULD_BE_HOUSEHOLD = /^[^\p{Cc}\p{Cs}]{1,64}$/u;

export const couldBeHousehold = (text: string): boolean => COULD_BE_HOUSEHOLD.test(text);
