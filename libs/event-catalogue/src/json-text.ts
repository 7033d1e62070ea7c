import type { JsonValue } from '#libs/kernel';

const WIDTH = 120;

/** JSON for files that people read and compare: keys in the order given, lists of plain values on one line where they fit. */
export const jsonText = (value: JsonValue): string => `${printed(value, '', 0)}\n`;

/** @param used columns taken on the line by what stands before the value. */
function printed(value: JsonValue, indent: string, used: number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const isPlain = value.every((item) => item === null || typeof item !== 'object');
    const line = isPlain ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]` : null;
    // One column is kept for the comma after it.
    if (line !== null && used + line.length < WIDTH) return line;
    return `[\n${value.map((item) => inner + printed(item, inner, inner.length)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(([key, member]) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    return name + printed(member, inner, name.length);
  });
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}
