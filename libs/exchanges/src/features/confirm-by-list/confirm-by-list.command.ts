import type { Identity } from '#libs/access';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';

/** A list of COA has a household of the exchange in this municipality. Internal: follows the import of the list. */
export class ConfirmByList {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: {
      readonly exchange: string;
      readonly household: string;
      readonly municipality: MunicipalityCode;
      /** Day of the list. */
      readonly on: LocalDate;
      readonly source: string;
    },
  ) {}
}
