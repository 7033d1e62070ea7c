import { inputs, orNull } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { LEG_KINDS } from '../../domain/exchange.events.js';
import type { AgreedChange, EffectLeg } from '../effect.js';
import type { MunicipalityCode } from '#libs/kernel';

/** A leg whose household may be looked up; null: nothing is. */
export interface AskedLeg extends Omit<EffectLeg, 'daysLate'> {
  readonly household: string | null;
  /** Part of an open exchange, and still to be done: its municipalities share what it takes. */
  readonly isShared: boolean;
}

/** What an effect is asked of: an exchange that was proposed, or one that somebody thinks of. */
export interface AskedExchange {
  readonly legs: readonly AskedLeg[];
  /** What a municipality agreed of its taakstellingen with it. */
  readonly agreedBy: (municipality: MunicipalityCode) => readonly AgreedChange[];
}

/** No household has more persons, no exchange more legs: as the events have it. */
const MOST_PERSONS = 25;
const MOST_LEGS = 20;

/** Legs of an exchange that was not proposed. A household may be named, so that its lateness can be told. */
export const effectLegs = perRegistry((registry) =>
  z
    .array(
      z.strictObject({
        kind: orNull(z.enum(LEG_KINDS)).transform((kind) => kind ?? 'recoupling'),
        from: municipalityIn(registry),
        to: municipalityIn(registry),
        persons: inputs.whole(1, MOST_PERSONS),
        household: orNull(inputs.id(64)),
      }),
    )
    .min(1)
    .max(MOST_LEGS),
);
