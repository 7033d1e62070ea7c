import {
  accept,
  addDays,
  canonicalJson,
  dateOf,
  endOf,
  idFrom,
  MOST_PERSONS,
  previous,
  refusal,
  refused,
  startOf,
  startOfDay,
  unreachable,
  type Decider,
  type Instant,
  type Refusal,
} from '#libs/kernel';
import { notInFuture } from './not-in-future.js';
import type { DifferenceExplained, FigurePublished, PublishedFigure } from './taakstelling.events.js';

/** All that was published and explained about one scope and period, by what tells one publication from another. */
export interface Publications {
  readonly values: Readonly<Record<string, number>>;
  readonly closingPublished: boolean;
  readonly explanations: readonly string[];
}

export interface Publish {
  readonly type: 'Publish';
  readonly now: Instant;
  /** `knownAt` null: the start of `publishedOn`. */
  readonly figure: Omit<FigurePublished, 'type' | 'id' | 'knownAt'> & { readonly knownAt: Instant | null };
}

export interface Explain {
  readonly type: 'Explain';
  readonly explanation: Omit<DifferenceExplained, 'type'>;
}

type Identified = Pick<FigurePublished, 'scope' | 'period' | 'figure' | 'source' | 'asOf' | 'publishedOn'>;

/** What tells one publication from another: who said when about what. */
export const publicationId = ({ scope, period, figure, source, asOf, publishedOn }: Identified): string =>
  idFrom(canonicalJson(['published', scope, period, figure, source, asOf, publishedOn]));

/** More than a thousand times the task is a slip of the hand. */
const MOST_PERCENT = 100_000;

function rangeOf(figure: PublishedFigure): readonly [least: number, most: number] {
  switch (figure) {
    case 'percentOfTaakstelling':
    case 'percentOfTotalTask':
      return [0, MOST_PERCENT];
    case 'taakstelling':
      return [0, MOST_PERSONS];
    case 'opening':
    case 'realised':
    case 'closing':
      return [-MOST_PERSONS, MOST_PERSONS];
    default:
      return unreachable(figure);
  }
}

/** A taakstelling and an opening are known ahead of their day; a result is not. */
const isResult = (figure: PublishedFigure): boolean => figure !== 'taakstelling' && figure !== 'opening';

function faultsOf({ figure, now }: Publish): readonly Refusal[] {
  const faults = [...notInFuture({ publishedOn: figure.publishedOn, knownAt: figure.knownAt }, now)];
  const [least, most] = rangeOf(figure.figure);
  if (figure.value < least || figure.value > most) {
    const message = `${figure.value} ligt niet tussen ${least} en ${most}`;
    faults.push(refusal('NUMBER_OUT_OF_RANGE', message, ['input', 'value'], { least, most }));
  }
  const first = startOf(previous(figure.period));
  const last = endOf(figure.period);
  if (figure.asOf < first || figure.asOf > last) {
    const message = `de peildatum van ${figure.period} ligt van ${first} tot en met ${last}`;
    faults.push(refusal('AS_OF_OUTSIDE_PERIOD', message, ['input', 'asOf'], { first, last }));
  } else if (isResult(figure.figure) && figure.asOf > addDays(dateOf(now), 1)) {
    // `asOf` is the first day that no longer counts, so tomorrow is the figure of today.
    faults.push(refusal('DATE_IN_FUTURE', `${figure.asOf} ligt in de toekomst`, ['input', 'asOf']));
  } else if (isResult(figure.figure) && figure.asOf > addDays(figure.publishedOn, 1)) {
    const message = `een resultaat per ${figure.asOf} kan niet op ${figure.publishedOn} gepubliceerd zijn`;
    faults.push(refusal('PUBLISHED_BEFORE_AS_OF', message, ['input', 'publishedOn']));
  }
  return faults;
}

/** What was published about one scope and period, and how people account for the difference with what we compute. */
export const publicationDecider: Decider<Publications, Publish | Explain, FigurePublished | DifferenceExplained> = {
  initial: { values: {}, closingPublished: false, explanations: [] },

  evolve(state, event) {
    switch (event.type) {
      case 'FigurePublished':
        return {
          ...state,
          values: { ...state.values, [event.id]: event.value },
          closingPublished: state.closingPublished || event.figure === 'closing',
        };
      case 'DifferenceExplained':
        return { ...state, explanations: [...state.explanations, event.id] };
      default:
        return unreachable(event);
    }
  },

  decide(command, state) {
    switch (command.type) {
      case 'Publish': {
        const { figure } = command;
        const faults = faultsOf(command);
        if (faults.length > 0) return refused(...faults);
        const id = publicationId(figure);
        const recorded = state.values[id];
        if (recorded === figure.value) return accept();
        if (recorded !== undefined) {
          const message = `${figure.source} heeft hiervoor op ${figure.publishedOn} al ${recorded} gepubliceerd; dit zegt ${figure.value}`;
          return refused(
            refusal('PUBLICATION_CONFLICT', message, ['input', 'value'], { recorded, offered: figure.value }),
          );
        }
        const knownAt = figure.knownAt ?? startOfDay(figure.publishedOn);
        return accept({ ...figure, type: 'FigurePublished', id, knownAt });
      }
      case 'Explain': {
        const { explanation } = command;
        if (explanation.amount === 0) {
          return refused(refusal('AMOUNT_ZERO', 'een verklaring van 0 personen verklaart niets', ['input', 'amount']));
        }
        if (!state.closingPublished) {
          const message = `voor ${explanation.scope} is in ${explanation.period} geen eindstand gepubliceerd`;
          return refused(refusal('NOTHING_TO_EXPLAIN', message, ['input', 'scope']));
        }
        return accept({ ...explanation, type: 'DifferenceExplained' });
      }
      default:
        return unreachable(command);
    }
  },
};
