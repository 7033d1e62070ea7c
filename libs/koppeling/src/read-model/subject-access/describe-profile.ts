import type { AccessNeed, HouseholdProfile } from '../../domain/profile.js';

const ACCESS: Readonly<Record<AccessNeed, string>> = {
  none: 'geen bijzondere eisen aan de toegang',
  'step-free': 'een woning zonder trappen',
  wheelchair: 'een woning die geschikt is voor een rolstoel',
};

const euros = (cents: number): string => `€ ${(cents / 100).toFixed(2).replace('.', ',')}`;

/** A profile in Dutch, for the people whom it is about. */
export function describeProfile(profile: HouseholdProfile): string {
  const { bedrooms, access, maxRent, nareis, ties, excluded, notForExchange } = profile;
  const sentences = [
    `Nodig: ${bedrooms} ${bedrooms === 1 ? 'slaapkamer' : 'slaapkamers'}, ${ACCESS[access]}.`,
    maxRent === null ? 'Geen hoogste huur bekend.' : `Huur ten hoogste ${euros(maxRent)} per maand.`,
    ...(nareis === null ? [] : [`Verwacht: nareis van ${nareis.persons} personen rond ${nareis.month}.`]),
    ...ties.map(({ lat, lon, maxKm, hard, proofSeen }) => {
      const proof = proofSeen ? 'een bewijs is gezien' : 'er is geen bewijs gezien';
      return `Gebonden aan een plek (${lat}, ${lon}), hoogstens ${maxKm} km: ${hard ? 'eis' : 'wens'}, ${proof}.`;
    }),
    ...(excluded.length === 0 ? [] : [`Niet naar: ${excluded.join(', ')}.`]),
    ...(notForExchange ? ['Doet niet mee aan uitwisselingen tussen gemeenten.'] : []),
  ];
  return sentences.join(' ');
}
