import type { Identity } from '#libs/access';
import type { MunicipalityCode, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { Effect } from '../effect.js';

export interface EffectAsked {
  /** One that takes part: whose effect it is. */
  readonly municipality: MunicipalityCode;
  /** An exchange that was proposed; null: `legs` tell what one thinks of. */
  readonly exchange: string | null;
  /** As they came in: see `effectLegs`. */
  readonly legs: readonly unknown[] | null;
  readonly atLeast: number | null;
}

/** What an exchange would do to one of its municipalities. */
export class ReadExchangeEffect extends Query<Result<Effect>> {
  constructor(
    readonly identity: Identity,
    readonly question: EffectAsked,
  ) {
    super();
  }
}
