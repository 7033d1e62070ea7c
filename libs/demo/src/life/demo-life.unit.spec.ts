import {
  addDays,
  canonicalJson,
  localDate,
  looksPersonal,
  seemsToName,
  startOfDay,
  type JsonValue,
} from '#libs/kernel';
import { householdProfile, parsePseudonym } from '#libs/koppeling';
import fc from 'fast-check';
import { DEMO_DWELLINGS, DEMO_HOUSEHOLDS, demoLife } from './demo-life.js';
import type { DemoStep } from './demo-plan.js';

const TODAY = localDate('2026-11-23');
const plan = demoLife(TODAY);

/** All that people write in a step, as text. */
const textOf = ({ command }: DemoStep): string => {
  const { input } = command as unknown as { readonly input: { readonly bytes?: Uint8Array } };
  return input.bytes === undefined
    ? canonicalJson(input as unknown as JsonValue)
    : new TextDecoder().decode(input.bytes);
};

describe('the life of the demo', () => {
  it('holds 300 households and 160 dwellings, in each of the 26 municipalities at least one of both', () => {
    expect([plan.households.length, plan.dwellings.length]).toEqual([DEMO_HOUSEHOLDS, DEMO_DWELLINGS]);
    expect([DEMO_HOUSEHOLDS, DEMO_DWELLINGS]).toEqual([300, 160]);
    for (const things of [plan.households, plan.dwellings]) {
      expect(new Set(things.map(({ municipality }) => municipality)).size).toBe(26);
      expect(new Set(things.map(({ id }) => id)).size).toBe(things.length);
    }
  });

  it('has sizes as households have: more than half of them singles, a few of seven and more', () => {
    const sizes = plan.households.map(({ persons }) => persons);
    const share = (of: (persons: number) => boolean): number => sizes.filter(of).length / sizes.length;
    expect(share((persons) => persons === 1)).toBeGreaterThan(0.5);
    expect(share((persons) => persons === 1)).toBeLessThan(0.7);
    expect(share((persons) => persons >= 7)).toBeGreaterThan(0);
    expect(share((persons) => persons >= 5)).toBeLessThan(0.15);
  });

  it('is the same for the same day, whatever was asked before', () => {
    const shown = () => demoLife(TODAY).steps.map((step) => [step.name, step.at, step.commandId, textOf(step)]);
    const first = shown();
    demoLife(localDate('2026-11-24'));
    expect(shown()).toEqual(first);
  });

  it('lies wholly in the past, on whatever day it ends, each in its order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_500 }), (days) => {
        const today = addDays(localDate('2024-07-01'), days);
        const last = new Map<string, string>();
        for (const { chain, at } of demoLife(today).steps) {
          expect(at < startOfDay(today)).toBe(true);
          expect(at >= (last.get(chain) ?? '')).toBe(true);
          last.set(chain, at);
        }
      }),
      { numRuns: 4 },
    );
  });

  it('does each thing once: no two steps have one id', () => {
    expect(new Set(plan.steps.map(({ commandId }) => commandId)).size).toBe(plan.steps.length);
  });

  it('knows households by a pseudonym, and says what they need and nothing else', () => {
    for (const { id, profile } of plan.households) {
      expect(parsePseudonym(id)).toMatchObject({ ok: true });
      if (profile === null) continue;
      expect(Object.keys(householdProfile.shape)).toEqual(expect.arrayContaining(Object.keys(profile)));
    }
  });

  it('holds nothing that looks like a person', () => {
    for (const step of plan.steps) {
      const text = textOf(step);
      expect([step.name, looksPersonal(text), seemsToName(text)]).toEqual([step.name, false, false]);
    }
  });

  it('says of every list that it is invented', () => {
    const lists = plan.steps.filter(({ name }) => name.includes('koppelingen-'));
    expect(lists.length).toBeGreaterThan(20);
    for (const list of lists) {
      const [, ...rows] = textOf(list).trimEnd().split('\n');
      expect(rows.filter((row) => !row.includes('Verzonnen voor de demo'))).toEqual([]);
    }
  });
});
