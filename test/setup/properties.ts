import fc from 'fast-check';

/** CI judges a change, not its luck: properties draw the same cases each run, others with SEED=<number> or SEED=random. */
const { SEED = '20261123' } = process.env;
const seed = Number(SEED);
if (SEED !== 'random' && !Number.isSafeInteger(seed)) throw new Error(`SEED is a whole number or random, not ${SEED}`);
fc.configureGlobal(SEED === 'random' ? {} : { seed });
