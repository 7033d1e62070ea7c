import type { LocalDate, MunicipalityCode, ProvinceCode } from '#libs/kernel';

export interface Province {
  readonly code: ProvinceCode;
  readonly name: string;
}

/**
 * A gemeente as CBS knows it. `validFrom` is the first day on which it existed, `validUntil` the first on which it no
 * longer did; null = for all time that the data covers.
 */
export interface Municipality {
  readonly code: MunicipalityCode;
  readonly name: string;
  readonly province: Province;
  readonly validFrom: LocalDate | null;
  readonly validUntil: LocalDate | null;
  /** Centre of the municipality, degrees WGS 84. */
  readonly lat: number;
  readonly lon: number;
}

export const existsOn = (municipality: Municipality, date: LocalDate): boolean =>
  (municipality.validFrom === null || municipality.validFrom <= date) &&
  (municipality.validUntil === null || date < municipality.validUntil);
