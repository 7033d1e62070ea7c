import { refuse, type LocalDate } from '#libs/kernel';
import type { Dwelling } from './dwelling.js';

/** Also said of a dwelling of another municipality, where one may not know that it is there. */
export const dwellingUnknown = refuse('DWELLING_UNKNOWN', 'deze woning is niet bekend', ['input', 'dwelling']);

const NOT_ON_OFFER = {
  offered: 'de woning is op die dag niet in het aanbod',
  occupied: 'er woont al iemand in deze woning',
  vacated: 'de woning staat leeg, maar is nog niet opnieuw aangeboden; wijzig eerst het aanbod',
  withdrawn: 'de woning is uit het aanbod gehaald',
} as const;

export const notOnOffer = ({ status }: Exclude<Dwelling, { status: 'unknown' }>) =>
  refuse('NOT_ON_OFFER', NOT_ON_OFFER[status], ['input', 'dwelling'], { state: status });

/** By the municipality itself, up to a day. */
export const reservedUntil = (until: LocalDate) =>
  refuse('DWELLING_RESERVED', `de gemeente houdt deze woning vast tot ${until}`, ['input', 'dwelling'], { until });

/** By an exchange that every municipality accepted: its owner is refused too. */
export const heldByExchange = (exchange: string) =>
  refuse('DWELLING_RESERVED', 'de woning is gereserveerd voor een uitwisseling', ['input', 'dwelling'], { exchange });

export const tooSmall = (persons: number, most: number, field: 'dwelling' | 'maxPersons' | 'persons' = 'dwelling') =>
  refuse(
    'DWELLING_TOO_SMALL',
    `de woning is voor ten hoogste ${most} personen, niet voor ${persons}`,
    ['input', field],
    {
      persons,
      most,
    },
  );

export const tooLarge = (persons: number, least: number) =>
  refuse(
    'DWELLING_TOO_LARGE',
    `de woning is voor ten minste ${least} personen, niet voor ${persons}`,
    ['input', 'dwelling'],
    {
      persons,
      least,
    },
  );
