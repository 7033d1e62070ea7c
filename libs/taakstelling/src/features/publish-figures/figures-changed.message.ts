import { EventCatalogue, type EventDefinition } from '#libs/event-catalogue';
import { MOST_RECORD_BYTES } from '#libs/event-store';
import {
  canonicalJson,
  idFrom,
  instantSchema,
  localDateSchema,
  periodSchema,
  scopeSchema,
  sha256,
  type Instant,
  type JsonObject,
} from '#libs/kernel';
import { z } from 'zod';
import type { Figures } from '../../read-model/index.js';

const whole = z.int();
const wholeOrNull = whole.nullable();
const expectation = {
  atLastPeriodsRealisation: wholeOrNull.describe('If this period realises what the one before did.'),
  atRunRate: wholeOrNull.describe('If the rest of the period goes as the days so far.'),
};

/** The figures as everybody may see them, field by field as the API gives them. */
const publicFigures = z.object({
  period: periodSchema.describe('Half-year: 2023-1 begins on 1 January, 2023-2 on 1 July.'),
  scope: scopeSchema.describe('CBS code of a municipality or province, or NL for the country.'),
  basis: z
    .enum(['computed', 'published'])
    .describe('From the ledger, per municipality and summed; or from what was published for the scope itself.'),
  asOf: localDateSchema.describe('First day that no longer counts: tomorrow, within the period.'),
  knownAt: instantSchema.nullable().describe('Null: all that is recorded.'),
  position: whole
    .min(0)
    .describe('Position in the log up to which these figures hold. Of two states the higher counts.'),
  taakstelling: wholeOrNull.describe('Persons to house in the period.'),
  opening: whole.describe('Balance from earlier periods; positive = voorsprong, negative = achterstand.'),
  openingSource: z
    .enum(['published-opening', 'published-closing', 'computed-closing', 'none', 'mixed'])
    .describe('Where the opening balance comes from.'),
  totalTask: wholeOrNull.describe('taakstelling − opening.'),
  realised: wholeOrNull.describe('Persons housed.'),
  remaining: wholeOrNull.describe('totalTask − realised; negative when ahead.'),
  percentOfTaakstelling: wholeOrNull.describe('Whole, half up.'),
  percentOfTotalTask: wholeOrNull.describe('Whole, half up; null with a total task of 0 or less.'),
  closing: z
    .object({
      computed: wholeOrNull.describe('opening + realised − taakstelling.'),
      computedAtPublication: wholeOrNull.describe('From what was known when the closing balance was published.'),
      lateCorrections: wholeOrNull.describe('computed − computedAtPublication.'),
      published: wholeOrNull.describe('What was published for this scope itself.'),
      sumOfMunicipalitiesPublished: wholeOrNull.describe(
        'Null until every municipality with a taakstelling published.',
      ),
      explained: whole.describe('Sum of the explanations that people recorded.'),
      unexplained: wholeOrNull.describe('published − computed − explained.'),
    })
    .describe('From the computed closing balance to the published one.'),
  schedule: z
    .object({
      expectedShare: z.number().min(0).max(1).describe('Part of the total task that should have been realised.'),
      status: z.enum(['ahead', 'on-schedule', 'slightly-behind', 'behind']).nullable(),
      paceNeededPerMonth: wholeOrNull.describe('0 when nothing remains, null at the end of the period.'),
    })
    .describe('Against the schedule of the policy.'),
  koppelBalance: z.array(
    z.object({
      on: localDateSchema,
      persons: wholeOrNull,
      personsWithoutExchanges: wholeOrNull.optional().describe('As if no exchange had moved a koppeling.'),
    }),
  ),
  forecast: z
    .object({
      ...expectation,
      range: z.object({ lowest: whole, highest: whole }).nullable().describe('What the expectations span.'),
      withoutOneOffs: z.object(expectation).describe('Without repeating one-off actions.'),
      oneOffs: z.array(z.object({ name: z.string(), period: periodSchema, persons: whole })),
    })
    .describe('Closing balances to expect.'),
  policy: z.object({ figures: z.string() }).describe('Versions of the policies that were applied.'),
  administration: z.enum(['own', 'coa', 'province', 'mixed']).nullable().describe('Whose rows were counted.'),
  stateOfTaakstelling: z.enum(['fixed', 'reserved', 'adjusted', 'ended', 'pooled', 'mixed']).nullable(),
  remarks: z.array(z.string()).describe('Footnotes of what was used; never those of single rows.'),
});

/** The message on the compacted topic of current figures, for the catalogue of what others may read. Its `data` is the figures themselves. */
export const figuresChangedMessage: EventDefinition = {
  name: 'FiguresChanged',
  type: 'nl.bovenlokaal.figures.changed',
  version: 1,
  summary:
    'The public figures of a municipality, a province or the country in a period, as they are now: a state, not a change. Put when it differs from the last one and at the start of each local day; the key is <scope>/<period>, and the last record of a key counts.',
  schema: publicFigures,
};

const version = new EventCatalogue([figuresChangedMessage]).current(figuresChangedMessage.name);

/** What a state is of: `GM0344/2023-1`. */
export const keyOf = ({ scope, period }: Pick<Figures, 'scope' | 'period'>): string => `${scope}/${period}`;

/** The figures as JSON, in the order of fields of the API. */
const documentOf = (figures: Figures): JsonObject => JSON.parse(JSON.stringify(figures)) as JsonObject;

/** Equal for states that say the same, whatever position they hold for. */
export const digestOf = (figures: Figures): string => sha256(canonicalJson({ ...documentOf(figures), position: 0 }));

const bytesOf = (value: JsonObject): number => Buffer.byteLength(JSON.stringify(value));

/**
 * Figures as a CloudEvent by the NL GOV profile 1.1. The same figures at the same position have the same id, so that one that was
 * put twice is known. No `sequence`: that would order within a topic what the topic orders itself.
 */
export function figuresChanged(figures: Figures, source: string, time: Instant): JsonObject {
  if (version === undefined) throw new RangeError('the message is not in its own catalogue');
  const data = documentOf(figures);
  const event = {
    specversion: '1.0',
    id: idFrom(canonicalJson(data)),
    source,
    type: version.cloudType,
    subject: keyOf(figures),
    time,
    datacontenttype: 'application/json',
    dataschema: version.dataSchema,
    data,
  };
  if (bytesOf(event) <= MOST_RECORD_BYTES) return event;
  // Only footnotes can make it so large: a record that intermediaries refuse would say nothing at all.
  const remarks = [...figures.remarks];
  const cut = (): JsonObject => ({
    ...event,
    data: { ...data, remarks: [...remarks, `… en nog ${figures.remarks.length - remarks.length} opmerkingen`] },
  });
  while (remarks.length > 0 && bytesOf(cut()) > MOST_RECORD_BYTES) remarks.pop();
  return cut();
}
