import {
  accept,
  refusal,
  refuse,
  refused,
  startOfDay,
  unreachable,
  type Decider,
  type Instant,
  type LocalDate,
  type Refusal,
} from '#libs/kernel';
import { notInFuture } from './not-in-future.js';
import type { TaakstellingAnnounced, TaakstellingRedistributed, TaakstellingState } from './taakstelling.events.js';

/** What a municipality's taakstelling of a period became on a day. */
export interface Standing {
  readonly announcedOn: LocalDate;
  readonly persons: number;
  readonly state: TaakstellingState;
  readonly source: string;
  readonly knownAt: Instant;
  /** By the Rijk, or by municipalities together [Huisvestingswet 2014, art. 29(2)]. */
  readonly by: 'announcement' | 'redistribution';
}

/** One municipality and period: its standings in order of day, those of one day in order of recording. */
export type Taakstelling = readonly Standing[];

export interface Announce {
  readonly type: 'Announce';
  readonly now: Instant;
  /**
   * `state` null: `fixed` for the first, `adjusted` for one that follows another. `knownAt` null: the start of
   * `announcedOn`; of what says again what is there, by another source, now.
   */
  readonly announcement: Omit<TaakstellingAnnounced, 'type' | 'state' | 'knownAt'> & {
    readonly state: TaakstellingState | null;
    readonly knownAt: Instant | null;
  };
}

export type OneTaakstellingEvent = TaakstellingAnnounced | TaakstellingRedistributed;

/** A taakstelling grows firmer, never looser. Fixed, adjusted and pooled may follow one another. */
const FIRMNESS: Readonly<Record<TaakstellingState, number>> = {
  expected: 0,
  reserved: 1,
  fixed: 2,
  adjusted: 2,
  pooled: 2,
  ended: 3,
};

/** The standing on a day: the one with the latest announcement up to and including it. */
export const standingOn = (taakstelling: Taakstelling, date: LocalDate): Standing | undefined =>
  taakstelling.filter(({ announcedOn }) => announcedOn <= date).at(-1);

const followingOn = (taakstelling: Taakstelling, date: LocalDate): Standing | undefined =>
  taakstelling.find(({ announcedOn }) => announcedOn > date);

function withStanding(taakstelling: Taakstelling, standing: Standing): Taakstelling {
  const before = taakstelling.filter(({ announcedOn }) => announcedOn <= standing.announcedOn);
  return [...before, standing, ...taakstelling.slice(before.length)];
}

function conflict({ persons, state }: Standing, announcement: Announce['announcement']): Refusal {
  const was = `${persons} personen (${state})`;
  const becomes = `${announcement.persons} personen${announcement.state === null ? '' : ` (${announcement.state})`}`;
  return refusal(
    'ANNOUNCEMENT_CONFLICT',
    `op ${announcement.announcedOn} is voor ${announcement.municipality} al ${was} vastgelegd; dit zegt ${becomes}`,
    ['input', 'persons'],
    { recorded: { persons, state }, offered: { persons: announcement.persons, state: announcement.state } },
  );
}

/** What an announcement does not say (its state, since when it was known) it leaves as it was; a remark is a footnote of ours. */
const isSaidBefore = ({ source, knownAt }: Announce['announcement'], standing: Standing): boolean =>
  source === standing.source && (knownAt ?? standing.knownAt) === standing.knownAt;

function outOfOrder(state: TaakstellingState, other: Standing, path: readonly string[]): Refusal {
  const message = `een taakstelling kan niet “${state}” zijn naast “${other.state}” van ${other.announcedOn}`;
  return refusal('STATE_ORDER', message, path, { state, other: other.state, announcedOn: other.announcedOn });
}

/** The taakstelling of one municipality in one period. Announcements may come in late, in any order of their days. */
export const taakstellingDecider: Decider<Taakstelling, Announce, OneTaakstellingEvent> = {
  initial: [],

  evolve(state, event) {
    switch (event.type) {
      case 'TaakstellingAnnounced':
        return withStanding(state, {
          announcedOn: event.announcedOn,
          persons: event.persons,
          state: event.state,
          source: event.source,
          knownAt: event.knownAt,
          by: 'announcement',
        });
      case 'TaakstellingRedistributed':
        return withStanding(state, {
          announcedOn: event.announcedOn,
          persons: event.persons,
          state: 'pooled',
          source: event.source,
          knownAt: event.knownAt,
          by: 'redistribution',
        });
      default:
        return unreachable(event);
    }
  },

  decide({ announcement, now }, taakstelling) {
    const { announcedOn, knownAt, persons } = announcement;
    const future = notInFuture({ announcedOn, knownAt }, now);
    if (future.length > 0) return refused(...future);
    if (announcement.state === 'pooled') {
      const message =
        'samen wijzigen gaat met een herverdeling, die de som gelijk houdt (Huisvestingswet art. 29 lid 2)';
      return refuse('STATE_BY_REDISTRIBUTION', message, ['input', 'state']);
    }

    const sameDay = taakstelling.filter((standing) => standing.announcedOn === announcedOn);
    const announced = sameDay.filter(({ by }) => by === 'announcement');
    const [first] = announced;
    if (first !== undefined) {
      const agrees = first.persons === persons && (announcement.state ?? first.state) === first.state;
      if (!agrees) return refused(conflict(first, announcement));
      if (announced.some((standing) => isSaidBefore(announcement, standing))) return accept();
    }
    // A joint change of that very day was agreed on another number: which of the two came last, nobody could tell.
    const redistributed = sameDay.find(({ by }) => by === 'redistribution');
    if (redistributed !== undefined) return refused(conflict(redistributed, announcement));
    // The same number by another source, or known since another moment: a fact beside the first, which it leaves as it was.
    if (first !== undefined) {
      return accept(announcedEvent({ ...announcement, knownAt: announcement.knownAt ?? now }, first.state));
    }

    const before = standingOn(taakstelling, announcedOn);
    const after = followingOn(taakstelling, announcedOn);
    const state = announcement.state ?? (before === undefined ? 'fixed' : 'adjusted');
    const path = ['input', 'state'];
    if (before !== undefined && FIRMNESS[state] < FIRMNESS[before.state])
      return refused(outOfOrder(state, before, path));
    // A default is no statement of the source: an old row that comes in late takes what fits before the row that is there.
    if (after !== undefined && FIRMNESS[state] > FIRMNESS[after.state]) {
      if (announcement.state !== null) return refused(outOfOrder(state, after, path));
      return accept(announcedEvent(announcement, after.state));
    }
    return accept(announcedEvent(announcement, state));
  },
};

const announcedEvent = (announcement: Announce['announcement'], state: TaakstellingState): TaakstellingAnnounced => ({
  ...announcement,
  type: 'TaakstellingAnnounced',
  state,
  knownAt: announcement.knownAt ?? startOfDay(announcement.announcedOn),
});
