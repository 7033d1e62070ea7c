import type { Identity } from '#libs/access';
import { municipalityCodeSchema } from '#libs/kernel';
import { openDesk, operator, type Desk } from '../testing/desk.js';
import { AnnounceTaakstelling, type AnnounceInput } from './announce-taakstelling.command.js';

const circular: AnnounceInput = {
  municipality: 'Soest',
  period: '2023-2',
  persons: 85,
  announcedOn: '2023-05-02',
  source: 'Stcrt. 2023',
  state: 'reserved',
};
const announce = (input: Partial<AnnounceInput> = {}, commandId = 'c1', identity = operator) =>
  new AnnounceTaakstelling(identity, commandId, { ...circular, ...input });

describe('announcing a taakstelling', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  it('puts it on record, known from the start of the day of announcement', async () => {
    expect(await desk.run(announce())).toMatchObject({
      ok: true,
      value: { result: { municipality: 'GM0342', persons: 85, state: 'reserved' }, repeated: false },
    });
    expect(await desk.events()).toMatchObject([
      {
        stream: 'taakstelling-2023-2-GM0342',
        type: 'TaakstellingAnnounced',
        effectiveOn: '2023-05-02',
        data: { knownAt: '2023-05-01T22:00:00.000Z', remark: null },
      },
    ]);
  });

  it('is adjusted by a later announcement', async () => {
    await desk.run(announce());
    expect(await desk.run(announce({ persons: 70, announcedOn: '2023-10-01', state: null }, 'c2'))).toMatchObject({
      value: { result: { persons: 70, state: 'adjusted' } },
    });
  });

  it('answers the same command with the same answer, and refuses it with another content', async () => {
    const first = await desk.run(announce());
    const again = await desk.run(announce());
    expect(again).toEqual({ ok: true, value: { ...(first.ok ? first.value : {}), repeated: true } });
    expect(await desk.refusals(announce({ persons: 86 }))).toEqual(['COMMAND_REUSED input.commandId']);
    expect(await desk.events()).toHaveLength(1);
  });

  it('is refused when the caller had seen another version', async () => {
    await desk.run(announce());
    const late = announce({ persons: 70, announcedOn: '2023-10-01', state: null, expectedVersion: 0 }, 'c2');
    expect(await desk.refusals(late)).toEqual(['VERSION_CONFLICT input.expectedVersion']);
  });

  it.each<[string, Partial<AnnounceInput>, string]>([
    ['an unknown municipality', { municipality: 'Atlantis' }, 'MUNICIPALITY_UNKNOWN input.municipality'],
    ['a third half-year', { period: '2023-3' }, 'PERIOD_INVALID input.period'],
    ['30 February', { announcedOn: '2023-02-30' }, 'DATE_INVALID input.announcedOn'],
    ['a day in the future', { announcedOn: '2023-10-28' }, 'DATE_IN_FUTURE input.announcedOn'],
    ['half a person', { persons: 1.5 }, 'NUMBER_INVALID input.persons'],
    ['a billion persons', { persons: 1e9 }, 'NUMBER_OUT_OF_RANGE input.persons'],
    ['fewer than nobody', { persons: -1 }, 'NUMBER_OUT_OF_RANGE input.persons'],
    ['a source with NUL', { source: 'a\u0000b' }, 'TEXT_INVALID input.source'],
    ['a BSN in the remark', { remark: 'betreft 123456782' }, 'PERSONAL_DATA_SUSPECTED input.remark'],
  ])('refuses %s and stores nothing', async (_, input, refusal) => {
    expect(await desk.refusals(announce(input))).toEqual([refusal]);
    expect(await desk.events()).toEqual([]);
  });

  it('is for the supervisor of that province', async () => {
    const supervisor = (organisation: string): Identity =>
      ({ actor: 'demo:supervisor', role: 'supervisor', organisation }) as Identity;
    const municipality: Identity = {
      actor: 'demo:soest',
      role: 'municipality',
      organisation: municipalityCodeSchema.parse('GM0342'),
    };
    expect(await desk.refusals(announce({}, 'c1', municipality))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(announce({}, 'c1', supervisor('PV27')))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(announce({}, 'c1', supervisor('PV26')))).toEqual([]);
  });
});
