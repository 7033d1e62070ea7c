import { authorise, couldEver, type Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import { dateOf, parseNote, type Clock, type IdSource, type JsonObject, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { date, everyFile, importFile, optional, required, wholeNumber, type ImportedFile } from '#libs/tabular';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { householdStream, MOST_IN_HOUSEHOLD } from '../../domain/household.events.js';
import type { Household, ListedKoppeling } from '../../domain/household.js';
import type { HouseholdCommandOf } from '../../domain/household.commands.js';
import { differences, isListedByStranger } from '../../domain/koppeling.decisions.js';
import { parsePseudonym } from '../../domain/pseudonym.js';
import { speaksForCoa } from '../speaks-for-coa.js';
import { households } from '../stored-deciders.js';
import { ImportKoppelingen } from './import-koppelingen.command.js';

/** Nothing else may stand in the file: a list of COA holds names and V-numbers [domain.md §7]. */
const columns = (registry: MunicipalityRegistry) => ({
  pseudonym: required((text) => parsePseudonym(text)),
  municipality: required((text) => registry.code(text)),
  persons: required(wholeNumber(1, MOST_IN_HOUSEHOLD)),
  permit_on: required(date),
  coupled_on: required(date),
  source: required((text) => parseNote(text, 200)),
  ...everyFile,
  remark: optional((text) => parseNote(text, 500), null),
});

@CommandHandler(ImportKoppelingen)
export class ImportKoppelingenHandler implements ICommandHandler<ImportKoppelingen> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute(command: ImportKoppelingen): Promise<Result<Commanded<ImportedFile>>> {
    const { identity } = command;
    const role = couldEver(identity, 'koppeling.receive');
    if (!role.ok) return role;
    const now = this.clock.now();
    return importFile(this.store, command, {
      kind: 'koppelingen',
      columns: columns(this.municipalities),
      stored: command.input.dryRun ? tellingNothingOfOthers(households(this.ids)) : households(this.ids),
      allowed: (rows) =>
        authorise(
          identity,
          'koppeling.receive',
          this.municipalities.extentOf(rows.map(({ municipality }) => municipality)),
        ),
      once: {
        key: ({ pseudonym }) => pseudonym,
        content: ({ municipality, persons, permit_on, coupled_on }) => ({
          municipality,
          persons,
          permit_on,
          coupled_on,
        }),
        what: 'twee koppelingen van één huishouden',
      },
      // A remark is for who reads the file: about a household no text is kept in clear, nor a hash of it.
      command: ({ remark: _, ...row }) => {
        const { pseudonym: household, municipality, persons, permit_on, coupled_on, source, known_at } = row;
        const listed: ListedKoppeling = { municipality, persons, permitOn: permit_on, coupledOn: coupled_on };
        return {
          stream: householdStream(household),
          content: row,
          differences: (state) => shown(identity, household, listed, state),
          command: {
            type: 'Receive',
            koppeling: {
              household,
              ...listed,
              kind: 'regular',
              firstCoupledOn: coupled_on,
              split: null,
              source,
              knownAt: known_at,
            },
            byCoa: speaksForCoa(identity, municipality),
            listedOn: known_at === null ? dateOf(now) : dateOf(known_at),
            now,
          } satisfies HouseholdCommandOf<'Receive'>,
        };
      },
    });
  }
}

type StoredHouseholds = ReturnType<typeof households>;

/** For a dry run, which leaves no trace: to a stranger a household of another municipality looks like one that nobody knows. */
const tellingNothingOfOthers = ({ decider, ...stored }: StoredHouseholds): StoredHouseholds => ({
  ...stored,
  decider: {
    ...decider,
    decide: (command, state) => {
      const isHidden = command.type === 'Receive' && isListedByStranger(command, state);
      return decider.decide(command, isHidden ? decider.initial : state);
    },
  },
});

/** Where the list differs from what we have; of a household of another municipality one learns nothing. */
function shown(
  identity: Identity,
  household: string,
  listed: ListedKoppeling,
  state: Household,
): readonly JsonObject[] {
  const found = differences(listed, state);
  if (state.status === 'unknown' || found.length === 0) return [];
  const isTheirs = authorise(identity, 'koppeling.reconcile', { municipality: state.municipality }).ok;
  return isTheirs ? found.map((each) => ({ household, ...each })) : [];
}
