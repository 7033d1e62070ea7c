import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { JsonObject, JsonValue, Result } from '#libs/kernel';
import type { ImportedFile } from '#libs/tabular';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ImportKoppelingen } from './import-koppelingen.command.js';
import {
  KoppelingenImportInput,
  KoppelingenImportPayload,
  type ImportedKoppelingen,
  type ListDifference,
} from './import-koppelingen.types.js';

@Resolver()
export class ImportKoppelingenResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => KoppelingenImportPayload, {
    description: 'Brings in a list of COA, whole or not at all; where it differs from ours is shown and kept.',
  })
  async koppelingenImport(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, list, whole = null, dryRun }: KoppelingenImportInput,
  ): Promise<KoppelingenImportPayload> {
    const file = { name: 'de lijst', bytes: new TextEncoder().encode(list) };
    const outcome: Result<Commanded<ImportedFile>> = await this.commands.execute(
      new ImportKoppelingen(identity, commandId, { ...file, dryRun, whole: whole === null ? null : { ...whole } }),
    );
    return toPayload(outcome, imported);
  }
}

function imported({ rows, added, unchanged, leftOut = 0, ...file }: ImportedFile): ImportedKoppelingen {
  const { differences = [], differencesTotal = differences.length } = file;
  return { rows, added, unchanged, leftOut, differences: differences.map(shown), differencesTotal };
}

function shown({ row = null, household = null, field = null, ours = null, theirs = null }: JsonObject): ListDifference {
  return {
    row: typeof row === 'number' ? row : null,
    household: textOf(household) ?? '',
    field: textOf(field) ?? '',
    ours: textOf(ours),
    theirs: textOf(theirs),
  };
}

/** A code, a day or a number of persons. */
const textOf = (value: JsonValue): string | null =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value);
