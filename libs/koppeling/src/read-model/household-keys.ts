import { localDateSchema } from '#libs/kernel';
import { z } from 'zod';

/** Keys of the lists of households, as their cursors hold them. */
export const householdKeySchema = z.string().min(1).max(64);
export const datedKeySchema = z.tuple([localDateSchema, householdKeySchema]);
