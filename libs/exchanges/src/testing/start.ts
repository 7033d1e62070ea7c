import { idFrom, instantOrThrow, localDate, period, randomIds, sha256, startOf, startOfDay } from '#libs/kernel';
import { seedPolicies } from '#libs/policy';
import { figuresPolicySeeds, streams, type FigurePublished, type TaakstellingAnnounced } from '#libs/taakstelling';
import { ChangeProfile, ReceiveKoppeling } from '#libs/koppeling';
import { profileOf } from './canaries.js';
import { operator, type Platform, type Start } from './platform.js';
import { EVERYBODY, MINOR, populate, TOWNS } from './town-halls.js';

/** Of each municipality and period: enough that every one of them has a task left. */
const TARGETS = ['2024-1', '2024-2'].flatMap((of, i) =>
  TOWNS.map((municipality, n): TaakstellingAnnounced => ({
    type: 'TaakstellingAnnounced',
    municipality,
    period: period(of),
    persons: 5 + 3 * n + i,
    announcedOn: localDate('2023-10-01'),
    state: 'fixed',
    source: 'spec',
    knownAt: instantOrThrow('2023-10-01T08:00:00.000Z'),
    remark: null,
  })),
);

/** How far each was ahead or behind when it began. */
const OPENINGS = ['2023-2', '2024-1'].flatMap((of) =>
  TOWNS.map((municipality, n): FigurePublished => {
    const from = startOf(period(of));
    return {
      type: 'FigurePublished',
      id: idFrom(`opening/${municipality}/${of}`),
      scope: municipality,
      period: period(of),
      figure: 'opening',
      value: 2 - 3 * n,
      asOf: from,
      source: 'province',
      publishedOn: from,
      knownAt: startOfDay(from),
      remark: null,
    };
  }),
);

/** Three municipalities with their taakstellingen, households and dwellings, and what is told in confidence about each household. */
export async function prepareStart(platform: Platform): Promise<Start> {
  platform.begin();
  const { store } = platform;
  await seedPolicies(store.port, figuresPolicySeeds());
  for (const { type, ...data } of [...TARGETS, ...OPENINGS]) {
    const id = randomIds.next();
    const stream =
      'municipality' in data
        ? streams.taakstelling(data.period, data.municipality)
        : streams.published(data.period, data.scope);
    await store.port.append({
      command: { id, contentHash: sha256(id) },
      meta: { actor: 'spec' },
      streams: [{ stream, expected: 'any', events: [{ id, type, data, effectiveOn: null }] }],
      result: null,
    });
  }
  await populate(platform);
  const minor = { ...MINOR, kind: 'nidos', permitOn: '2024-04-20', coupledOn: '2024-04-20', source: 'spec' } as const;
  const profiles = EVERYBODY.map(({ household, municipality }) => {
    const profile = profileOf(household, { bedrooms: 1, notForExchange: false });
    return new ChangeProfile(operator, `profile-${household}`, { household, municipality, profile });
  });
  for (const command of [new ReceiveKoppeling(operator, 'receive-minor', minor), ...profiles]) {
    const refusals = await platform.refusals(command);
    if (refusals.length > 0) throw new Error(refusals.join());
  }
  platform.sight.tell(await platform.events());
  return platform.copy();
}
