import { authorise, type Identity } from '#libs/access';
import type { MunicipalityCode } from '#libs/kernel';

/** Whether the person may say where any household is coupled: whoever may move a koppeling, COA and the operator. */
export const speaksForCoa = (identity: Identity, municipality: MunicipalityCode): boolean =>
  authorise(identity, 'koppeling.move', { municipality }).ok;
