/** What a command on a dwelling answers: its id. */
export type KnownDwelling = { readonly dwelling: string };
