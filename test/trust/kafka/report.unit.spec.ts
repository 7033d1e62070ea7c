import { addUp, documentOf, markdownOf, type Line, type Results } from './report.js';

const killed: Line = {
  what: 'kill -9 of relay',
  count: 1,
  lost: 0,
  doubled: 0,
  inverted: 0,
  equal: true,
  recoveriesMs: [400],
  timed: true,
  faults: [],
  notes: [],
};
const run = {
  at: '2026-11-23T00:00:00.000Z',
  seed: 1,
  minutes: 1,
  planned: { 'kill -9 of relay': 1 },
  commands: { acknowledged: 10, refused: {}, sentAgain: 0 },
  events: 10,
  frames: 5,
};
const results = (...lines: readonly Line[]): Results => ({ suite: 'kafka', runs: [run], lines });

test('runs add up: counts are summed and the recoveries of all are looked at together', () => {
  const together = addUp(results(killed), results({ ...killed, recoveriesMs: [600], lost: 1 }));
  expect(together.runs).toHaveLength(2);
  expect(together.lines).toEqual([{ ...killed, count: 2, lost: 1, recoveriesMs: [400, 600] }]);
  expect(documentOf(together)).toMatchObject({ met: false, lines: [{ recoveryMs: { median: 500, max: 600 } }] });
});

test('it is met when everything was done and nothing went wrong', () => {
  expect(documentOf(results(killed))).toMatchObject({ met: true, lines: [{ verdict: 'holds' }] });
});

test.each([
  ['something was lost', { lost: 1 }],
  ['something was doubled', { doubled: 1 }],
  ['something was inverted', { inverted: 1 }],
  ['a read model differed', { equal: false }],
  ['anything else went wrong', { faults: ['it did not work again'] }],
])('it is not met when %s', (_, change) => {
  expect(documentOf(results({ ...killed, ...change }))).toMatchObject({ met: false, lines: [{ verdict: 'BROKEN' }] });
});

test('it is not met when the median over all kills is at the target, though no kind went wrong in itself', () => {
  const slow = { ...killed, what: 'kill -9 of api', recoveriesMs: [9_600] };
  expect(documentOf(results(killed, slow))).toMatchObject({
    met: false,
    recoveryOfKills: { kills: 2, medianMs: 5_000, verdict: 'BROKEN' },
    lines: [{ verdict: 'holds' }, { verdict: 'holds' }],
  });
  expect(markdownOf(results(killed, slow))).toContain('all 2 kills: 5000 ms; to be under 5000 ms: **broken**');
});

test('one slow kind does not decide: each kill counts as much as any other', () => {
  const slow = { ...killed, what: 'kill -9 of api', recoveriesMs: [9_600] };
  const together = results({ ...killed, recoveriesMs: [400, 500] }, slow);
  expect(documentOf(together)).toMatchObject({ met: true, recoveryOfKills: { kills: 3, medianMs: 500 } });
  expect(markdownOf(together)).toContain('all 3 kills: 500 ms; to be under 5000 ms: holds');
});

test('only kills count towards the median', () => {
  const outage = { ...killed, what: 'broker down 30 s', timed: false, recoveriesMs: [50_000, 50_000] };
  expect(documentOf(results(killed, outage))).toMatchObject({
    met: true,
    recoveryOfKills: { kills: 1, medianMs: 400 },
  });
});

test('a kill that nothing came back from is broken by its fault, though there is no time to tell', () => {
  const dead = { ...killed, recoveriesMs: [], faults: ['it did not work again'] };
  expect(documentOf(results(dead))).toMatchObject({ met: false, recoveryOfKills: null });
});

test.each([
  ['less was done than was planned', { 'kill -9 of relay': 2 }],
  ['something that was planned was never done', { 'kill -9 of relay': 1, 'topic wiped': 1 }],
])('it is not met when %s', (_, planned) => {
  const short = { ...results(killed), runs: [{ ...run, planned }] };
  expect(documentOf(short)).toMatchObject({ met: false, allDone: false, lines: [{ verdict: 'holds' }] });
});
