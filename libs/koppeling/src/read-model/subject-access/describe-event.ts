import { unreachable, type MunicipalityCode } from '#libs/kernel';
import type {
  CoaDifferenceKind,
  CoaResolution,
  CountedPersons,
  DwellingRefusal,
  HouseholdEvent,
  KoppelingEnd,
  PersonsChange,
  PlacementCorrectionReason,
  Release,
  Stay,
  StayEnd,
} from '../../domain/household.events.js';

const PERSONS: Readonly<Record<PersonsChange, string>> = {
  nareis: 'nareis van gezinsleden',
  birth: 'geboorte',
  died: 'overlijden',
  left: 'vertrek',
  'partner-joined': 'er is iemand bij gekomen',
  'list-corrected': 'verbetering van een lijst',
};
const ENDS: Readonly<Record<KoppelingEnd, string>> = {
  'own-dwelling': 'zelf een woning gevonden',
  'permit-lost': 'de vergunning is vervallen',
  'left-country': 'vertrek uit Nederland',
  died: 'overlijden',
  merged: 'samengevoegd met een ander huishouden',
  'withdrawn-by-coa': 'ingetrokken door het COA',
  'entered-by-mistake': 'bij vergissing vastgelegd',
};
const REFUSALS: Readonly<Record<DwellingRefusal, string>> = {
  'too-small': 'te klein',
  'not-accessible': 'niet toegankelijk genoeg',
  rent: 'huur',
  'distance-to-work': 'afstand tot werk',
  'distance-to-study': 'afstand tot studie',
  'distance-to-family': 'afstand tot familie',
  'distance-to-care': 'afstand tot zorg',
  neighbourhood: 'buurt',
  other: 'andere reden',
};
const STAYS: Readonly<Record<StayEnd, string>> = {
  'moved-on': 'verhuisd',
  'term-over': 'de termijn liep af',
  left: 'vertrokken',
  'dwelling-lost': 'de woning viel weg',
  evicted: 'ontruimd',
  unknown: 'onbekend',
};
const CORRECTIONS: Readonly<Record<PlacementCorrectionReason, string>> = {
  'wrong-date': 'verkeerde datum',
  'wrong-persons': 'verkeerd aantal personen',
  'wrong-municipality': 'verkeerde gemeente',
  'wrong-kind': 'verkeerde soort huisvesting',
  'did-not-happen': 'ging niet door',
  'agreed-with-coa': 'zo afgesproken met het COA',
};
const RELEASES: Readonly<Record<Release, string>> = {
  'exchange-ended': 'de uitwisseling is geëindigd',
  'owner-used': 'de eigen gemeente heeft zelf gehuisvest',
  'leg-repaired': 'dit deel van de uitwisseling is hersteld',
};

const DIFFERENCES: Readonly<Record<CoaDifferenceKind, string>> = {
  'only-ours': 'alleen wij hadden de koppeling',
  'only-theirs': 'alleen het COA had de koppeling',
  'other-municipality': 'een andere gemeente',
  persons: 'een ander aantal personen',
};
const RESOLUTIONS: Readonly<Record<CoaResolution, string>> = {
  'ours-is-right': 'de onze klopt, en dat is het COA gemeld',
  'theirs-is-right': 'die van het COA klopt, en de onze is verbeterd',
  timing: 'een van beide was nog niet bijgewerkt',
  'divided-otherwise': 'het COA deelt het huishouden anders in',
  'other-pseudonym': 'het staat onder een ander kenmerk op de lijst',
};

const people = (n: number): string => `${n} ${Math.abs(n) === 1 ? 'persoon' : 'personen'}`;

/** Why a dwelling was refused, in Dutch. */
export const describeRefusal = (reason: DwellingRefusal): string => REFUSALS[reason];

/** An event in Dutch, for the people whom it is about. What was sealed with it is shown apart. */
export function describeEvent(event: HouseholdEvent, nameOf: (code: MunicipalityCode) => string): string {
  const living = ({ municipality, kind, dwelling, movedOn, until }: Stay): string =>
    `in ${nameOf(municipality)} (soort ${kind}${dwelling === null ? '' : `, woning ${dwelling}`}) sinds ${movedOn}` +
    (until === null ? '' : `, tot ${until}`);
  const counting = ({ municipality, persons, on }: CountedPersons): string =>
    `${people(persons)} voor ${nameOf(municipality)} op ${on}`;

  switch (event.type) {
    case 'KoppelingReceived': {
      const { municipality, persons, permitOn, firstCoupledOn, coupledOn, split, source, kind } = event;
      return (
        `Op ${coupledOn} gekoppeld aan ${nameOf(municipality)} met ${people(persons)}` +
        `${kind === 'nidos' ? ' (minderjarig, onder voogdij van Nidos)' : ''}; vergunning van ${permitOn}, eerste ` +
        `koppeling op ${firstCoupledOn}. Bron: ${source}.` +
        (split === null ? '' : ` Kwam op ${split.on} voort uit huishouden ${split.from}.`)
      );
    }
    case 'HouseholdProfileChanged':
      return 'Vastgelegd wat een woning moet hebben.';
    case 'HouseholdPersonsChanged':
      return (
        `Op ${event.on} van ${people(event.was)} naar ${people(event.persons)}: ${PERSONS[event.cause]}.` +
        (event.counted === null ? '' : ` Telt mee: ${counting(event.counted)}.`)
      );
    case 'HouseholdSplit':
      return `Op ${event.on} gesplitst: van ${people(event.was)} naar ${people(event.persons)}; de anderen gaan verder als huishouden ${event.into}.`;
    case 'KoppelingMoved':
      return (
        `Op ${event.on} omgekoppeld van ${nameOf(event.from)} naar ${nameOf(event.to)}` +
        `${event.exchange === null ? '' : ` door uitwisseling ${event.exchange}`}. Bron: ${event.source}.`
      );
    case 'KoppelingEnded':
      return (
        `Op ${event.on} is de koppeling aan ${nameOf(event.municipality)} beëindigd: ${ENDS[event.reason]}` +
        `${event.into === null ? '' : ` (huishouden ${event.into})`}.`
      );
    case 'CoaKoppelingStated':
      return (
        `Het COA gaf op ${event.on} aan: ` +
        (event.municipality === null ? 'staat niet op de lijst' : `gekoppeld aan ${nameOf(event.municipality)}`) +
        `${event.persons === null ? '' : `, ${people(event.persons)}`}. Bron: ${event.source}.`
      );
    case 'CoaDifferenceResolved':
      return (
        `Het verschil met wat het COA op ${event.statedOn} aangaf (${DIFFERENCES[event.difference]}) is opgelost: ` +
        `${RESOLUTIONS[event.resolution]}.`
      );
    case 'HouseholdPlaced':
      return `Gehuisvest ${living(event.stay)}. Telt mee: ${counting(event.counted)}.`;
    case 'RestPlaced':
      return `De rest van het huishouden is ook gehuisvest. Telt mee: ${counting(event.counted)}.`;
    case 'HouseholdMovedHome':
      return `Verhuisd: woont ${living(event.stay)}.`;
    case 'StayEnded':
      return `Op ${event.on} is een verblijf geëindigd: ${STAYS[event.reason]}.`;
    case 'PlacementCorrected':
      return (
        `De plaatsing is verbeterd (${CORRECTIONS[event.reason]}): telde als ${counting(event.was)}; ` +
        (event.becomes === null ? 'telt niet meer.' : `telt nu als ${counting(event.becomes)}.`)
      );
    case 'MinorsMoved':
      return `Verhuisd: woont ${living(event.stay)}. Telt nu mee: ${counting(event.credited)}.`;
    case 'DwellingRefused':
      return `Op ${event.on} een woning${event.dwelling === null ? '' : ` (${event.dwelling})`} geweigerd.`;
    case 'DwellingRefusalJudged':
      return `Op ${event.on} vond het COA de weigering ${event.judgement === 'justified' ? 'terecht' : 'niet terecht'}.`;
    case 'HouseholdClaimed':
      return `Voorgesteld voor uitwisseling ${event.exchange}, tot ${event.until}.`;
    case 'HouseholdReserved':
      return `Gereserveerd voor uitwisseling ${event.exchange}: alle gemeenten stemden in.`;
    case 'HouseholdAssigned':
      return `Door uitwisseling ${event.exchange} is woning ${event.dwelling} toegewezen.`;
    case 'HouseholdReleased':
      return `Niet langer in uitwisseling ${event.exchange}: ${RELEASES[event.reason]}.`;
    case 'HouseholdForgetRequested':
      return 'Gevraagd om het huishouden te vergeten.';
    case 'HouseholdForgotten':
      return 'Vergeten: wat over het huishouden was geschreven, kan niemand meer lezen.';
    default:
      return unreachable(event);
  }
}
