import { authorise, couldEver, type Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import {
  dateOf,
  ok,
  parseNote,
  readInput,
  type Clock,
  type IdSource,
  type JsonObject,
  type Result,
} from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import {
  date,
  everyFile,
  importFile,
  optional,
  required,
  wholeNumber,
  type FileRow,
  type ImportedFile,
  type Whole,
} from '#libs/tabular';
import { Inject, Optional } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { householdStream, MOST_IN_HOUSEHOLD } from '../../domain/household.events.js';
import type { Household, ListedKoppeling } from '../../domain/household.js';
import type { HouseholdCommand, HouseholdCommandOf } from '../../domain/household.commands.js';
import { differences, isListedByStranger } from '../../domain/koppeling.decisions.js';
import { parsePseudonym } from '../../domain/pseudonym.js';
import { COUPLED_HOUSEHOLDS, type CoupledHouseholds } from '../../read-model/ports.js';
import { speaksForCoa } from '../speaks-for-coa.js';
import { households } from '../stored-deciders.js';
import { ImportKoppelingen } from './import-koppelingen.command.js';
import { fitsDeclared, leftOut, notInFuture, wholeInput, type ListedRow, type WholeList } from './whole-list.js';

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
    /** Without it no list can be declared whole. */
    @Optional() @Inject(COUPLED_HOUSEHOLDS) private readonly coupled: CoupledHouseholds | null = null,
  ) {}

  async execute(command: ImportKoppelingen): Promise<Result<Commanded<ImportedFile>>> {
    const { identity } = command;
    const role = couldEver(identity, 'koppeling.receive');
    if (!role.ok) return role;
    const now = this.clock.now();
    const declared = readInput(wholeInput(this.municipalities), command.input.whole, ['input', 'whole']);
    if (!declared.ok) return declared;
    const whole = declared.value;
    const isPast = whole === null ? ok(true) : notInFuture(whole, dateOf(now));
    if (!isPast.ok) return isPast;
    return importFile(this.store, command, {
      kind: 'koppelingen',
      columns: columns(this.municipalities),
      stored: command.input.dryRun ? tellingNothingOfOthers(households(this.ids)) : households(this.ids),
      allowed: (rows) =>
        authorise(
          identity,
          'koppeling.receive',
          this.municipalities.extentOf([
            ...rows.map(({ municipality }) => municipality),
            ...(whole === null ? [] : [whole.municipality]),
          ]),
        ),
      whole: (rows) => this.leftOutOf(whole, rows),
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
        const listedOn = known_at === null ? (whole?.on ?? null) : dateOf(known_at);
        const receive: HouseholdCommandOf<'Receive'> = {
          type: 'Receive',
          koppeling: {
            household,
            ...listed,
            // No column tells it: whoever is new is taken for regular, and of whom we know a list changes nothing.
            kind: null,
            firstCoupledOn: coupled_on,
            split: null,
            source,
            knownAt: known_at,
          },
          byCoa: speaksForCoa(identity, municipality),
          listedOn: listedOn ?? dateOf(now),
          isDated: listedOn !== null,
          now,
        };
        return {
          stream: householdStream(household),
          content: row,
          differences: (state) => shown(identity, receive, state),
          command: receive,
        };
      },
    });
  }

  /** Asked of the read model: what a list does not name cannot be looked up by name. Each household is then decided on as the log has it. */
  private async leftOutOf(
    whole: WholeList | null,
    rows: readonly FileRow<ListedRow>[],
  ): Promise<Result<Whole<HouseholdCommand, Household> | null>> {
    if (whole === null) return ok(null);
    const fits = fitsDeclared(whole, rows);
    if (!fits.ok) return fits;
    if (this.coupled === null) throw new Error('a list cannot be declared whole without the read model of households');
    const found = await this.coupled.listedFor(whole.municipality, whole.on);
    return found.ok ? ok({ declared: { ...whole }, leftOut: leftOut(whole, rows, found.value) }) : found;
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
function shown(identity: Identity, listed: HouseholdCommandOf<'Receive'>, state: Household): readonly JsonObject[] {
  const { household } = listed.koppeling;
  const found = differences(listed, state);
  if (state.status === 'unknown' || found.length === 0) return [];
  const isTheirs = authorise(identity, 'koppeling.reconcile', { municipality: state.municipality }).ok;
  return isTheirs ? found.map((each) => ({ household, ...each })) : [];
}
