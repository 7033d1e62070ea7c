import type { Figures } from '#libs/taakstelling';
import { number, pairs, percent, signed } from './text-table.js';

const BASIS = { computed: 'berekend', published: 'gepubliceerd' } as const;

const OPENING_SOURCE = {
  'published-opening': 'gepubliceerde beginstand',
  'published-closing': 'gepubliceerde eindstand van de vorige periode',
  'computed-closing': 'berekende eindstand van de vorige periode',
  none: 'niets bekend, dus 0',
  mixed: 'verschilt per gemeente',
} as const;

const STATUS = {
  ahead: 'voor op schema',
  'on-schedule': 'op schema',
  'slightly-behind': 'iets achter op schema',
  behind: 'achter op schema',
} as const;

const STATE = {
  expected: 'verwacht',
  reserved: 'bekendgemaakt onder voorbehoud',
  fixed: 'vastgesteld',
  adjusted: 'bijgesteld',
  pooled: 'onderling herverdeeld',
  ended: 'beëindigd',
  mixed: 'verschilt per gemeente',
} as const;

/** Positive = voorsprong [domain.md §1]. */
const balance = (value: number | null): string =>
  value === null || value === 0 ? number(value) : `${signed(value)} (${value > 0 ? 'voorsprong' : 'achterstand'})`;

/** The figures for people at a terminal: Dutch, the bridge below, footnotes last. */
export function figuresText(figures: Figures, name: string): string {
  const { closing, schedule, forecast } = figures;
  const state = figures.stateOfTaakstelling === null ? '' : ` (${STATE[figures.stateOfTaakstelling]})`;
  const head = pairs([
    ['Taakstelling', `${number(figures.taakstelling)}${state}`],
    ['Beginstand', `${balance(figures.opening)}, ${OPENING_SOURCE[figures.openingSource]}`],
    ['Totaalopgave', number(figures.totalTask)],
    ['Gerealiseerd', number(figures.realised)],
    ['Nog te doen', number(figures.remaining)],
    ['Van de taakstelling', percent(figures.percentOfTaakstelling)],
    ['Van de totaalopgave', percent(figures.percentOfTotalTask)],
  ]);
  const bridge = pairs([
    ['Berekend bij publicatie', signed(closing.computedAtPublication)],
    ['Correcties daarna', signed(closing.lateCorrections)],
    ['Berekend nu', balance(closing.computed)],
    ['Verklaard', signed(closing.explained)],
    ['Niet verklaard', signed(closing.unexplained)],
    ['Gepubliceerd', balance(closing.published)],
    ['Som van de gemeenten (gepubliceerd)', signed(closing.sumOfMunicipalitiesPublished)],
  ]);
  const ahead = pairs([
    ['Verwacht deel van de opgave', share(schedule.expectedShare)],
    ['Stand', schedule.status === null ? '–' : STATUS[schedule.status]],
    ['Nodig per maand', number(schedule.paceNeededPerMonth)],
    ['Eindstand bij de realisatie van de vorige periode', balance(forecast.atLastPeriodsRealisation)],
    ['Eindstand in het tempo tot nu toe', balance(forecast.atRunRate)],
    [
      'Verwachte eindstand, van – tot',
      forecast.range === null ? '–' : `${signed(forecast.range.lowest)} – ${signed(forecast.range.highest)}`,
    ],
    ...(forecast.oneOffs.length === 0
      ? []
      : ([
          ['Idem vorige periode, zonder eenmalige acties', balance(forecast.withoutOneOffs.atLastPeriodsRealisation)],
          ['Idem tempo, zonder eenmalige acties', balance(forecast.withoutOneOffs.atRunRate)],
          ['Eenmalige acties', forecast.oneOffs.map((o) => `${o.name} ${o.period}: ${number(o.persons)}`).join('; ')],
        ] as const)),
  ]);
  const notes = figures.remarks.map((remark) => `  * ${remark}`).join('\n');
  return [
    `${name}, ${figures.period}, ${BASIS[figures.basis]}, peildatum ${figures.asOf} (die dag telt niet meer mee)`,
    head,
    'Eindstand',
    bridge,
    'Schema en vooruitblik',
    ahead,
    ...(notes === '' ? [] : ['Opmerkingen', notes]),
    `Beleid: cijfers ${figures.policy.figures}. Logboek tot en met ${number(figures.position)}.`,
  ].join('\n');
}

const share = (value: number): string => value.toLocaleString('nl-NL', { style: 'percent', maximumFractionDigits: 0 });
