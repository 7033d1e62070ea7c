import type { Identity } from '#libs/access';
import type { MunicipalityCode } from '#libs/kernel';
import type { DwellingState } from '../dwelling-row.js';
import type { DwellingPage } from '../dwellings.reader.js';
import type { SeenDwelling } from '../seen-dwelling.js';

export interface DwellingsQuestion {
  /** Null: of every municipality whose dwellings the person may see. */
  readonly municipality: MunicipalityCode | null;
  /** Null: any. */
  readonly state: DwellingState | null;
  readonly page: DwellingPage;
  /** Position that the answer must reflect; null: any. */
  readonly atLeast: number | null;
}

export interface SeenDwellings {
  readonly position: number;
  readonly rows: readonly SeenDwelling[];
  readonly hasNext: boolean;
}

/** Dwellings by municipality, who waits longest first. */
export class ListDwellings {
  constructor(
    readonly identity: Identity,
    readonly question: DwellingsQuestion,
  ) {}
}
