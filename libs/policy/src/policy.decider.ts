import {
  accept,
  canonicalJson,
  refuse,
  unreachable,
  type Decider,
  type Decision,
  type JsonObject,
  type Result,
} from '#libs/kernel';
import type { PolicyAdopted, PolicyEvent, PolicyProposed, PolicyVersion } from './policy.events.js';

export type PolicyCommand =
  | { readonly type: 'Propose'; readonly version: PolicyVersion; readonly by: string }
  | {
      readonly type: 'Adopt';
      readonly policy: string;
      readonly version: string;
      readonly by: string;
      /** Whether the content can be used today: what reads it may have changed since the proposal. */
      usable(this: void, content: JsonObject): Result<unknown>;
    }
  /** Adopts what ships with the software: who released it proposed and reviewed it. */
  | { readonly type: 'AdoptShipped'; readonly adopted: PolicyAdopted };

/** What is known of a version of a policy, by its name. */
interface Standing {
  readonly proposed: PolicyProposed | null;
  readonly adopted: PolicyAdopted | null;
}
export type PolicyVersions = ReadonlyMap<string, Standing>;

const UNKNOWN: Standing = { proposed: null, adopted: null };

function withFact(state: PolicyVersions, name: string, fact: Partial<Standing>): PolicyVersions {
  return new Map(state).set(name, { ...(state.get(name) ?? UNKNOWN), ...fact });
}

const saidBy = ({ policy, version, validFrom, validUntil, content, source }: PolicyVersion): PolicyVersion => ({
  policy,
  version,
  validFrom,
  validUntil,
  content,
  source,
});

const isSame = (one: object, other: object): boolean => canonicalJson({ ...one }) === canonicalJson({ ...other });

const PATH = ['input', 'version'];

const existsOtherwise = ({ policy, version }: PolicyVersion): Decision<never> =>
  refuse(
    'POLICY_VERSION_EXISTS',
    `versie ${version} van het beleid “${policy}” bestaat al met een andere inhoud`,
    PATH,
  );

/** Under a name one content is proposed, ever: so who adopts a name adopts what they have read. */
function propose(version: PolicyVersion, by: string, { proposed, adopted }: Standing): Decision<PolicyEvent> {
  if (version.validUntil !== null && version.validUntil <= version.validFrom) {
    return refuse('VALIDITY_INVALID', 'de einddatum moet na de begindatum liggen', ['input', 'validUntil']);
  }
  const earlier = adopted ?? proposed;
  if (earlier === null) return accept({ ...version, type: 'PolicyProposed', proposedBy: by });
  return isSame(saidBy(earlier), saidBy(version)) ? accept() : existsOtherwise(version);
}

function adopt(
  { policy, version, by, usable }: Extract<PolicyCommand, { type: 'Adopt' }>,
  { proposed, adopted }: Standing,
): Decision<PolicyEvent> {
  const named = `versie ${version} van het beleid “${policy}”`;
  if (adopted !== null) return refuse('POLICY_ALREADY_ADOPTED', `${named} is al vastgesteld`, PATH);
  if (proposed === null) return refuse('POLICY_NOT_PROPOSED', `${named} is niet voorgesteld`, PATH);
  if (proposed.proposedBy === by) {
    return refuse('POLICY_OWN_PROPOSAL', `u hebt ${named} zelf voorgesteld; een ander moet haar vaststellen`, PATH);
  }
  const content = usable(proposed.content);
  if (!content.ok) return content;
  return accept({ ...saidBy(proposed), type: 'PolicyAdopted', approvedBy: by, knownAt: null });
}

/**
 * The versions of one policy: proposed by one person, adopted by another. Their validities may overlap: which one holds is
 * decided on reading (`inForce`), so that a change with effect from today leaves what was adopted for later alone.
 */
export const policyDecider: Decider<PolicyVersions, PolicyCommand, PolicyEvent> = {
  initial: new Map(),

  evolve(state, event) {
    switch (event.type) {
      case 'PolicyProposed':
        return withFact(state, event.version, { proposed: event });
      case 'PolicyAdopted':
        return withFact(state, event.version, { adopted: event });
      default:
        return unreachable(event);
    }
  },

  decide(command, state) {
    switch (command.type) {
      case 'Propose':
        return propose(command.version, command.by, state.get(command.version.version) ?? UNKNOWN);
      case 'Adopt':
        return adopt(command, state.get(command.version) ?? UNKNOWN);
      case 'AdoptShipped': {
        const { adopted } = command;
        const earlier = state.get(adopted.version)?.adopted ?? null;
        if (earlier === null) return accept(adopted);
        return isSame(earlier, adopted) ? accept() : existsOtherwise(adopted);
      }
      default:
        return unreachable(command);
    }
  },
};
