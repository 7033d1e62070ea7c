import { examineTopic, type ExaminedRecord } from './topic-examination.js';

const stored = [undefined, { id: 'a', stream: 'one' }, { id: 'b', stream: 'two' }, { id: 'c', stream: 'one' }];
const record = (position: number, change: Partial<ExaminedRecord> = {}): ExaminedRecord => ({
  epoch: 1,
  position,
  id: stored[position]?.id ?? null,
  stream: stored[position]?.stream ?? null,
  ...change,
});
const watermark: ExaminedRecord = { epoch: 1, position: null, id: null, stream: null };

test('a topic with every event once, each stream in its order, is as it should be', () => {
  const found = examineTopic([record(2), watermark, record(1), record(3)], stored, 3);
  expect(found).toEqual({ missing: [], foreign: [], inverted: [], repeated: 0 });
});

test('an event that the topic does not hold is missing', () => {
  expect(examineTopic([record(1), record(3)], stored, 3).missing).toEqual([2]);
});

test('an event that comes again is told, and neither missing nor inverted', () => {
  const found = examineTopic([record(1), record(3), record(1), record(2)], stored, 3);
  expect(found).toEqual({ missing: [], foreign: [], inverted: [], repeated: 1 });
});

test('an event that first comes after a later one of its stream is inverted', () => {
  expect(examineTopic([record(3), record(1), record(2)], stored, 3).inverted).toEqual([1]);
});

test.each([
  ['another event', record(2, { id: 'x' })],
  ['an event of another stream', record(2, { stream: 'one' })],
  ['an event that the store does not have', record(4, { id: 'd', stream: 'one' })],
])('%s in its place is foreign', (_, wrong) => {
  expect(examineTopic([record(1), wrong], stored, 1).foreign).toEqual([wrong.position]);
});

test('what is left of an older filling counts for nothing', () => {
  const found = examineTopic([record(1), record(2), record(1, { epoch: 2 })], stored, 2);
  expect(found.missing).toEqual([2]);
});
