import type { LocalDate } from '#libs/kernel';
import type { PolicyReader } from '#libs/policy';
import { DWELLINGS_POLICY, dwellingsPolicy } from '../domain/dwellings.policy.js';

/** Words of the dwellings policy that holds on a day; none where no policy holds. */
export async function lawfulConditions(policies: PolicyReader, on: LocalDate): Promise<readonly string[]> {
  const adopted = await policies.inForce(DWELLINGS_POLICY, on);
  return adopted === null ? [] : Object.keys(dwellingsPolicy.parse(adopted.content).conditions);
}
