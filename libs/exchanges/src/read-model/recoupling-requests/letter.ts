import { dateOf, type Instant, type LocalDate, type MunicipalityCode } from '#libs/kernel';
import type { RecouplingRequest } from './requests.js';

const MONTHS = [
  'januari',
  'februari',
  'maart',
  'april',
  'mei',
  'juni',
  'juli',
  'augustus',
  'september',
  'oktober',
  'november',
  'december',
] as const;

const inWords = (day: LocalDate): string =>
  `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`;

/** The last day of a term: its end is the first moment after it. */
const lastDayOf = (end: Instant): LocalDate => dateOf(new Date(Date.parse(end) - 1).toISOString() as Instant);

const persons = (count: number): string => (count === 1 ? '1 persoon' : `${count} personen`);

/**
 * The letter by which COA is asked for these recouplings, ready to be sent. It names no household: by the reference each municipality
 * tells COA which one is meant, over the secure channel that the two have.
 */
export function letterOf(
  requests: readonly RecouplingRequest[],
  nameOf: (municipality: MunicipalityCode) => string,
  day: LocalDate,
): string {
  if (requests.length === 0) return '';
  const line = ({ reference, persons: count, from, to, requestedOn, answerBy }: RecouplingRequest): string => {
    const term = answerBy === null ? '' : `; antwoord graag uiterlijk ${inWords(lastDayOf(answerBy))}`;
    return (
      `- Kenmerk ${reference}: een huishouden van ${persons(count)}, ` +
      `van ${nameOf(from)} (${from}) naar ${nameOf(to)} (${to}). Gevraagd op ${inWords(requestedOn)}${term}.`
    );
  };
  const moves = requests.filter(({ reversal }) => !reversal);
  const reversals = requests.filter(({ reversal }) => reversal);
  const givers = [...new Set(requests.map(({ reversal, from, to }) => nameOf(reversal ? to : from)))].join(', ');
  return [
    'Aan het Centraal Orgaan opvang asielzoekers (COA)',
    `Datum: ${inWords(day)}`,
    'Onderwerp: verzoek om omkoppeling',
    '',
    'Geachte heer, mevrouw,',
    ...(moves.length === 0
      ? []
      : [
          '',
          'De gemeenten hieronder hebben afgesproken om huishoudens uit te wisselen, zodat ieder huishouden een passende ' +
            'woning krijgt. Elk huishouden is geïnformeerd en de termijn om bezwaar te maken is voorbij. Wij vragen u deze ' +
            'koppelingen te verplaatsen:',
          '',
          ...moves.map(line),
        ]),
    ...(reversals.length === 0
      ? []
      : [
          '',
          'De volgende huishoudens blijven toch bij hun eerdere gemeente, of gaan daarheen terug. U had deze koppelingen al ' +
            'verplaatst. Wij vragen u ze terug te zetten:',
          '',
          ...reversals.map(line),
        ]),
    '',
    `Welk huishouden bij een kenmerk hoort, hoort u van de gemeente (${givers}) op de beveiligde manier die u gewend bent. ` +
      'Noem in uw antwoord het kenmerk, de datum en uw eigen referentie.',
    '',
    'Met vriendelijke groet,',
    '',
  ].join('\n');
}
