import type { Instant, JsonObject } from '#libs/kernel';
import type { Role } from './identity.js';

/** `refused`: a rule or the policy said no. `failed`: a fault of ours; whether it was stored, the log tells. */
export type AuditResult = 'done' | 'repeated' | 'refused' | 'failed';

/** Who did what, when, with which result, from where. No personal data beyond the pseudonymous actor. */
export interface AuditLine {
  readonly at: Instant;
  readonly actor: string;
  readonly role: Role;
  /** Name of the command, `RecordRealisation`, or of the command-line action, `import targets`. */
  readonly operation: string;
  /** What it was about: codes, periods, ids. No free text. */
  readonly object: JsonObject;
  readonly result: AuditResult;
  /** Codes of the refusals. */
  readonly codes: readonly string[];
  /** `http`, `ws`, `sse`, `cli`, or the name of a process of ours. */
  readonly origin: string;
  readonly traceId: string;
}

/** Keeps audit lines for good. */
export interface AuditTrail {
  /** Resolves when the line is durable. */
  record(line: AuditLine): Promise<void>;
}

export const AUDIT_TRAIL = Symbol('AuditTrail');
