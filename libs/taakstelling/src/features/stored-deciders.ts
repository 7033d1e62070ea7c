import type { NewEvent, RecordedEvent } from '#libs/event-store';
import { unreachable, type Decider, type IdSource, type LocalDate } from '#libs/kernel';
import type { StoredDecider } from '#libs/tabular';
import { z } from 'zod';
import { populationDecider } from '../domain/population.decider.js';
import { publicationDecider } from '../domain/publication.decider.js';
import { realisationDecider } from '../domain/realisation.decider.js';
import { taakstellingDecider } from '../domain/taakstelling.decider.js';
import {
  differenceExplained,
  figurePublished,
  populationCounted,
  realisationCorrected,
  realisationRecorded,
  taakstellingAnnounced,
  taakstellingEvent,
  taakstellingRedistributed,
  type TaakstellingEvent,
} from '../domain/taakstelling.events.js';

/** The day on which it happened in the world; an explanation has none. */
function effectiveOn(event: TaakstellingEvent): LocalDate | null {
  switch (event.type) {
    case 'TaakstellingAnnounced':
    case 'TaakstellingRedistributed':
      return event.announcedOn;
    case 'FigurePublished':
      return event.asOf;
    case 'RealisationRecorded':
      return event.counted.on;
    case 'RealisationCorrected':
      return event.becomes?.on ?? event.was.on;
    case 'PopulationCounted':
      return event.on;
    case 'DifferenceExplained':
      return null;
    default:
      return unreachable(event);
  }
}

/** The event as the store takes it. Throws when it does not fit its schema: a decider made it, so that is a bug. */
function toNewEvent(event: TaakstellingEvent, ids: IdSource): NewEvent {
  const checked = taakstellingEvent.parse(event);
  const { type, ...data } = checked;
  return { id: ids.next(), type, data, effectiveOn: effectiveOn(checked) };
}

type Stored<S, C, E> = (ids: IdSource) => StoredDecider<S, C, E>;

const stored =
  <S, C, E extends TaakstellingEvent>(decider: Decider<S, C, E>, schema: z.ZodType<E>): Stored<S, C, E> =>
  (ids) => ({
    decider,
    read: (event: RecordedEvent) => schema.parse({ ...event.data, type: event.type }),
    write: (event) => toNewEvent(event, ids),
  });

export const taakstellingen = stored(
  taakstellingDecider,
  z.discriminatedUnion('type', [taakstellingAnnounced, taakstellingRedistributed]),
);
export const publications = stored(
  publicationDecider,
  z.discriminatedUnion('type', [figurePublished, differenceExplained]),
);
export const realisations = stored(
  realisationDecider,
  z.discriminatedUnion('type', [realisationRecorded, realisationCorrected]),
);
export const populations = stored(populationDecider, populationCounted);
