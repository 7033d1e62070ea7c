import { accept, refusal, refuse, refused, type Decision, type Refusal } from '#libs/kernel';
import { partiesOf, type Exchange } from './exchange.js';
import type { ExchangeCommandOf } from './exchange.commands.js';
import type { ExchangeEvent, RedistributionShare } from './exchange.events.js';

type Propose = ExchangeCommandOf<'Propose'>;

const at = (...path: readonly (string | number)[]): readonly string[] => ['input', ...path.map(String)];

function legFaults({ legs, most }: Propose): readonly Refusal[] {
  const faults: Refusal[] = [];
  if (legs.length === 0) faults.push(refusal('NO_LEGS', 'een uitwisseling heeft ten minste één deel', at('legs')));
  if (legs.length > most.legs) {
    const message = `een uitwisseling heeft ten hoogste ${most.legs} delen`;
    faults.push(refusal('TOO_MANY_LEGS', message, at('legs'), { most: most.legs }));
  }
  if (partiesOf(legs).length > most.municipalities) {
    const message = `aan een uitwisseling doen ten hoogste ${most.municipalities} gemeenten mee`;
    faults.push(refusal('TOO_MANY_MUNICIPALITIES', message, at('legs'), { most: most.municipalities }));
  }
  legs.forEach((leg, i) => {
    if (leg.from === leg.to) {
      const message = 'een huishouden verhuist naar een andere gemeente; binnen een gemeente is het een plaatsing';
      faults.push(refusal('LEG_WITHIN_MUNICIPALITY', message, at('legs', i, 'to')));
    }
    const earlier = legs.slice(0, i);
    if (earlier.some(({ household }) => household === leg.household)) {
      faults.push(refusal('HOUSEHOLD_TWICE', 'dit huishouden staat er twee keer in', at('legs', i, 'household')));
    }
    if (earlier.some(({ dwelling }) => dwelling === leg.dwelling)) {
      faults.push(refusal('DWELLING_TWICE', 'deze woning staat er twee keer in', at('legs', i, 'dwelling')));
    }
  });
  return faults;
}

/** Whoever changes taakstellingen together, does so within a period and with the sum unchanged [Huisvestingswet 2014, art. 29(2)]. */
function redistributionFaults({ legs, redistribution }: Propose): readonly Refusal[] {
  const parties = partiesOf(legs);
  const faults: Refusal[] = [];
  const same = (one: RedistributionShare) => (other: RedistributionShare) =>
    one.municipality === other.municipality && one.period === other.period;
  redistribution.forEach((share, i) => {
    if (!parties.includes(share.municipality)) {
      const message = `${share.municipality} doet niet mee aan deze uitwisseling`;
      faults.push(refusal('NOT_A_PARTY', message, at('redistribution', i, 'municipality')));
    }
    if (redistribution.findIndex(same(share)) < i) {
      const message = `${share.municipality} staat er voor ${share.period} twee keer in`;
      faults.push(refusal('MUNICIPALITY_TWICE', message, at('redistribution', i, 'municipality')));
    }
  });
  for (const period of new Set(redistribution.map((share) => share.period))) {
    const sum = redistribution.filter((share) => share.period === period).reduce((all, { change }) => all + change, 0);
    if (sum === 0) continue;
    const message = `de taakstellingen van ${period} moeten samen gelijk blijven; dit verandert de som met ${sum}`;
    faults.push(refusal('SUM_CHANGED', message, at('redistribution'), { period, sum }));
  }
  return faults;
}

/**
 * An exchange is proposed to all whom it takes. Its households and dwellings are claimed in the same commit.
 * Refuses `NO_LEGS`, `TOO_MANY_LEGS`, `TOO_MANY_MUNICIPALITIES`, `LEG_WITHIN_MUNICIPALITY`, `HOUSEHOLD_TWICE`,
 * `DWELLING_TWICE`, `NOT_A_PARTY`, `MUNICIPALITY_TWICE`, `SUM_CHANGED` and `EXCHANGE_KNOWN`.
 */
export function propose(command: Propose, state: Exchange): Decision<ExchangeEvent> {
  if (state.status !== 'unknown') return refuse('EXCHANGE_KNOWN', 'deze uitwisseling is al voorgesteld', ['input']);
  const faults = [...legFaults(command), ...redistributionFaults(command)];
  if (faults.length > 0) return refused(...faults);
  const { exchange, region, legs, suggestion, remindAt, answerBy, expectedBy, redistribution } = command;
  return accept({
    type: 'ExchangeProposed',
    exchange,
    region,
    legs: [...legs],
    suggestion,
    remindAt,
    answerBy,
    expectedBy,
    redistribution: [...redistribution],
  });
}
