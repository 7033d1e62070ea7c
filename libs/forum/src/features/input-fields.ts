import { inputs, orNull } from '#libs/kernel';
import { z } from 'zod';
import { MOST_TEXT, MOST_TITLE, MOST_TOPIC, MOST_TOPICS } from '../domain/forum.events.js';

/** Ids are made here, as UUIDs. */
export const idField = inputs.id(64);
export const titleField = inputs.note(MOST_TITLE);
export const textField = inputs.note(MOST_TEXT);
/** Null: today. */
export const dayField = orNull(inputs.date);

/** In small letters, each once: “Nareis” and “nareis” are one topic. */
export const topicOf = (topic: string): string => topic.toLowerCase();
export const topicsField = z
  .array(inputs.note(MOST_TOPIC))
  .max(MOST_TOPICS)
  .nullish()
  .transform((topics) => [...new Set((topics ?? []).map(topicOf))]);
