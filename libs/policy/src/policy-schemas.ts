import type { JsonObject } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

/** What the content of each policy must look like. The context that reads a policy registers its schema when it starts. */
@Injectable()
export class PolicySchemas {
  readonly #schemas = new Map<string, z.ZodType<JsonObject>>();

  register(policy: string, schema: z.ZodType<JsonObject>): void {
    this.#schemas.set(policy, schema);
  }

  of(policy: string): z.ZodType<JsonObject> | undefined {
    return this.#schemas.get(policy);
  }

  names(): readonly string[] {
    return [...this.#schemas.keys()].sort();
  }
}
