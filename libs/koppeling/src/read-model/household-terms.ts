import type { LocalDate } from '#libs/kernel';
import { inForce, PolicyReader, type AdoptedPolicy } from '#libs/policy';
import { Injectable } from '@nestjs/common';
import { KOPPELING_POLICY, koppelingPolicy, type KoppelingPolicy } from '../domain/koppeling.policy.js';

/** The clock of permits from a day on, up to `until` (null: for ever). */
export interface Terms {
  readonly from: LocalDate;
  readonly until: LocalDate | null;
  /** Name of the version of the policy. */
  readonly version: string;
  readonly housingTermDays: number;
  readonly steps: KoppelingPolicy['steps'];
}

/** The terms of every permit, as ranges that do not overlap; permits of days without policy have none. */
export function termsOf(adopted: readonly AdoptedPolicy[]): readonly Terms[] {
  const turns = [...new Set(adopted.flatMap(({ validFrom, validUntil }) => [validFrom, validUntil]))]
    .filter((day) => day !== null)
    .sort();
  return turns.flatMap((from, i) => {
    const version = inForce(adopted, from, null);
    if (version === null) return [];
    const { housingTermDays, steps } = koppelingPolicy.parse(version.content);
    return [{ from, until: turns[i + 1] ?? null, version: version.version, housingTermDays, steps }];
  });
}

export const termsOn = (terms: readonly Terms[], permitOn: LocalDate): Terms | null =>
  terms.find(({ from, until }) => from <= permitOn && (until === null || permitOn < until)) ?? null;

/** The clock by the policy that is adopted now. */
@Injectable()
export class HouseholdTerms {
  constructor(private readonly policy: PolicyReader) {}

  async all(): Promise<readonly Terms[]> {
    return termsOf(await this.policy.adopted(KOPPELING_POLICY));
  }
}
