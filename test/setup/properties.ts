import fc from 'fast-check';

/** CI judges a change, not its luck: properties draw the same cases each run, others with SEED=<number> or SEED=random. */
const { SEED = '20261123' } = process.env;
fc.configureGlobal(SEED === 'random' ? {} : { seed: Number(SEED) });
