import { looksPersonal, readInput, refuse, type JsonObject, type Result } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

/** What the content of each policy must look like. The context that reads a policy registers its schema when it starts. */
@Injectable()
export class PolicySchemas {
  readonly #schemas = new Map<string, z.ZodType<JsonObject>>();

  register(policy: string, schema: z.ZodType<JsonObject>): void {
    this.#schemas.set(policy, schema);
  }

  /** The content as its reader takes it. Refuses `POLICY_UNKNOWN`, `PERSONAL_DATA_SUSPECTED` and what the schema refuses, at `path`. */
  read(policy: string, content: JsonObject, path: readonly string[]): Result<JsonObject> {
    const schema = this.#schemas.get(policy);
    if (schema === undefined) {
      const known = [...this.#schemas.keys()].sort().join(', ');
      return refuse('POLICY_UNKNOWN', `er is geen beleid “${policy}”; wel: ${known}`, ['input', 'policy']);
    }
    if (looksPersonal(JSON.stringify(content))) {
      return refuse('PERSONAL_DATA_SUSPECTED', 'de inhoud lijkt een BSN of V-nummer te bevatten', path);
    }
    return readInput(schema, content, path);
  }
}
