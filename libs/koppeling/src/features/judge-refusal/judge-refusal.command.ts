import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { REFUSAL_JUDGEMENTS } from '../../domain/household.events.js';
import { ownedInput } from '../owned-input.js';

export const judgeRefusalInput = perRegistry((registry) =>
  ownedInput(registry).extend({ judgement: z.enum(REFUSAL_JUDGEMENTS), on: inputs.date }),
);
export type JudgeRefusalInput = z.input<ReturnType<typeof judgeRefusalInput>>;

/** COA judged the refusal of a dwelling. */
export class JudgeRefusal {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: JudgeRefusalInput,
  ) {}
}
