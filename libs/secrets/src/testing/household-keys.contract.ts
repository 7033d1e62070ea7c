import type { HouseholdKeys } from '../household-keys.js';

/** What every adapter keeps to. */
export function householdKeysContract(open: () => HouseholdKeys): void {
  it('has one key per household, the same for all who ask', async () => {
    const keys = open();
    const asked = await Promise.all([keys.keyOf('h-1'), keys.keyOf('h-1'), keys.keyOf('h-1')]);
    const [first, ...others] = asked.map((key) => (key.ok ? key.value : null));
    const sealed = first?.seal('note', 'akkoord');
    for (const other of others) expect(sealed && other?.open('note', sealed)).toBe('akkoord');
    const another = await keys.keyOf('h-2');
    expect(() => sealed && another.ok && another.value.open('note', sealed)).toThrow();
  });

  it('tells only of households that have one', async () => {
    const keys = open();
    await keys.keyOf('h-1');
    expect([...(await keys.keysOf(['h-1', 'h-unknown'])).keys()]).toEqual(['h-1']);
    expect((await keys.keysOf([])).size).toBe(0);
  });

  it('given a household that was forgotten, no key is there and none is made, ever', async () => {
    const keys = open();
    await keys.keyOf('h-1');
    await keys.destroy('h-1');
    await keys.destroy('h-1');
    expect((await keys.keysOf(['h-1'])).size).toBe(0);
    expect(await keys.keyOf('h-1')).toMatchObject({ ok: false, refusals: [{ code: 'HOUSEHOLD_FORGOTTEN' }] });
  });

  it('a household can be forgotten before anything was sealed for it', async () => {
    const keys = open();
    await keys.destroy('h-new');
    expect((await keys.keyOf('h-new')).ok).toBe(false);
  });
}
