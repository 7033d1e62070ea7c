import type { Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, InMemoryEventStore, type Commanded } from '#libs/event-store';
import { countingIds, localDate, manualClock, municipalityCodeSchema, type Result } from '#libs/kernel';
import { Module } from '@nestjs/common';
import { CommandBus, CqrsModule, QueryBus } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { MunicipalitiesModule } from '../../municipalities.module.js';
import type { Region } from '../../regions/region-in-force.js';
import { RegionReader } from '../../regions/region-reader.js';
import { REGIONS_STREAM } from '../../regions/region.events.js';
import { ListRegions, ReadRegion } from '../list-regions/list-regions.query.js';
import { DefineRegion, type DefineRegionInput } from './define-region.command.js';

const operator: Identity = { actor: 'local:1000', role: 'operator', organisation: null };
const coordinator: Identity = { ...operator, actor: 'demo:coordinator', role: 'coordinator' };
/** Woerden, Montfoort and Oudewater match together. */
const WMO: DefineRegionInput = {
  region: 'RG-WMO',
  name: 'Woerden e.o.',
  municipalities: ['Woerden', 'Montfoort', 'GM0589'],
  validFrom: '2023-01-01',
  source: 'samenwerkingsovereenkomst',
};
const gm = (...codes: readonly string[]) => codes.map((code) => municipalityCodeSchema.parse(code));

describe('regions', () => {
  let app: TestingModule;
  let store: InMemoryEventStore;
  beforeEach(async () => {
    const clock = manualClock('2024-05-03T10:00:00Z');
    store = new InMemoryEventStore({ clock });
    @Module({
      providers: [
        { provide: EVENT_STORE, useValue: store },
        { provide: CLOCK, useValue: clock },
        { provide: IDS, useValue: countingIds() },
      ],
      exports: [EVENT_STORE, CLOCK, IDS],
    })
    class StoreInMemory {}
    app = await Test.createTestingModule({
      imports: [{ module: StoreInMemory, global: true }, CqrsModule, MunicipalitiesModule],
    }).compile();
    await app.init();
  });
  afterEach(() => app.close());

  let commands = 0;
  const define = async (input: Partial<DefineRegionInput> = {}, identity = operator): Promise<readonly string[]> => {
    const command = new DefineRegion(identity, `c${++commands}`, { ...WMO, ...input });
    const outcome: Result<Commanded<unknown>> = await app.get(CommandBus).execute(command);
    return outcome.ok ? [] : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
  };
  const region = async (code: string, on: string | null) => {
    const question = new ReadRegion(coordinator, code, on === null ? null : localDate(on));
    const answer: Result<Region> = await app.get(QueryBus).execute(question);
    return answer.ok ? answer.value.municipalities : answer.refusals[0]?.code;
  };
  const regionsOf = (codes: readonly string[], on: string) =>
    app.get(RegionReader).regionsOf(gm(...codes), localDate(on));

  it('are sets of municipalities from a day on, by code or name', async () => {
    expect(await define()).toEqual([]);
    expect(await region('RG-WMO', '2023-01-01')).toEqual(['GM0335', 'GM0589', 'GM0632']);
    expect(await region('RG-WMO', null)).toHaveLength(3);
    expect(await region('RG-WMO', '2022-12-31')).toBe('NOT_FOUND');
    expect(await region('RG-NONE', null)).toBe('NOT_FOUND');
  });

  it('change from a day on, and what held before stays as it was', async () => {
    await define();
    await define({ municipalities: ['Woerden', 'Montfoort'], validFrom: '2024-01-01', validUntil: '2024-04-01' });
    expect(await region('RG-WMO', '2023-12-31')).toHaveLength(3);
    expect(await region('RG-WMO', '2024-01-01')).toHaveLength(2);
    // The later version is over: the one before it holds again.
    expect(await region('RG-WMO', '2024-04-01')).toHaveLength(3);
  });

  it('may be said anew of the same day, the last word counting; the same again says nothing', async () => {
    await define();
    await define();
    await define({ municipalities: ['Woerden', 'Oudewater'] });
    expect(await store.readStream(REGIONS_STREAM)).toHaveLength(2);
    expect(await region('RG-WMO', null)).toEqual(['GM0589', 'GM0632']);
  });

  it('may overlap and cross provinces; a municipality is in those that hold all that is asked', async () => {
    await define();
    // Gouda lies in Zuid-Holland.
    await define({ region: 'RG-GROEN', municipalities: ['Woerden', 'Oudewater', 'Gouda'] });
    expect(await regionsOf(['GM0632', 'GM0589'], '2024-05-03')).toEqual(['RG-GROEN', 'RG-WMO']);
    expect(await regionsOf(['GM0632', 'GM0335'], '2024-05-03')).toEqual(['RG-WMO']);
    expect(await regionsOf(['GM0632', 'GM0344'], '2024-05-03')).toEqual([]);
    expect(await regionsOf([], '2024-05-03')).toEqual([]);
    const all: Result<readonly Region[]> = await app.get(QueryBus).execute(new ListRegions(coordinator, null));
    expect(all.ok && all.value.map((found) => found.region)).toEqual(['RG-GROEN', 'RG-WMO']);
  });

  it.each<[string, Partial<DefineRegionInput>, string]>([
    [
      'a municipality that is none',
      { municipalities: ['Woerden', 'Atlantis'] },
      'MUNICIPALITY_UNKNOWN input.municipalities.1',
    ],
    ['one municipality', { municipalities: ['Woerden', 'GM0632'] }, 'REGION_TOO_SMALL input.municipalities'],
    ['an end before the beginning', { validUntil: '2023-01-01' }, 'VALIDITY_INVALID input.validUntil'],
    ['another kind of code', { region: 'PV26' }, 'REGION_INVALID input.region'],
  ])('refuse %s', async (_, input, refusal) => {
    expect(await define(input)).toEqual([refusal]);
    expect(await store.readStream(REGIONS_STREAM)).toEqual([]);
  });

  it('are not drawn by those who would see more by them', async () => {
    expect(await define({}, coordinator)).toEqual(['NOT_ALLOWED ']);
  });
});
