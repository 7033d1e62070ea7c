import {
  COUNTRY,
  isMunicipalityCode,
  isProvinceCode,
  ok,
  refuse,
  type LocalDate,
  type MunicipalityCode,
  type ProvinceCode,
  type Result,
  type Scope,
} from '#libs/kernel';
import { existsOn, type Municipality, type Province } from './municipality.js';
import { nearNames } from './near-names.js';
import { readReference } from './reference-file.js';

/** People type ’s-Gravenhage and 's-Gravenhage, with and without decomposed accents: one name. */
const sameSpelling = (name: string): string => name.normalize('NFC').replace(/[’‘`]/g, "'").trim();
/** CBS adds the province to names that once occurred twice: `Bergen (NH.)`. People leave it out. */
const withoutAddition = (name: string): string => name.replace(/ \([^)]*\)$/, '');

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');
const shown = (text: string): string => `“${text.slice(0, 40)}”`;

/**
 * The municipalities of the Netherlands by code and name. The source is the CBS list of 1 January 2023: municipalities
 * that merged away before or came into being after that day are not in it, and a code in it holds for every date.
 */
export class MunicipalityRegistry {
  readonly #byCode = new Map<string, Municipality>();
  readonly #byName = new Map<string, Municipality[]>();
  readonly #byProvince = new Map<string, Municipality[]>();
  readonly #provinces = new Map<string, Province>();

  constructor(municipalities: readonly Municipality[]) {
    for (const municipality of [...municipalities].sort((a, b) => (a.code < b.code ? -1 : 1))) {
      if (this.#byCode.has(municipality.code))
        throw new Error(`${municipality.code} stands twice in the reference data`);
      this.#byCode.set(municipality.code, municipality);
      const names = new Set([sameSpelling(municipality.name), withoutAddition(sameSpelling(municipality.name))]);
      for (const name of names) this.#byName.set(name, [...(this.#byName.get(name) ?? []), municipality]);
      const { province } = municipality;
      this.#provinces.set(province.code, province);
      this.#byProvince.set(province.code, [...(this.#byProvince.get(province.code) ?? []), municipality]);
    }
  }

  /** The registry over the file that ships with the package. */
  static load(): MunicipalityRegistry {
    return new MunicipalityRegistry(readReference());
  }

  /** In order of code. */
  all(): readonly Municipality[] {
    return [...this.#byCode.values()];
  }

  byCode(code: string): Municipality | undefined {
    return this.#byCode.get(code);
  }

  /** In order of code. */
  provinces(): readonly Province[] {
    return [...this.#provinces.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** The municipalities of a province, in order of code; empty for a code that no province has. */
  ofProvince(province: string): readonly Municipality[] {
    return this.#byProvince.get(province) ?? [];
  }

  /** The municipalities that a figure about this scope is summed over. */
  within(scope: Scope): readonly Municipality[] {
    if (scope === COUNTRY) return this.all();
    if (isProvinceCode(scope)) return this.ofProvince(scope);
    const municipality = this.#byCode.get(scope);
    return municipality === undefined ? [] : [municipality];
  }

  /** The province of a municipality or province; null for the country and for what is not known. */
  provinceOf(scope: Scope): ProvinceCode | null {
    if (isProvinceCode(scope)) return this.#provinces.get(scope)?.code ?? null;
    return this.#byCode.get(scope)?.province.code ?? null;
  }

  /** The one province in which all of these lie; null where they lie in several, or nowhere. */
  provinceOfAll(scopes: readonly Scope[]): ProvinceCode | null {
    const [first, ...others] = new Set(scopes.map((scope) => this.provinceOf(scope)));
    return others.length === 0 ? (first ?? null) : null;
  }

  /** What an operation on all of these is about, for `authorise`. */
  extentOf(codes: readonly MunicipalityCode[]): {
    readonly municipalities: readonly MunicipalityCode[];
    readonly province: ProvinceCode | null;
  } {
    const municipalities = [...new Set(codes)];
    return { municipalities, province: this.provinceOfAll(municipalities) };
  }

  /** What people call it; the code itself when it is not known. */
  nameOf(scope: Scope): string {
    if (scope === COUNTRY) return 'Nederland';
    return this.#byCode.get(scope)?.name ?? this.#provinces.get(scope)?.name ?? scope;
  }

  /**
   * Reads a CBS code or an exact name. Refuses `MUNICIPALITY_UNKNOWN` (with near names), `MUNICIPALITY_AMBIGUOUS` (a name
   * without the addition that tells two apart, with their codes) and, given a date, `MUNICIPALITY_NOT_VALID`.
   */
  find(text: string, path: readonly string[] = [], on: LocalDate | null = null): Result<Municipality> {
    const wanted = sameSpelling(text);
    const found = isMunicipalityCode(wanted) ? this.#byCode.get(wanted) : undefined;
    const named = found === undefined ? (this.#byName.get(wanted) ?? []) : [found];
    const [municipality] = named;
    if (municipality === undefined) return this.#unknown('MUNICIPALITY_UNKNOWN', 'gemeente', text, path);
    if (named.length > 1) {
      const which = named.map(({ code, name }) => `${code} ${name}`);
      return refuse('MUNICIPALITY_AMBIGUOUS', `${shown(text)} kan zijn: ${which.join(', ')}`, path, {
        codes: named.map(({ code }) => code),
      });
    }
    if (on !== null && !existsOn(municipality, on)) {
      return refuse('MUNICIPALITY_NOT_VALID', `gemeente ${municipality.name} bestond niet op ${on}`, path);
    }
    return ok(municipality);
  }

  /** `find`, for those who only keep the code. */
  code(text: string, path: readonly string[] = []): Result<MunicipalityCode> {
    const found = this.find(text, path);
    return found.ok ? ok(found.value.code) : found;
  }

  /** Reads `PV26`; refuses `SCOPE_UNKNOWN`. A name is not read: Utrecht and Groningen are municipalities too. */
  province(text: string, path: readonly string[] = []): Result<ProvinceCode> {
    const province = this.#provinces.get(text.trim());
    if (province !== undefined) return ok(province.code);
    const meant = this.provinces().find(({ name }) => name === sameSpelling(text));
    const hint = meant === undefined ? 'PV20 tot en met PV31' : `bedoelt u ${meant.code}?`;
    return refuse('SCOPE_UNKNOWN', `${shown(text)} is geen provinciecode (${hint})`, path);
  }

  /**
   * Reads `NL`, a province code, a municipality code or the exact name of a municipality. Refuses `SCOPE_UNKNOWN` and
   * `MUNICIPALITY_AMBIGUOUS`.
   */
  scope(text: string, path: readonly string[] = []): Result<Scope> {
    const wanted = text.trim();
    if (wanted === COUNTRY) return ok(COUNTRY);
    if (/^PV\d+$/.test(wanted)) return this.province(wanted, path);
    const found = this.find(wanted, path);
    if (found.ok) return ok(found.value.code);
    if (found.refusals.some(({ code }) => code !== 'MUNICIPALITY_UNKNOWN')) return found;
    return this.#unknown('SCOPE_UNKNOWN', 'gemeente, provincie (PV26) of land (NL)', text, path);
  }

  #unknown(code: string, what: string, text: string, path: readonly string[]): Result<never> {
    const near = nearNames(text, [...new Set(this.all().map(({ name }) => name))]);
    const hint = near.length === 0 ? '' : `; bedoelt u ${quoted(near)}?`;
    return refuse(code, `${shown(text)} is geen bekende ${what}${hint}`, path, { near: [...near] });
  }
}
