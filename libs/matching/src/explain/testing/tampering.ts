type Path = readonly (string | number)[];

/** Every copy of a value with one place of it changed: another leaf, a list with one item more or less, a field missing. */
export function* tampered<T>(value: T): Generator<{ readonly path: string; readonly value: T }> {
  for (const { path, to } of changes(value, [])) yield { path: path.join('.'), value: to as T };
}

function* changes(value: unknown, path: Path): Generator<{ readonly path: Path; readonly to: unknown }> {
  if (Array.isArray(value)) {
    yield { path, to: [...(value as unknown[]), value[0] ?? 'x'] };
    if (value.length > 0) yield { path, to: value.slice(1) };
    if (value.length > 1 && value.some((item) => item !== value[0])) yield { path, to: value.toReversed() };
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      yield { path: [...path, key], to: Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)) };
    }
  } else {
    for (const to of others(value)) yield { path, to };
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    for (const change of changes(item, [...path, key])) {
      const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
      (copy as Record<string, unknown>)[key] = change.to;
      yield { path: change.path, to: copy };
    }
  }
}

function others(value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [value + 1, value - 1, null];
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'string') return [`${value}x`, null];
  return ['x', 1];
}
