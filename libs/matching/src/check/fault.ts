/** What may be wrong with a solution. Stable: for programs. */
export type FaultCode =
  | 'SOLUTION_MALFORMED'
  | 'PAIR_NOT_COMPATIBLE'
  | 'HOUSEHOLD_PLACED_TWICE'
  | 'DWELLING_USED_TWICE'
  | 'LOCAL_LEG_CROSSES'
  | 'EXCHANGE_NOT_JOINED'
  | 'EXCHANGE_NOT_SIMPLE'
  | 'EXCHANGE_TOO_LARGE'
  | 'HOUSEHOLD_BAND_EXCEEDED'
  | 'PERSONS_BAND_EXCEEDED'
  | 'FLOORS_MISSING'
  | 'FLOORS_NOT_ASKED'
  | 'FLOORS_WRONG'
  | 'FLOOR_NOT_REACHED'
  | 'LEVELS_ARE_NOT_THE_GOALS'
  | 'VALUE_WRONG'
  | 'BOUND_WRONG'
  | 'CERTIFICATE_MALFORMED'
  | 'CERTIFICATE_TOO_LARGE'
  | 'CERTIFICATE_TOO_HARD'
  | 'PRICE_NOT_ALLOWED'
  | 'EXCHANGE_EARNS'
  | 'NUMBER_TOO_LARGE';

/** `message` is Dutch and for people; `concerns` names the part of the solution, or the ids and codes, outermost first. */
export interface Fault {
  readonly code: FaultCode;
  readonly message: string;
  readonly concerns: readonly string[];
}

/** More are no help to anybody, and a plan that is nonsense has one for each of its legs. */
const MOST = 100;

/** Where the parts of the checker leave what they find. */
export class Faults {
  readonly list: Fault[] = [];

  add(code: FaultCode, message: string, ...concerns: readonly string[]): void {
    if (this.list.length < MOST) this.list.push({ code, message, concerns });
  }

  get none(): boolean {
    return this.list.length === 0;
  }
}
