import type { RecordedEvent } from '#libs/event-store';
import { unreachable } from '#libs/kernel';
import type { Change, Row } from '#libs/projections';
import type { CountedPersons, HouseholdEvent, Stay } from '../domain/household.events.js';

/** Why a row stands among what is counted. */
export type CountedCause = 'placed' | 'rest' | 'grown' | 'reversed' | 'corrected' | 'moved';

type Extra = Readonly<Record<string, string | null>>;

/**
 * What one event of a household changes. Every row belongs to one household, so that the order between households does not
 * matter; what depends on several events of one household (which stay is the present one) is found when it is asked.
 */
export function householdChanges(recorded: RecordedEvent, event: HouseholdEvent): readonly Change[] {
  const { household } = event;
  const { position, version, recordedAt } = recorded;
  const knownAt = 'knownAt' in event ? (event.knownAt ?? recordedAt) : recordedAt;

  const becomes = (row: Row = {}): Change => ({
    kind: 'put',
    table: 'household',
    key: { household },
    row: { position, version, ...row },
  });
  /** Change of the persons still to be housed. */
  const open = (persons: number): readonly Change[] =>
    persons === 0 ? [] : [{ kind: 'add', table: 'household', key: { household }, amounts: { open_persons: persons } }];
  const koppeling = (row: Row): Change => ({
    kind: 'insert',
    table: 'koppeling',
    row: { position, household, known_at: knownAt, ...row },
  });
  const counted = (entry: 0 | 1, row: CountedPersons, cause: CountedCause, extra: Extra = {}): Change => ({
    kind: 'insert',
    table: 'counted',
    row: {
      position,
      entry,
      household,
      municipality: row.municipality,
      effective_on: row.on,
      // 0 − n, because −0 is no whole number that a database hands back.
      persons: cause === 'reversed' ? 0 - row.persons : row.persons,
      kind: row.kind,
      one_off: row.oneOff,
      cause,
      known_at: knownAt,
      ...extra,
    },
  });
  const lives = (stay: Stay, more: Row): Change => ({
    kind: 'put',
    table: 'stay',
    key: { household, stay: stay.id },
    row: {
      municipality: stay.municipality,
      dwelling: stay.dwelling,
      kind: stay.kind,
      ready_on: stay.readyOn,
      moved_on: stay.movedOn,
      registered_on: stay.registeredOn,
      until: stay.until,
      ...more,
    },
  });
  const noted = (note: string | null): readonly Change[] =>
    note === null
      ? []
      : [
          {
            kind: 'insert',
            table: 'note',
            row: { position, household, about: event.type, recorded_at: recordedAt, note },
          },
        ];

  switch (event.type) {
    case 'KoppelingReceived':
      return [
        becomes({
          municipality: event.municipality,
          kind: event.kind,
          persons: event.persons,
          permit_on: event.permitOn,
          first_coupled_on: event.firstCoupledOn,
          coupled_on: event.coupledOn,
          split_from: event.split?.from ?? null,
          source: event.source,
          profile: null,
          ended_on: null,
          end_reason: null,
          merged_into: null,
          placed: false,
          housed_on: null,
          coa_municipality: null,
          coa_persons: null,
          coa_on: null,
          coa_source: null,
          ...NOT_RESOLVED,
          ...NOT_HELD,
        }),
        ...open(event.persons),
        koppeling({
          effective_on: event.coupledOn,
          municipality: event.municipality,
          persons: event.persons,
          source: event.source,
        }),
      ];
    case 'HouseholdProfileChanged':
      return [becomes({ profile: event.profile })];
    case 'HouseholdPersonsChanged':
      return [
        becomes({ persons: event.persons }),
        ...open(event.open),
        ...(event.counted === null ? [] : [counted(0, event.counted, 'grown', { reason: event.cause })]),
        ...noted(event.note),
      ];
    case 'HouseholdSplit':
      return [becomes({ persons: event.persons }), ...open(event.open)];
    case 'KoppelingMoved':
      return [
        becomes({
          municipality: event.to,
          coupled_on: event.on,
          ...NOT_RESOLVED,
          ...(event.exchange === null || event.broke !== null ? NOT_HELD : {}),
        }),
        koppeling({
          effective_on: event.on,
          municipality: event.to,
          from_municipality: event.from,
          persons: event.persons,
          exchange: event.exchange,
          source: event.source,
        }),
      ];
    case 'KoppelingEnded':
      return [
        becomes({
          ended_on: event.on,
          persons: event.inHousehold,
          end_reason: event.reason,
          merged_into: event.into,
          ...NOT_HELD,
        }),
        ...open(-event.persons),
        koppeling({
          effective_on: event.on,
          from_municipality: event.municipality,
          persons: event.persons,
          reason: event.reason,
        }),
        ...noted(event.note),
      ];
    case 'CoaKoppelingStated':
      return [
        becomes({
          coa_municipality: event.municipality,
          coa_persons: event.persons,
          coa_on: event.on,
          coa_source: event.source,
          ...NOT_RESOLVED,
        }),
      ];
    case 'CoaDifferenceResolved':
      return [
        becomes({
          coa_resolution: event.resolution,
          coa_difference: event.difference,
          coa_ours: event.ours,
          coa_our_persons: event.persons,
          coa_resolved_by: recorded.meta.actor,
          coa_resolved_at: recordedAt,
          coa_note: event.note,
        }),
        ...noted(event.note),
      ];
    case 'HouseholdPlaced':
      return [
        becomes({ placed: true, housed_on: event.stay.movedOn, ...NOT_HELD }),
        ...open(-event.open),
        counted(0, event.counted, 'placed', { exchange: event.exchange }),
        lives(event.stay, { position, placement: true }),
        ...noted(event.note),
      ];
    case 'RestPlaced':
      return [becomes({ housed_on: event.housedOn }), ...open(-event.open), counted(0, event.counted, 'rest')];
    case 'HouseholdMovedHome':
      return [
        becomes(event.broke === null ? {} : NOT_HELD),
        lives(event.stay, { position, placement: false }),
        ...noted(event.note),
      ];
    case 'StayEnded':
      return [
        becomes(),
        {
          kind: 'put',
          table: 'stay',
          key: { household, stay: event.stay },
          row: { ended_on: event.on, end_reason: event.reason },
        },
        ...noted(event.note),
      ];
    case 'PlacementCorrected': {
      const { was, becomes: row, stay, reason } = event;
      return [
        becomes(
          stay === null
            ? { placed: false, housed_on: null, ended_on: null, end_reason: null, merged_into: null }
            : { placed: true, housed_on: event.housedOn },
        ),
        ...open(event.open),
        counted(1, was, 'reversed', { reason }),
        ...(row === null ? [] : [counted(0, row, 'corrected', { reason })]),
        stay === null
          ? { kind: 'insert', table: 'voided', row: { position, household } }
          : lives(stay, { corrected_position: position, placement: true }),
        ...noted(event.note),
      ];
    }
    case 'MinorsMoved':
      return [
        becomes({ municipality: event.credited.municipality, coupled_on: event.credited.on, ...NOT_RESOLVED }),
        koppeling({
          effective_on: event.credited.on,
          municipality: event.credited.municipality,
          from_municipality: event.debited.municipality,
          persons: event.credited.persons,
          reason: 'minors-moved',
        }),
        counted(1, event.debited, 'moved'),
        counted(0, event.credited, 'moved'),
        lives(event.stay, { position, placement: false }),
      ];
    case 'DwellingRefused':
      return [
        becomes(),
        {
          kind: 'insert',
          table: 'refusal',
          row: { position, household, dwelling: event.dwelling, effective_on: event.on, reason: event.reason },
        },
        ...noted(event.note),
      ];
    case 'DwellingRefusalJudged':
      return [
        becomes(),
        {
          kind: 'insert',
          table: 'judgement',
          row: { position, household, judgement: event.judgement, effective_on: event.on },
        },
      ];
    case 'HouseholdClaimed':
      return [becomes({ ...NOT_HELD, hold_exchange: event.exchange, hold_kind: 'claim', hold_until: event.until })];
    case 'HouseholdReserved':
      return [becomes({ ...NOT_HELD, hold_exchange: event.exchange, hold_kind: 'reservation' })];
    case 'HouseholdAssigned':
      return [
        becomes({
          ...NOT_HELD,
          hold_exchange: event.exchange,
          hold_kind: 'assignment',
          hold_dwelling: event.dwelling,
        }),
      ];
    case 'HouseholdReleased':
      return [becomes(NOT_HELD)];
    case 'HouseholdForgetRequested':
      return [becomes()];
    case 'HouseholdForgotten':
      // Nobody can read it any more; it is not kept here for nothing.
      return [becomes({ forgotten: true, profile: null, coa_note: null })];
    default:
      return unreachable(event);
  }
}

const NOT_HELD: Row = { hold_exchange: null, hold_kind: null, hold_until: null, hold_dwelling: null };
const NOT_RESOLVED: Row = {
  coa_resolution: null,
  coa_difference: null,
  coa_ours: null,
  coa_our_persons: null,
  coa_resolved_by: null,
  coa_resolved_at: null,
  coa_note: null,
};
