import type { Audience, ObstacleKind, ObstacleOutcome, PostKind, SupportTeam } from '#libs/forum';

export interface DemoPost {
  /** Days before today, negative. */
  readonly placed: number;
  /** Name of a municipality, or the coordinator. */
  readonly by: string;
  readonly kind: PostKind;
  readonly audience: Audience;
  readonly title: string;
  readonly text: string;
  readonly topics: readonly string[];
  readonly answers: readonly { readonly after: number; readonly by: string; readonly text: string }[];
  /** Number of the answer that solved it, from 1. */
  readonly solvedBy?: number;
}

export interface DemoObstacle {
  readonly raised: number;
  readonly by: string;
  readonly kind: ObstacleKind;
  readonly title: string;
  readonly text: string;
  readonly dwellings: number | null;
  readonly team?: SupportTeam;
  readonly followUps?: readonly { readonly after: number; readonly text: string; readonly next: string | null }[];
  readonly outcome?: ObstacleOutcome;
}

/** What officials write to each other, on any day of the year. Invented; about practice, and of households no more than how many and how large. */
export const POSTS: readonly DemoPost[] = [
  {
    placed: -160,
    by: 'Soest',
    kind: 'question',
    audience: 'platform',
    title: 'Wie belt het huishouden bij een ruil: wij of de ontvangende gemeente?',
    text: 'Bij onze eerste uitwisseling belden we allebei. Dat gaf verwarring. Hoe spreken jullie af wie het huishouden informeert?',
    topics: ['uitwisseling', 'communicatie'],
    answers: [
      {
        after: 2,
        by: 'Amersfoort',
        text: 'Bij ons altijd de gemeente waaraan het huishouden gekoppeld is. Die kent de situatie. De ontvangende gemeente belt pas als alles rond is.',
      },
      {
        after: 5,
        by: 'coordinator',
        text: 'Zo staat het nu ook in de werkafspraken: de koppelende gemeente informeert, binnen vijf dagen na het laatste akkoord.',
      },
    ],
    solvedBy: 2,
  },
  {
    placed: -141,
    by: 'Zeist',
    kind: 'experience',
    audience: 'platform',
    title: 'Eerst naar de woning kijken, dan naar het huishouden',
    text: 'Wij begonnen altijd bij de lijst met huishoudens. Sinds twee maanden beginnen we bij de woningen die vrijkomen. Het scheelt ons per plaatsing ongeveer een week, omdat we niet meer zoeken naar iets dat er niet is.',
    topics: ['werkwijze', 'woningen'],
    answers: [
      { after: 3, by: 'De Bilt', text: 'Herkenbaar. Wij doen dit nu ook, samen met de corporatie, elke maandag.' },
    ],
  },
  {
    placed: -126,
    by: 'Bunschoten',
    kind: 'question',
    audience: 'platform',
    title: 'Studio’s voor alleenstaanden: wie heeft ze over?',
    text: 'Wij hebben vooral eengezinswoningen en een rij alleenstaanden. Welke gemeenten hebben juist kleine woningen en zoeken ruimte voor gezinnen?',
    topics: ['alleenstaanden', 'uitwisseling'],
    answers: [
      {
        after: 1,
        by: 'Utrecht',
        text: 'Wij. Binnen twee maanden komen er studio’s vrij, en grote woningen zijn bij ons schaars.',
      },
      { after: 4, by: 'Amersfoort', text: 'Wij hebben er enkele in het centrum; neem contact op via de coördinator.' },
    ],
    solvedBy: 1,
  },
  {
    placed: -112,
    by: 'coordinator',
    kind: 'experience',
    audience: 'supervision',
    title: 'Wat we leerden van de eerste vijf uitwisselingen',
    text: 'Drie dingen vielen op. Wie binnen twee dagen antwoordt, is een maand eerder klaar. De controlelijst voor school en inburgering voorkomt de meeste vertraging na de verhuizing. En een ring van drie gemeenten kost nauwelijks meer tijd dan een ruil.',
    topics: ['uitwisseling', 'evaluatie'],
    answers: [],
  },
  {
    placed: -98,
    by: 'Woerden',
    kind: 'question',
    audience: 'platform',
    title: 'Nareis op komst: een maat groter toewijzen of wachten?',
    text: 'Een alleenstaande verwacht over drie maanden vier personen. Wijzen jullie meteen een woning toe voor vijf, of eerst een kleine?',
    topics: ['nareis', 'toewijzen'],
    answers: [
      {
        after: 1,
        by: 'Houten',
        text: 'Als de datum bekend is wijzen we meteen passend toe voor iedereen. Twee keer verhuizen kost meer dan een paar weken huurderving.',
      },
      {
        after: 6,
        by: 'Stichtse Vecht',
        text: 'Wij ook, maar alleen met een datum. Anders blijft een grote woning te lang leeg.',
      },
    ],
    solvedBy: 1,
  },
  {
    placed: -87,
    by: 'Veenendaal',
    kind: 'experience',
    audience: 'platform',
    title: 'Hotel met een einddatum',
    text: 'We gebruikten een half jaar een hotel. Wat werkte: vanaf de eerste dag een einddatum en elke week een gesprek over de volgende stap. Wat niet werkte: koken in een hotelkamer.',
    topics: ['tijdelijk', 'har'],
    answers: [
      { after: 2, by: 'De Ronde Venen', text: 'Bij ons hetzelfde. Wij hebben een gezamenlijke keuken ingericht.' },
    ],
  },
  {
    placed: -74,
    by: 'Lopik',
    kind: 'question',
    audience: 'platform',
    title: 'Hoe lang mag een woning leegstaan voor een uitwisseling?',
    text: 'De corporatie wil een woning na vier weken weer gewoon verhuren. Een uitwisseling duurt bij ons langer. Hoe lossen jullie dat op?',
    topics: ['leegstand', 'corporatie'],
    answers: [
      {
        after: 3,
        by: 'Nieuwegein',
        text: 'Wij betalen de huur vanaf week vijf uit het budget voor huisvesting. Dat is tot nu toe twee keer nodig geweest.',
      },
      {
        after: 5,
        by: 'IJsselstein',
        text: 'Wij bieden de woning pas aan als de sleutel binnen drie weken te krijgen is.',
      },
    ],
  },
  {
    placed: -63,
    by: 'Utrechtse Heuvelrug',
    kind: 'experience',
    audience: 'platform',
    title: 'Buren vooraf uitnodigen',
    text: 'Bij een groot pand hebben we de buurt een maand van tevoren uitgenodigd, met koffie en zonder presentatie. Er kwamen veertig mensen. Sindsdien zijn er drie taalmaatjes uit de straat.',
    topics: ['buurt', 'draagvlak'],
    answers: [],
  },
  {
    placed: -52,
    by: 'Baarn',
    kind: 'question',
    audience: 'platform',
    title: 'Inburgering begonnen: kan een huishouden dan nog mee in een ruil?',
    text: 'De cursus loopt al en het huishouden zou naar de andere kant van de provincie gaan. Neemt de ontvangende gemeente de leerroute over?',
    topics: ['inburgering', 'uitwisseling'],
    answers: [
      {
        after: 2,
        by: 'Leusden',
        text: 'Dat kan. Vul het op de controlelijst in, dan weten beide gemeenten het. Bij ons is de leerroute een keer zonder onderbreking overgenomen.',
      },
    ],
    solvedBy: 1,
  },
  {
    placed: -41,
    by: 'Wijk bij Duurstede',
    kind: 'question',
    audience: 'platform',
    title: 'Bezwaar op de laatste dag van de termijn',
    text: 'Er kwam bezwaar binnen op de laatste dag, terwijl wij de verhuizing al hadden gepland. Plannen jullie pas na afloop van de termijn?',
    topics: ['bezwaar', 'termijnen'],
    answers: [
      {
        after: 1,
        by: 'coordinator',
        text: 'Ja. Tot de afhandeling verandert er voor niemand iets; plan dus niets wat niet kosteloos terug te draaien is.',
      },
    ],
    solvedBy: 1,
  },
  {
    placed: -33,
    by: 'Rhenen',
    kind: 'experience',
    audience: 'platform',
    title: 'Een geweigerde woning: wat wij nu eerder vragen',
    text: 'We kregen twee weigeringen vanwege de afstand tot werk. Nu vragen we bij de koppeling meteen naar een arbeidscontract en leggen we de afstand vast. Sindsdien geen weigering meer.',
    topics: ['weigering', 'werkwijze'],
    answers: [],
  },
  {
    placed: -24,
    by: 'Houten',
    kind: 'question',
    audience: 'platform',
    title: 'Jongerencontract: tot welke leeftijd bij de ingang van de huur?',
    text: 'De corporatie vraagt ons of de grens geldt op de dag van ondertekening of op de dag van verhuizen. Weet iemand hoe dit in de praktijk gaat?',
    topics: ['contract', 'jongeren'],
    answers: [],
  },
  {
    placed: -17,
    by: 'Stichtse Vecht',
    kind: 'experience',
    audience: 'platform',
    title: 'Ruilsaldo: praat erover voordat het oploopt',
    text: 'Wij stonden drie huishoudens in de min. Door het elk overleg kort te bespreken hebben we het in twee maanden ingelopen, zonder dat iemand erom hoefde te vragen.',
    topics: ['ruilsaldo'],
    answers: [{ after: 2, by: 'Zeist', text: 'Goed idee, wij zetten het vast op de agenda.' }],
  },
  {
    placed: -9,
    by: 'Utrecht',
    kind: 'question',
    audience: 'platform',
    title: 'Woningen voor zeven personen of meer',
    text: 'Wij hebben twee grote gezinnen die al lang wachten. Welke gemeente verwacht dit half jaar een woning met vier slaapkamers of meer?',
    topics: ['grote gezinnen', 'uitwisseling'],
    answers: [
      {
        after: 2,
        by: 'Vijfheerenlanden',
        text: 'Waarschijnlijk één, over enkele maanden. We zetten haar op de lijst zodra de datum vaststaat.',
      },
    ],
  },
  {
    placed: -3,
    by: 'Montfoort',
    kind: 'question',
    audience: 'supervision',
    title: 'Telt een verblijf in een doorstroomlocatie bij de buren voor ons mee?',
    text: 'De locatie staat in een andere gemeente, het huishouden blijft aan ons gekoppeld. Bij wie telt het?',
    topics: ['doorstroomlocatie', 'taakstelling'],
    answers: [
      {
        after: 1,
        by: 'coordinator',
        text: 'Bij de gemeente van de koppeling, waar de locatie ook staat.',
      },
    ],
    solvedBy: 1,
  },
];

export const OBSTACLES: readonly DemoObstacle[] = [
  {
    raised: -120,
    by: 'De Bilt',
    kind: 'permit-procedure',
    title: 'Vergunning voor tijdelijke woningen ligt stil',
    text: 'De aanvraag voor veertig tijdelijke woningen wacht op een onderzoek naar stikstof.',
    dwellings: 40,
    team: 'versnelling-woningbouw',
    followUps: [
      {
        after: 14,
        text: 'Met de gemeente en de omgevingsdienst gesproken; het onderzoek kan korter.',
        next: 'Opzet van het kortere onderzoek voorleggen',
      },
      { after: 40, text: 'Het kortere onderzoek is goedgekeurd, de aanvraag loopt weer.', next: null },
    ],
    outcome: 'solved',
  },
  {
    raised: -95,
    by: 'Eemnes',
    kind: 'housing-supply',
    title: 'Nauwelijks kleine woningen',
    text: 'Van de vrijkomende sociale huurwoningen is het afgelopen jaar er één geschikt voor een alleenstaande.',
    dwellings: 6,
    team: 'kansenmakersteam',
    followUps: [
      {
        after: 20,
        text: 'Drie panden bekeken die te splitsen zijn.',
        next: 'Kosten van het splitsen laten ramen',
      },
    ],
  },
  {
    raised: -66,
    by: 'Vijfheerenlanden',
    kind: 'contractor',
    title: 'Aannemer van twaalf flexwoningen is failliet',
    text: 'De fundering ligt er, de woningen staan in een loods. We zoeken iemand die het afmaakt.',
    dwellings: 12,
    team: 'versnelling-woningbouw',
    followUps: [
      {
        after: 9,
        text: 'Twee bedrijven willen een offerte uitbrengen.',
        next: 'Offertes vergelijken met de gemeente',
      },
    ],
  },
  {
    raised: -48,
    by: 'Woudenberg',
    kind: 'finance',
    title: 'Begroting voor een doorstroomlocatie komt niet rond',
    text: 'Voor de eerste twee jaar ontbreekt ongeveer een kwart van de exploitatie.',
    dwellings: 18,
    team: 'kansenmakersteam',
    followUps: [{ after: 15, text: 'Een regeling van het Rijk dekt een klein deel.', next: null }],
    outcome: 'partly-solved',
  },
  {
    raised: -20,
    by: 'Zeist',
    kind: 'neighbourhood',
    title: 'Zorgen in de buurt over een voormalig kantoor',
    text: 'Omwonenden vragen om meer tijd voor overleg over dertig studio’s.',
    dwellings: 30,
    team: 'kansenmakersteam',
  },
  {
    raised: -6,
    by: 'Utrecht',
    kind: 'housing-supply',
    title: 'Grote gezinnen wachten het langst',
    text: 'Voor huishoudens van zes personen en meer komt er bij ons in een half jaar ongeveer één woning vrij.',
    dwellings: null,
  },
];
