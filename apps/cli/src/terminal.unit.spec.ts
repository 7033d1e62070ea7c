import { terminal } from './terminal.js';

const wasTty = process.stderr.isTTY;
let written: string;

beforeEach(() => {
  written = '';
  const take = (text: string | Uint8Array): boolean => {
    written += String(text);
    return true;
  };
  vi.spyOn(process.stderr, 'write').mockImplementation(take);
  vi.spyOn(process.stdout, 'write').mockImplementation(take);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.stderr.isTTY = wasTty;
});

test('given people who look on, when lines pass, then each takes the place of the one before, and what stays comes on a clean line', () => {
  process.stderr.isTTY = true;
  const to = terminal(false);
  to.passing!('1 s');
  to.passing!('2 s');
  to.progress('gelezen');
  to.passing!('3 s');
  to.passing!('');
  to.passing!('');
  to.answer({}, () => 'klaar');
  const clear = '\r\u001B[K';
  expect(written).toBe(`${clear}1 s${clear}2 s${clear}gelezen\n${clear}3 s${clear}klaar\n`);
});

test('given a file or a pipe instead, when something is told, then nothing passes and there is nothing to clear', () => {
  process.stderr.isTTY = false;
  const to = terminal(true);
  expect(to.passing).toBeUndefined();
  to.progress('gelezen');
  to.answer({ done: true }, () => '');
  expect(written).toBe('gelezen\n{"done":true}\n');
});
