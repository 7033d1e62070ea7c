import { dateOf, type Instant, type LocalDate } from '#libs/kernel';
import fc from 'fast-check';
import { dwellingDecider } from './dwelling.decider.js';
import { dwellingEvent, type DwellingEvent } from './dwelling.events.js';
import type { Dwelling } from './dwelling.js';
import { histories } from './testing/histories.js';

type Held =
  | { readonly by: 'own'; readonly household: string | null; readonly until: LocalDate }
  | {
      readonly by: string;
      readonly step: 'claim' | 'reservation' | 'assignment';
      readonly household: string;
      readonly until: Instant | null;
    };

/** Reads the events as somebody who only knows the invariant, apart from what the decider remembers. */
class Witness {
  private held: Held | null = null;
  private living: { readonly household: string; readonly persons: number; readonly since: LocalDate } | null = null;
  private most = 0;
  private readonly stays: { from: LocalDate; to: LocalDate }[] = [];
  private isOffMarket = true;

  see(event: DwellingEvent, now: Instant): void {
    if (event.type === 'DwellingOffered' || event.type === 'DwellingChanged') {
      this.most = event.offer.maxPersons;
      if (this.living !== null) expect(this.living.persons).toBeLessThanOrEqual(this.most);
      else this.isOffMarket = false;
      return;
    }
    const held = this.holding(now);
    // Nobody lives there, it is on offer, and at most this exchange holds it.
    const onlyFor = (exchange: string) => {
      expect(this.living).toBeNull();
      expect(this.isOffMarket).toBe(false);
      if (held !== null) expect(held.by).toBe(exchange);
    };
    switch (event.type) {
      case 'DwellingReserved':
        onlyFor(event.broke ?? 'nobody');
        this.expectBroken(held, event.broke);
        this.held = { by: 'own', household: event.household, until: event.until };
        break;
      case 'DwellingClaimed':
        expect(held).toBeNull();
        onlyFor(event.exchange);
        this.held = { by: event.exchange, step: 'claim', household: event.household, until: event.until };
        break;
      case 'DwellingHeld':
      case 'DwellingAssigned': {
        onlyFor(event.exchange);
        const step = event.type === 'DwellingHeld' ? 'reservation' : 'assignment';
        expect(held).toMatchObject({
          by: event.exchange,
          household: event.household,
          step: step === 'reservation' ? 'claim' : 'reservation',
        });
        this.held = { by: event.exchange, step, household: event.household, until: null };
        break;
      }
      case 'DwellingReleased':
        this.held = null;
        break;
      case 'DwellingOccupied':
        expect(this.living).toBeNull();
        expect(this.isOffMarket).toBe(false);
        this.expectEntry(held, event.household, event.broke);
        expect(event.persons).toBeLessThanOrEqual(this.most);
        // Nobody moves in on a day on which another still lived there.
        for (const { to } of this.stays) expect(event.on >= to).toBe(true);
        this.living = { household: event.household, persons: event.persons, since: event.on };
        this.held = null;
        break;
      case 'OccupantsChanged':
        expect(this.living?.household).toBe(event.household);
        expect(event.persons).toBeLessThanOrEqual(this.most);
        if (this.living !== null) this.living = { ...this.living, persons: event.persons };
        break;
      case 'OccupancyCorrected':
        expect(this.living).toMatchObject({ household: event.household, since: event.was });
        for (const { to } of this.stays) expect(event.on >= to).toBe(true);
        if (this.living !== null) this.living = { ...this.living, since: event.on };
        break;
      case 'DwellingVacated':
        expect(this.living?.household).toBe(event.household);
        if (!event.undone && this.living !== null) this.stays.push({ from: this.living.since, to: event.on });
        this.living = null;
        this.isOffMarket = true;
        break;
      case 'DwellingWithdrawn':
        expect(this.living).toBeNull();
        this.expectBroken(held, event.broke);
        this.held = null;
        this.isOffMarket = true;
        break;
    }
  }

  private holding(now: Instant): Held | null {
    if (this.held === null || this.held.until === null) return this.held;
    return this.held.until > (this.held.by === 'own' ? dateOf(now) : now) ? this.held : null;
  }

  /** The owner breaks a claim, and says whose; never what every municipality accepted. */
  private expectBroken(held: Held | null, broke: string | null): void {
    const claimed = held !== null && 'step' in held ? held : null;
    expect(broke).toBe(claimed?.by ?? null);
    if (claimed !== null) expect(claimed.step).toBe('claim');
  }

  private expectEntry(held: Held | null, household: string, broke: string | null): void {
    if (held !== null && 'step' in held && held.step === 'assignment') expect(held.household).toBe(household);
    else this.expectBroken(held, broke);
    if (held?.by === 'own' && held.household !== null) expect(held.household).toBe(household);
  }
}

describe('a dwelling through any history', () => {
  it('has at most one hold or occupant at any moment and never more people than it may hold [invariant 4]', () => {
    const happened = new Set<string>();
    fc.assert(
      fc.property(histories, (history) => {
        let state: Dwelling = dwellingDecider.initial;
        const witness = new Witness();
        for (const { command, now } of history) {
          const decision = dwellingDecider.decide(command, state);
          if (!decision.ok) continue;
          for (const event of decision.value) {
            happened.add(event.type);
            witness.see(event, now);
            state = dwellingDecider.evolve(state, event);
          }
        }
      }),
      { seed: 20240501, numRuns: 1000 },
    );
    // What never came to pass was not tested.
    expect([...happened].sort()).toEqual(dwellingEvent.options.map(({ shape }) => shape.type.value).sort());
  });
});
