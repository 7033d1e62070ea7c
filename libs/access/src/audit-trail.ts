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
  /** What it was about: codes, periods, ids, and `?` in place of what is none. No free text. */
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

/** Milliseconds between the attempts to write a line that could not be written at first: a restart of the database is over by then. */
const AGAIN_AFTER = [1_000, 5_000, 30_000, 120_000] as const;

/** How a line that could not be written is told of, and how the next attempt is waited for. */
export interface Persistence {
  tell(text: string): void;
  wait(milliseconds: number): Promise<void>;
}

const PERSISTENCE: Persistence = {
  tell: (text) => void process.stderr.write(`${text}\n`),
  // Not held on to: a process that is done may end.
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds).unref()),
};

/**
 * Writes an audit line before the answer is given. When that fails the answer stands: what was stored was stored, and the
 * fault that was on its way to the caller says more than ours. The line is then told of, whole, so that it is never lost without a
 * trace, and tried again in the background. Never rejects. A line may come twice when the first outcome was unknown.
 */
export async function recordOrTell(
  trail: AuditTrail,
  line: AuditLine,
  persistence: Persistence = PERSISTENCE,
): Promise<void> {
  const failed = (error: unknown, what: string): void => {
    const cause = error instanceof Error ? error.message : String(error);
    persistence.tell(`AUDIT_NOT_WRITTEN (${what}): ${cause}: ${JSON.stringify(line)}`);
  };
  try {
    await trail.record(line);
  } catch (error) {
    failed(error, 'trying again');
    void tryAgain(trail, line, persistence, failed);
  }
}

async function tryAgain(
  trail: AuditTrail,
  line: AuditLine,
  persistence: Persistence,
  failed: (error: unknown, what: string) => void,
): Promise<void> {
  for (const [attempt, milliseconds] of AGAIN_AFTER.entries()) {
    await persistence.wait(milliseconds);
    try {
      await trail.record(line);
      return;
    } catch (error) {
      if (attempt === AGAIN_AFTER.length - 1) failed(error, 'given up');
    }
  }
}

export const AUDIT_TRAIL = Symbol('AuditTrail');
