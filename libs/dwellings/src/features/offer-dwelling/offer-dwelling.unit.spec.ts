import { municipalityCodeSchema } from '#libs/kernel';
import { dwellingIdOf } from '../../domain/dwelling-key.js';
import { familyHome, openDesk, soest, zeist, type Desk } from '../testing/desk.js';
import { OfferDwelling, type OfferInput } from './offer-dwelling.command.js';

const offer = (input: Partial<OfferInput> = {}, commandId = 'c1', identity = zeist) =>
  new OfferDwelling(identity, commandId, { ...familyHome, ...input });

describe('offering a dwelling', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  it('puts it on offer under an id that follows from municipality and key', async () => {
    const outcome = await desk.run<{ dwelling: string }>(offer());
    const dwelling = dwellingIdOf(municipalityCodeSchema.parse('GM0355'), '3703AB12A');
    expect(outcome).toMatchObject({ ok: true, value: { result: { dwelling } } });
    const [event] = await desk.events();
    expect(event).toMatchObject({ stream: `dwelling-${dwelling}`, data: { dwelling } });
    expect(event).toMatchObject({ version: 1, data: { offer: { kind: 'dwelling', conditions: [], until: null } } });
  });

  it('offers it once: the same key, however written, is the same dwelling', async () => {
    await desk.run(offer());
    expect(await desk.refusals(offer({ key: '3703ab 12A' }, 'c2'))).toEqual([]);
    expect(await desk.refusals(offer({ key: '3703ab 12A', rent: 80_000 }, 'c3'))).toEqual(['DWELLING_KNOWN input.key']);
    expect(await desk.events()).toHaveLength(1);
  });

  it.each<[string, Partial<OfferInput>, string]>([
    ['more persons at least than at most', { minPersons: 6 }, 'PERSONS_RANGE_INVALID input.minPersons'],
    ['an end before its beginning', { until: '2024-04-30' }, 'UNTIL_BEFORE_FROM input.until'],
    [
      'a condition that the policy does not know',
      { conditions: ['speaks-dutch'] },
      'CONDITION_UNKNOWN input.conditions',
    ],
    ['nobody', { maxPersons: 0 }, 'NUMBER_OUT_OF_RANGE input.maxPersons'],
    ['99 persons', { maxPersons: 99 }, 'NUMBER_OUT_OF_RANGE input.maxPersons'],
    ['a key of signs', { key: '---' }, 'KEY_INVALID input.key'],
    ['a BSN as key', { key: '123456782' }, 'PERSONAL_DATA_SUSPECTED input.key'],
    ['a day that is none', { from: '2024-02-30' }, 'DATE_INVALID input.from'],
    ['a municipality that is none', { municipality: 'Zijst' }, 'MUNICIPALITY_UNKNOWN input.municipality'],
  ])('refuses %s', async (_, input, refusal) => {
    expect(await desk.refusals(offer(input))).toEqual([refusal]);
    expect(await desk.events()).toEqual([]);
  });

  it('names the conditions that the policy allows', async () => {
    const outcome = await desk.run(offer({ conditions: ['youth', 'pets'] }));
    const details = outcome.ok ? null : outcome.refusals[0]?.details;
    expect(details?.['unlawful']).toEqual(['pets']);
    expect(details?.['allowed']).toContain('large-family');
  });

  it('is for the municipality whose dwelling it is', async () => {
    expect(await desk.refusals(offer({}, 'c1', soest))).toEqual(['NOT_ALLOWED ']);
    expect(await desk.refusals(offer({}, 'c1', { ...zeist, role: 'coordinator' }))).toEqual(['NOT_ALLOWED ']);
  });
});
