import { localDate, startOfDay, type MunicipalityCode } from '#libs/kernel';
import { letterOf } from './letter.js';
import type { RecouplingRequest } from './requests.js';

const SOEST = 'GM0342' as MunicipalityCode;
const ZEIST = 'GM0355' as MunicipalityCode;
const names = (code: MunicipalityCode): string => (code === SOEST ? 'Soest' : 'Zeist');

const request = (more: Partial<RecouplingRequest>): RecouplingRequest => ({
  exchange: 'x1',
  leg: 1,
  reference: 'x1/1',
  household: 'secret-pseudonym',
  persons: 4,
  from: SOEST,
  to: ZEIST,
  reversal: false,
  requestedOn: localDate('2024-05-10'),
  answerBy: startOfDay(localDate('2024-05-25')),
  overdue: false,
  answer: null,
  answeredOn: null,
  coaReference: null,
  ...more,
});
const letter = (...requests: readonly RecouplingRequest[]): string =>
  letterOf(requests, names, localDate('2024-05-10'));

describe('the letter to COA', () => {
  it('asks for each move by its reference, with the last day on which an answer helps', () => {
    expect(letter(request({}))).toContain(
      '- Kenmerk x1/1: een huishouden van 4 personen, van Soest (GM0342) naar Zeist (GM0355). ' +
        'Gevraagd op 10 mei 2024; antwoord graag uiterlijk 24 mei 2024.',
    );
    expect(letter(request({ persons: 1 }))).toContain('een huishouden van 1 persoon,');
  });

  it('names no household: which one it is, the municipality tells', () => {
    const text = letter(request({}));
    expect(text).not.toContain('secret-pseudonym');
    expect(text).toContain('hoort u van de gemeente (Soest)');
  });

  it('asks for the way back apart, told by the municipality that the household comes back to', () => {
    const text = letter(request({ reversal: true, from: ZEIST, to: SOEST, answerBy: null }));
    expect(text).toContain('van Zeist (GM0355) naar Soest (GM0342). Gevraagd op 10 mei 2024.');
    expect(text).toContain('terug te zetten');
    expect(text).not.toContain('te verplaatsen:');
    expect(text).toContain('hoort u van de gemeente (Soest)');
  });

  it('is empty where nothing is asked', () => expect(letter()).toBe(''));
});
