import {
  factSchemaOf,
  fileNameOf,
  GOLDEN_FOLDER,
  RELEASED_FOLDER,
  releasedVersions,
  releaseFaults,
  stateSchemaOf,
  type JsonSchema,
} from '#libs/event-catalogue';
import { cloudEventOf, recordedEventOf, type CloudEventContext } from '#libs/event-log';
import type { DwellingEvent } from '#libs/dwellings';
import type { RecordedEvent } from '#libs/event-store';
import type { ExchangeEvent } from '#libs/exchanges';
import type { ForumEvent } from '#libs/forum';
import { packageFile, type Instant, type JsonObject } from '#libs/kernel';
import type { HouseholdEvent } from '#libs/koppeling';
import type { RegionDefined } from '#libs/municipalities';
import type { PolicyEvent } from '#libs/policy';
import type { AssessmentRecorded } from '#libs/supervision';
import type { TaakstellingEvent } from '#libs/taakstelling';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { CATALOGUE, FIGURES_MESSAGES } from './product.js';
import { arbitraryOf } from './testing/arbitrary-of-schema.js';

const context: CloudEventContext = {
  source: 'urn:nld:oin:00000000000000000000:systeem:bovenlokaal',
  catalogue: CATALOGUE,
};
const names = CATALOGUE.definitions.map(({ name }) => name);
const text = (path: string): string => readFileSync(packageFile(path), 'utf8');
const json = (path: string): JsonObject => JSON.parse(text(path)) as JsonObject;

/** What deciders may write, by their types: a name that is missing here does not compile. */
type Written =
  | TaakstellingEvent
  | PolicyEvent
  | AssessmentRecorded
  | RegionDefined
  | HouseholdEvent
  | DwellingEvent
  | ExchangeEvent
  | ForumEvent;
const WRITTEN: Readonly<Record<Written['type'], true>> = {
  TaakstellingAnnounced: true,
  TaakstellingRedistributed: true,
  FigurePublished: true,
  DifferenceExplained: true,
  RealisationRecorded: true,
  RealisationCorrected: true,
  PopulationCounted: true,
  PolicyProposed: true,
  PolicyAdopted: true,
  AssessmentRecorded: true,
  RegionDefined: true,
  KoppelingReceived: true,
  HouseholdProfileChanged: true,
  HouseholdPersonsChanged: true,
  HouseholdSplit: true,
  KoppelingMoved: true,
  KoppelingEnded: true,
  CoaKoppelingStated: true,
  CoaDifferenceResolved: true,
  HouseholdPlaced: true,
  RestPlaced: true,
  HouseholdMovedHome: true,
  StayEnded: true,
  PlacementCorrected: true,
  MinorsMoved: true,
  DwellingRefused: true,
  DwellingRefusalJudged: true,
  HouseholdClaimed: true,
  HouseholdReserved: true,
  HouseholdAssigned: true,
  HouseholdReleased: true,
  HouseholdForgetRequested: true,
  HouseholdForgotten: true,
  DwellingOffered: true,
  DwellingChanged: true,
  DwellingReserved: true,
  DwellingClaimed: true,
  DwellingHeld: true,
  DwellingAssigned: true,
  DwellingReleased: true,
  DwellingOccupied: true,
  OccupantsChanged: true,
  OccupancyCorrected: true,
  DwellingVacated: true,
  DwellingWithdrawn: true,
  ExchangeProposed: true,
  ExchangeAccepted: true,
  ExchangeReserved: true,
  ExchangeReminded: true,
  HouseholdInformed: true,
  HouseholdObjected: true,
  ExchangeEnded: true,
  RecouplingRequested: true,
  RecouplingConfirmed: true,
  RecouplingRefused: true,
  RecouplingReversalRequested: true,
  RecouplingReversed: true,
  ExchangeSettled: true,
  ChecklistAnswered: true,
  LegPlaced: true,
  LegFailed: true,
  LegRepaired: true,
  ExchangeCompleted: true,
  RedistributionRecorded: true,
  PostPlaced: true,
  PostAnswered: true,
  PostWithdrawn: true,
  AnswerWithdrawn: true,
  QuestionSolved: true,
  ObstacleRaised: true,
  ObstacleReferred: true,
  ObstacleFollowedUp: true,
  ObstacleClosed: true,
};

describe('the catalogue of the product', () => {
  it('holds every event that a decider can write, and no other', () => {
    expect([...names].sort()).toEqual(Object.keys(WRITTEN).sort());
  });

  it('holds every event that some file of events defines', () => {
    const files = readdirSync(packageFile('libs'), { recursive: true, encoding: 'utf8' });
    const defined = files
      .filter((file) => file.endsWith('.events.ts'))
      .flatMap((file) => [...text(`libs/${file}`).matchAll(/type: z\.literal\('(\w+)'\)/g)].map(([, name]) => name));
    expect(defined).toHaveLength(names.length);
    expect(defined.sort()).toEqual([...names].sort());
  });

  it('names its types in the domain of the product, as what was done to what', () => {
    for (const { type } of CATALOGUE.definitions)
      expect(type).toMatch(/^nl\.bovenlokaal\.[a-z-]+\.[a-z-]*(ed|withdrawn|held|forgotten|split|moved-home)$/);
  });

  it('says of every event and every field what it means', () => {
    for (const definition of CATALOGUE.definitions) {
      expect(definition.summary).toMatch(/^.{20,}[.\])]$/);
      const fields = factSchemaOf(definition)['properties'] as Readonly<Record<string, JsonSchema>>;
      for (const [name, { description }] of Object.entries(fields)) {
        expect([definition.name, name, typeof description]).toEqual([definition.name, name, 'string']);
      }
    }
  });
});

describe.each(names)('%s', (name) => {
  const known = CATALOGUE.current(name);
  if (known === undefined) throw new Error(`${name} has no current version`);

  it('comes back from its CloudEvent as it was recorded, whatever it holds', () => {
    const facts = arbitraryOf(factSchemaOf(known.definition));
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom(null, '2024-02-29'),
        fc.integer({ min: 1, max: 2 ** 40 }),
        (fact, on, position) => {
          const data = fact as JsonObject;
          expect(known.definition.schema.safeParse(data)).toMatchObject({ success: true });
          const event: RecordedEvent = {
            id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
            type: name,
            data,
            effectiveOn: on as RecordedEvent['effectiveOn'],
            position,
            stream: 'a-stream',
            version: 1,
            meta: { actor: 'local:1000', commandId: 'c', commit: position, commitSize: 1, correlationId: 'x' },
            recordedAt: '2026-02-03T10:15:01.250Z' as Instant,
          };
          const record = Buffer.from(JSON.stringify(cloudEventOf(event, context)));
          expect(recordedEventOf(record, context)).toEqual({ ok: true, event });
        },
      ),
    );
  });

  it('has a golden file, which the current version still writes letter for letter', () => {
    const golden = json(`${GOLDEN_FOLDER}/${fileNameOf(known)}.json`);
    const recorded = json(`${GOLDEN_FOLDER}/${fileNameOf(known)}.recorded.json`) as unknown as RecordedEvent;
    expect(recorded.type).toBe(name);
    expect(JSON.stringify(cloudEventOf(recorded, context))).toBe(JSON.stringify(golden));
  });
});

describe('what was ever released', () => {
  const golden = readdirSync(packageFile(GOLDEN_FOLDER)).filter((file) => !file.endsWith('.recorded.json'));

  it('has one golden file for each version, and another for each field that came to it later', () => {
    const whole = golden.filter((file) => !file.includes('+'));
    expect(whole.sort()).toEqual(CATALOGUE.versions.map((known) => `${fileNameOf(known)}.json`).sort());
    for (const file of golden) expect(whole).toContain(file.replace(/\+[a-z]+(?=\.json$)/i, ''));
  });

  it.each(golden)('still reads to the same event: %s', (file) => {
    const event = json(`${GOLDEN_FOLDER}/${file.replace(/\.json$/, '.recorded.json')}`);
    expect(recordedEventOf(Buffer.from(text(`${GOLDEN_FOLDER}/${file}`)), context)).toEqual({ ok: true, event });
  });

  it.each(golden.filter((file) => file.includes('+')))('is still written letter for letter: %s', (file) => {
    const recorded = json(`${GOLDEN_FOLDER}/${file.replace(/\.json$/, '.recorded.json')}`) as unknown as RecordedEvent;
    expect(JSON.stringify(cloudEventOf(recorded, context))).toBe(JSON.stringify(json(`${GOLDEN_FOLDER}/${file}`)));
  });

  it('is not broken by the current definitions under the same version, and has a schema for each of them', () => {
    const versions = [...releasedVersions(CATALOGUE), ...releasedVersions(FIGURES_MESSAGES, stateSchemaOf)];
    const files = readdirSync(packageFile(RELEASED_FOLDER));
    expect(files.sort()).toEqual(versions.map(({ file }) => file).sort());
    const released = files.map((file): readonly [string, JsonSchema] => [file, json(`${RELEASED_FOLDER}/${file}`)]);
    expect(releaseFaults(versions, new Map(released))).toEqual([]);
  });
});
