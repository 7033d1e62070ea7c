type Named<W extends string> = W extends `${infer A}-${infer B}` ? Named<`${A}_${B}`> : W;

/**
 * A GraphQL enum whose names are the words of the domain themselves, as they stand in files and events. GraphQL knows no hyphen in a
 * name: it becomes an underscore.
 */
export const enumOf = <const W extends string>(words: readonly W[]): { readonly [K in W as Named<K>]: K } =>
  Object.fromEntries(words.map((word) => [word.replaceAll('-', '_'), word])) as { readonly [K in W as Named<K>]: K };
