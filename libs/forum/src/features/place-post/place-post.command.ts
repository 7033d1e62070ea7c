import type { Identity } from '#libs/access';
import { orNull } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { AUDIENCES, POST_KINDS } from '../../domain/forum.events.js';
import { textField, titleField, topicsField } from '../input-fields.js';

export const placeInput = perRegistry((registry) =>
  z.strictObject({
    kind: z.enum(POST_KINDS),
    /** That it is about; null: one's own, for who works for a municipality, else none. */
    municipality: orNull(municipalityIn(registry)),
    audience: z.enum(AUDIENCES),
    title: titleField,
    text: textField,
    topics: topicsField,
  }),
);
export type PlaceInput = z.input<ReturnType<typeof placeInput>>;

export type PlacedPost = { readonly id: string };

/** Asks a question or tells an experience. */
export class PlacePost {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: PlaceInput,
  ) {}
}
