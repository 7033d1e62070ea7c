import { perRegistry } from '#libs/municipalities';
import { orNull } from '#libs/kernel';
import type { Identity } from '#libs/access';
import type { z } from 'zod';
import { countedRowInput } from '../counted-row.js';
import { knownAtField, reasonField, remarkField, sourceField } from '../input-fields.js';

export const recordInput = perRegistry((registry) =>
  countedRowInput(registry).extend({
    source: sourceField,
    /** Required where persons are taken off. */
    reason: orNull(reasonField),
    knownAt: knownAtField,
    remark: remarkField,
  }),
);
export type RecordInput = z.input<ReturnType<typeof recordInput>>;

export type RecordedRealisation = { readonly id: string };

/** Puts on record persons whom an administration lists as housed. */
export class RecordRealisation {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: RecordInput,
  ) {}
}
