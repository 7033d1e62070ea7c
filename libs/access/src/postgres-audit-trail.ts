import { DatabaseError, type Pool } from 'pg';
import type { AuditLine, AuditTrail } from './audit-trail.js';

interface Waiting {
  readonly line: AuditLine;
  resolve(): void;
  reject(error: unknown): void;
}

/** Parameters per statement stay far below the protocol's 65,535, and one round trip carries a burst. */
const MOST_LINES = 500;

/** By name, so that it is parsed and planned once per connection. */
const INSERT = {
  name: 'audit_insert',
  text: `insert into audit (at, actor, role, operation, object, result, codes, origin, trace_id)
    select at, actor, role, operation, object, result, array(select jsonb_array_elements_text(codes)), origin, "traceId"
      from jsonb_to_recordset($1::jsonb) as line(at timestamptz, actor text, role text, operation text, object jsonb,
           result text, codes jsonb, origin text, "traceId" text)`,
};

/**
 * Writes the lines that wait as one statement: under load many commands share one commit, as in the event store, so that
 * the audit trail does not halve what the store can take.
 */
export class PostgresAuditTrail implements AuditTrail {
  private queue: Waiting[] = [];
  private writing = false;

  constructor(private readonly pool: Pool) {}

  record(line: AuditLine): Promise<void> {
    return new Promise((resolve, reject) => {
      this.queue.push({ line, resolve, reject });
      if (!this.writing) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.queue.length > 0) await this.writeBatch(this.queue.splice(0, MOST_LINES));
    this.writing = false;
  }

  private async writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.write(batch.map(({ line }) => line));
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      // One by one then: a line that cannot be kept must not take those of others with it, each time they are tried again.
      if (batch.length > 1 && isOfData(error)) for (const waiting of batch) await this.writeBatch([waiting]);
      else for (const waiting of batch) waiting.reject(error);
    }
  }

  private async write(lines: readonly AuditLine[]): Promise<void> {
    await this.pool.query({ ...INSERT, values: [JSON.stringify(lines)] });
  }
}

/** SQLSTATE classes that say what was sent cannot be kept: data exception, integrity constraint violation. */
const isOfData = (error: unknown): boolean =>
  error instanceof DatabaseError && ['22', '23'].includes(error.code?.slice(0, 2) ?? '');
