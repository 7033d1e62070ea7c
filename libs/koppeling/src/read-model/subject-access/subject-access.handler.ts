import { authorise, couldEver } from '#libs/access';
import { EVENT_STORE, type EventStore, type RecordedEvent } from '#libs/event-store';
import { ok, type Instant, type MunicipalityCode, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { HOUSEHOLD_KEYS, type HouseholdKey, type HouseholdKeys, type Sealed } from '#libs/secrets';
import { Inject, Optional } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { householdEvent, householdStream, type HouseholdEvent } from '../../domain/household.events.js';
import { openProfile, openReason } from '../../features/sealing.js';
import { textOf } from '../household-view.js';
import { notFound } from '../household-visibility.js';
import { HOUSEHOLD_MENTIONS, NO_MENTIONS, type HouseholdMentions } from '../ports.js';
import { couldBeHousehold } from '../pseudonym.js';
import { describeEvent, describeRefusal } from './describe-event.js';
import { describeProfile } from './describe-profile.js';
import { dwellingsOf, exchangeOf, livedIn } from './lived-in.js';
import { ReadSubjectAccess, type OpenedText, type RecordedFact, type SubjectAccess } from './subject-access.query.js';

interface Recorded {
  readonly recorded: RecordedEvent;
  readonly event: HouseholdEvent;
}

/** Refuses `NOT_FOUND` for what is not there, and to everybody but the household's own municipality. */
@QueryHandler(ReadSubjectAccess)
export class ReadSubjectAccessHandler implements IQueryHandler<ReadSubjectAccess> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
    private readonly registry: MunicipalityRegistry,
    @Optional() @Inject(HOUSEHOLD_MENTIONS) private readonly exchanges: HouseholdMentions = NO_MENTIONS,
  ) {}

  async execute({ identity, household }: ReadSubjectAccess): Promise<Result<SubjectAccess>> {
    if (!couldEver(identity, 'household.subjectAccess').ok || !couldBeHousehold(household)) return notFound();
    const log = (await this.store.readStream(householdStream(household))).map((recorded): Recorded => {
      return { recorded, event: householdEvent.parse({ ...recorded.data, type: recorded.type }) };
    });
    const municipality = municipalityOf(log);
    if (municipality === null || !authorise(identity, 'household.subjectAccess', { municipality }).ok)
      return notFound();
    const key = (await this.keys.keysOf([household])).get(household) ?? null;
    const forgottenAt = forgottenIn(log);
    const nameOf = (code: MunicipalityCode): string => this.registry.nameOf(code);
    const facts = log.map(({ recorded, event }): RecordedFact => {
      const { position, recordedAt, effectiveOn, type } = recorded;
      const texts = textsOf(event, key);
      const description = describeEvent(event, nameOf);
      return { held: 'household', position, recordedAt, on: effectiveOn, event: type, description, texts };
    });
    const named = (of: (event: HouseholdEvent) => readonly string[]): readonly string[] => [
      ...new Set(log.flatMap(({ event }) => of(event))),
    ];
    const elsewhere = [
      ...(await livedIn(this.store, household, named(dwellingsOf), nameOf)),
      ...(await this.exchanges.mentionsOf(household, named(exchangeOf), key)),
    ];
    // The profile of a koppeling before this one is kept, and stands among the facts; it is the profile no longer.
    const sealed = log
      .slice(log.findLastIndex(({ event }) => event.type === 'KoppelingReceived'))
      .findLast(({ event }) => event.type === 'HouseholdProfileChanged')?.event;
    return ok({
      household,
      position: Math.max(0, ...[...facts, ...elsewhere].map(({ position }) => position)),
      municipality,
      profile: key === null || sealed?.type !== 'HouseholdProfileChanged' ? null : openProfile(key, sealed.profile),
      forgottenAt,
      explanation: forgottenAt === null && (key !== null || !log.some(isSealed)) ? WHAT_IS_HELD : WHAT_STAYS,
      facts: [...facts, ...elsewhere].sort((a, b) => a.position - b.position),
    });
  }
}

const WHAT_IS_HELD =
  'Dit is het dossier van uw huishouden op dit platform, in de volgorde waarin het is vastgelegd, met wat bij woningen en ' +
  'uitwisselingen over uw huishouden staat. Hield een gemeente een woning voor u vast waar u niet ging wonen, dan staat dat hier ' +
  'niet in; vraag uw gemeente daarnaar. Het platform kent uw huishouden alleen onder een kenmerk; uw gemeente weet welk ' +
  'huishouden daarbij hoort.';
const WHAT_STAYS =
  'Uw huishouden is vergeten. Wat over uw huishouden was geschreven, kan niemand meer lezen, ook wij niet. Wat hieronder ' +
  'staat blijft bewaard omdat het meetelt in de cijfers van gemeenten: aantallen, data en gemeenten.';

/** The one that now houses it. Null where nothing but a statement of COA is known. */
function municipalityOf(log: readonly Recorded[]): MunicipalityCode | null {
  let municipality: MunicipalityCode | null = null;
  for (const { event } of log) {
    if (event.type === 'KoppelingReceived') municipality = event.municipality;
    else if (event.type === 'KoppelingMoved') municipality = event.to;
    else if (event.type === 'MinorsMoved') municipality = event.credited.municipality;
  }
  return municipality;
}

const forgottenIn = (log: readonly Recorded[]): Instant | null =>
  log.find(({ event }) => event.type === 'HouseholdForgotten')?.recorded.recordedAt ?? null;

/** The key goes first and the event follows: in between, nothing can be read any more either. */
const isSealed = ({ event }: Recorded): boolean =>
  event.type === 'HouseholdProfileChanged' ||
  (event.type === 'DwellingRefused' && event.reason !== null) ||
  ('note' in event && event.note !== null);

function textsOf(event: HouseholdEvent, key: HouseholdKey | null): readonly OpenedText[] {
  if (key === null) return [];
  const noteOf = (note: Sealed | null): readonly OpenedText[] =>
    note === null ? [] : [{ what: 'note', text: textOf(key.open('note', note)) }];
  if (event.type === 'HouseholdProfileChanged') {
    return [{ what: 'profile', text: describeProfile(openProfile(key, event.profile)) }];
  }
  if (event.type === 'DwellingRefused' && event.reason !== null) {
    const reason = { what: 'reason', text: describeRefusal(openReason(key, event.reason)) } as const;
    return [reason, ...noteOf(event.note)];
  }
  return 'note' in event ? noteOf(event.note) : [];
}
