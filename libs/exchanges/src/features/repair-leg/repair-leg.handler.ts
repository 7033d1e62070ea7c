import { addDays, readInput, refuse, refused, type Result } from '#libs/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { KnownExchange, LegState } from '../../domain/exchange.js';
import { theLeg } from '../../domain/exchange.refusals.js';
import type { ExchangesPolicy } from '../../domain/exchanges.policy.js';
import { personsNow } from '../consequences.js';
import { ExchangeAccess } from '../exchange-access.js';
import { ExchangeDesk, takerOf, type Standing } from '../exchange-desk.js';
import { ExchangeFit, unlessFit, type FitCheck } from '../exchange-fit.js';
import type { ExchangeSitting } from '../exchange-sitting.js';
import { claimLost, holdsHousehold } from '../still-held.js';
import { unlessPlaced } from '../unless-placed.js';
import { RepairLeg, repairInput } from './repair-leg.command.js';

type SeesNeeds = Awaited<ReturnType<ExchangeAccess['whoseNeeds']>>;

@CommandHandler(RepairLeg)
export class RepairLegHandler implements ICommandHandler<RepairLeg> {
  constructor(
    private readonly desk: ExchangeDesk,
    private readonly access: ExchangeAccess,
    private readonly fits: ExchangeFit,
  ) {}

  async execute({ identity, commandId, input }: RepairLeg): Promise<Standing> {
    const read = readInput(repairInput, input);
    if (!read.ok) return read;
    const { note: text, ...mend } = read.value;
    const { leg: number, repair, dwelling, on } = mend;
    // Who gets the household or the debt is decided by the coordinator: neither side decides it for the other.
    const exchange =
      repair === 'another-dwelling'
        ? await this.desk.open(identity, 'exchange.repair', mend.exchange, takerOf(number))
        : await this.desk.open(identity, 'exchange.arbitrate', mend.exchange);
    if (!exchange.ok) return exchange;
    const leg = theLeg(exchange.value, number);
    if (!leg.ok) return leg;
    const policy = await this.desk.policy();
    if (!policy.ok) return policy;
    const sealed = await this.desk.seal(exchange.value, number, text);
    if (!sealed.ok) return sealed;
    const { note, fingerprint } = sealed.value;

    const { household } = leg.value;
    const check = await this.fits.of([household]);
    const seesNeeds = await this.access.whoseNeeds(identity, exchange.value.municipalities);
    return this.desk.together(
      { identity, commandId, content: { repair: mend, note: fingerprint } },
      exchange.value,
      (sitting) => {
        const persons = personsNow(sitting, leg.value);
        const { today } = sitting.moment;
        return sitting.decide({ type: 'RepairLeg', leg: number, repair, dwelling, persons, on, today, note }, (after) =>
          canBeMended(sitting, after, leg.value, dwelling, check, policy.value, seesNeeds),
        );
      },
      dwelling === null ? [] : [{ household, dwelling }],
    );
  }
}

/** Another dwelling is one of the municipality that took the household, for a household that it still has, and it fits. */
function canBeMended(
  sitting: ExchangeSitting,
  after: KnownExchange,
  was: LegState,
  dwelling: string | null,
  check: FitCheck,
  { moveDays }: ExchangesPolicy,
  seesNeeds: SeesNeeds,
): Result<true> {
  // Asked of the leg as it was: with the dwelling that failed.
  const placed = unlessPlaced(sitting, was.leg)({ ...after, legs: [was] });
  if (!placed.ok || dwelling === null) return placed;
  // Before whether it fits: what it needs is nobody's business here once it is somebody else's.
  if (!holdsHousehold(sitting, after.exchange, was.household)) {
    return refused(claimLost('dit huishouden', ['input', 'leg']));
  }
  const offered = sitting.dwelling(dwelling);
  if (offered.status === 'unknown' || offered.offer.municipality !== was.to) {
    return refuse('NOT_FOUND', 'Niet gevonden', ['input', 'dwelling']);
  }
  const latest = addDays(sitting.moment.today, moveDays);
  return unlessFit(check.legs(sitting, [{ ...was, dwelling }], latest), 'NOT_FITTING', seesNeeds);
}
