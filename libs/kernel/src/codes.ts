declare const brand: unique symbol;

/** CBS code of a municipality, `GM0344`. */
export type MunicipalityCode = string & { readonly [brand]: 'MunicipalityCode' };
/** CBS code of a province, `PV26`. */
export type ProvinceCode = string & { readonly [brand]: 'ProvinceCode' };
/** Code of a region of municipalities that match together, `RG-U10`; may cross provinces. */
export type RegionCode = string & { readonly [brand]: 'RegionCode' };
/** What a figure is about: a municipality, a province or the country. */
export type Scope = MunicipalityCode | ProvinceCode | Country;
export type Country = 'NL';
export const COUNTRY: Country = 'NL';

export const isMunicipalityCode = (text: string): text is MunicipalityCode => /^GM\d{4}$/.test(text);
export const isProvinceCode = (text: string): text is ProvinceCode => /^PV\d{2}$/.test(text);
export const isScope = (text: string): text is Scope =>
  text === COUNTRY || isMunicipalityCode(text) || isProvinceCode(text);
export const isRegionCode = (text: string): text is RegionCode => /^RG-[A-Z0-9]{1,20}$/.test(text);
