import { DefineRegion } from '#libs/municipalities';
import { DEMO_IDENTITY } from './demo-people.js';
import { FIRST_LIST, type DemoPlan } from './demo-plan.js';

/** Codes of the regions of the demo. */
export const REGION = {
  eemland: 'RG-EEMLAND',
  west: 'RG-UTRECHTWEST',
  south: 'RG-LEKSTROOM',
  east: 'RG-HEUVELRUG',
} as const;

const REGIONS: readonly {
  readonly region: string;
  readonly name: string;
  readonly municipalities: readonly string[];
}[] = [
  {
    region: REGION.eemland,
    name: 'Eemland (demo)',
    municipalities: ['Amersfoort', 'Baarn', 'Bunschoten', 'Eemnes', 'Leusden', 'Soest', 'Woudenberg'],
  },
  {
    region: REGION.west,
    name: 'Utrecht-West (demo)',
    municipalities: ['De Ronde Venen', 'Montfoort', 'Oudewater', 'Stichtse Vecht', 'Woerden'],
  },
  {
    region: REGION.south,
    name: 'Lekstroom (demo)',
    municipalities: ['Houten', 'IJsselstein', 'Lopik', 'Nieuwegein', 'Vijfheerenlanden'],
  },
  {
    region: REGION.east,
    name: 'Heuvelrug (demo)',
    municipalities: [
      'Bunnik',
      'De Bilt',
      'Renswoude',
      'Rhenen',
      'Utrechtse Heuvelrug',
      'Veenendaal',
      'Wijk bij Duurstede',
      'Woudenberg',
      'Zeist',
    ],
  },
];

/** Regions that overlap here and there, as regions do; the city of Utrecht matches with the whole province. */
export function planRegions(plan: DemoPlan): void {
  for (const { region, name, municipalities } of REGIONS) {
    plan.step(
      'regions',
      FIRST_LIST,
      region,
      (commandId, validFrom) =>
        new DefineRegion(DEMO_IDENTITY, commandId, {
          region,
          name,
          municipalities: municipalities.map((each) => plan.code(each)),
          validFrom,
          validUntil: null,
          source: 'Verzonnen voor de demo',
        }),
    );
  }
}
