import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { JsonValue } from '#libs/kernel';
import type { Scale, Simulated } from '#libs/matching';
import type { ExplainOptions } from './commands/explain.command.js';
import {
  IMPORT_KINDS,
  SCALES,
  SIMULATED,
  TOKEN_ROLES,
  type FiguresOptions,
  type ForgetOptions,
  type ImportKind,
  type ImportOptions,
  type SimulateOptions,
  type StoreOptions,
  type TokenOptions,
} from './options.js';
import { EXIT, tellRefused, terminal, type ExitCode, type Terminal } from './terminal.js';

const IMPORT_HELP: Readonly<Record<ImportKind, readonly [description: string, columns: string]>> = {
  targets: ['taakstellingen per gemeente', 'period,municipality,persons,announced_on,source[,state]'],
  published: ['gepubliceerde cijfers', 'period,scope,figure,value,as_of,source,published_on'],
  populations: ['inwonertallen, voor de controle volgens art. 29', 'municipality,on,persons,source'],
  realisations: [
    'gerealiseerde huisvestingen',
    'municipality,on,persons,kind,source[,administration][,known_at][,one_off][,reason]',
  ],
  assessments: ['beoordelingen (treden)', 'municipality,period,trede,approved_on,reason'],
  koppelingen: [
    'gekoppelde huishoudens, onder een pseudoniem; met namen of V-nummers wordt het bestand geweigerd',
    'pseudonym,municipality,persons,permit_on,coupled_on,source',
  ],
  dwellings: [
    'aangeboden woningen (CSV, XLSX of ODS)',
    'key,municipality,bedrooms,min_persons,max_persons,access,rent,from,until,conditions[,kind][,corporation]',
  ],
};

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Dit is geen heel getal vanaf 0.');
  return Number(text);
}

/** A whole number within bounds, both included. */
const wholeWithin =
  (least: number, most: number) =>
  (text: string): number => {
    const value = wholeNumber(text);
    if (value < least || value > most) throw new InvalidArgumentError(`Dit moet van ${least} tot en met ${most} zijn.`);
    return value;
  };

/** Policies with commas between them, each once, in the order in which they are told. */
function simulatedPolicies(text: string): readonly Simulated[] {
  const asked = text.split(',').map((name) => name.trim());
  const unknown = asked.find((name) => !SIMULATED.some((policy) => policy === name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`“${unknown.slice(0, 40)}” is geen beleid; wel: ${SIMULATED.join(', ')}.`);
  }
  return SIMULATED.filter((policy) => asked.includes(policy));
}

const withStore = (command: Command): Command =>
  command
    .option('--json', 'één JSON-document op stdout, al het andere op stderr')
    .option('--data <map>', 'de map met de ingebouwde database')
    .option('--token <token>', 'aanmeldbewijs bij een eigen database (of BOVENLOKAAL_TOKEN)');

/** What a command does; loaded only when it is asked for, so that `--help` and refusals of usage answer at once. */
type Action<O extends StoreOptions> = (to: Terminal, options: O) => Promise<ExitCode>;

/** What was given before and after the subcommand; of two, the one nearest to it counts. */
const allOptions = (command: Command): StoreOptions => ({
  ...(command.parent === null ? {} : allOptions(command.parent)),
  ...command.opts<StoreOptions>(),
});

/** What was declared of a list that is whole; null: it speaks of its rows only. Half a declaration is a slip. */
function wholeOf({ whole, of, on }: ImportOptions, command: Command): { municipality: string; on: string } | null {
  if (whole === undefined && of === undefined && on === undefined) return null;
  if (whole === true && of !== undefined && on !== undefined) return { municipality: of, on };
  return command.error('error: --whole, --of en --on horen bij elkaar');
}

/** Builds the command line. `done` hears the exit code of the one command that ran. */
function program(done: (code: ExitCode) => void): Command {
  const root = withStore(new Command('bovenlokaal'))
    .description('Taakstelling, realisatie en toezicht: cijfers vanaf de opdrachtregel')
    .showHelpAfterError('(--help toont het gebruik)')
    // Otherwise the root would take `--json` and `--data` from behind a subcommand, where `bench` has options of its own.
    .enablePositionalOptions()
    .exitOverride();

  const runs =
    <O extends StoreOptions>(act: Action<O>) =>
    async (own: O, command: Command): Promise<void> => {
      const options: O = { ...own, ...allOptions(command) };
      done(await act(terminal(options.json === true), options));
    };

  const imports = withStore(root.command('import').enablePositionalOptions()).description(
    'leest een bestand in: helemaal of niet',
  );
  for (const kind of IMPORT_KINDS) {
    const [description, columns] = IMPORT_HELP[kind];
    const command = withStore(imports.command(`${kind} <bestand>`))
      .description(`${description}\nKolommen: ${columns}`)
      .option('--dry-run', 'laat zien wat er zou gebeuren, zonder iets op te slaan')
      .action((file: string, options: ImportOptions, own: Command) =>
        runs(async (to, o: ImportOptions) => {
          const { importFile } = await import('./commands/import.command.js');
          return importFile(to, o, kind, file, wholeOf(o, own));
        })(options, own),
      );
    if (kind !== 'koppelingen') continue;
    command
      .option('--whole', 'het is de hele lijst van één gemeente: wie er niet op staat, hebben alleen wij')
      .option('--of <gemeente>', 'van welke gemeente de hele lijst is: CBS-code of naam')
      .option('--on <datum>', 'van welke dag de hele lijst is (JJJJ-MM-DD)');
  }

  withStore(root.command('figures'))
    .description('cijfers van een periode voor een gemeente, een provincie of het land')
    .requiredOption('--period <periode>', 'taakstellingsperiode, bijvoorbeeld 2023-1')
    .addOption(new Option('--municipality <gemeente>', 'CBS-code of naam').conflicts(['province', 'country']))
    .addOption(new Option('--province <provincie>', 'bijvoorbeeld PV26').conflicts(['municipality', 'country']))
    .addOption(new Option('--country', 'heel Nederland (zonder keuze ook)').conflicts(['municipality', 'province']))
    .option('--as-of <datum>', 'de eerste dag die niet meer meetelt (JJJJ-MM-DD)')
    .option('--known-at <tijdstip>', 'wat toen bekend was (ISO 8601 met tijdzone)')
    .addOption(new Option('--basis <basis>', 'berekend of gepubliceerd').choices(['computed', 'published']))
    .addOption(new Option('--administration <administratie>', 'ter vergelijking').choices(['own', 'coa', 'province']))
    .addOption(new Option('--position <positie>', 'tot en met deze plaats in het logboek').argParser(wholeNumber))
    .action(
      runs(async (to, options: FiguresOptions) => {
        const { figures } = await import('./commands/figures.command.js');
        return figures(to, options);
      }),
    );

  withStore(root.command('treden'))
    .description('de trede per gemeente en het aantal per trede')
    .requiredOption('--period <periode>', 'taakstellingsperiode, bijvoorbeeld 2023-1')
    .requiredOption('--province <provincie>', 'bijvoorbeeld PV26')
    .action(
      runs(async (to, options: StoreOptions & { period: string; province: string }) => {
        const { treden } = await import('./commands/treden.command.js');
        return treden(to, options);
      }),
    );

  withStore(root.command('verify'))
    .description('controleert de hele keten van gebeurtenissen en de leesmodellen')
    .action(
      runs(async (to, options: StoreOptions) => {
        const { verify } = await import('./commands/verify.command.js');
        return verify(to, options);
      }),
    );

  withStore(root.command('rebuild [leesmodel]'))
    .description('bouwt een leesmodel (of alle) opnieuw op uit het logboek en vergelijkt')
    .option('--check', 'vergelijkt alleen, met wat er in de opslag staat, en verandert niets')
    .action((name: string | undefined, options: StoreOptions & { check?: true }, command: Command) =>
      runs(async (to, o: typeof options) => {
        const { check, rebuild } = await import('./commands/rebuild.command.js');
        return o.check === true ? check(to, o, name) : rebuild(to, o, name);
      })(options, command),
    );

  withStore(root.command('replay'))
    .description('vult Kafka opnieuw uit de opslag, bouwt elk leesmodel daaruit op en vergelijkt')
    .action(
      runs(async (to, options: StoreOptions) => {
        const { replay } = await import('./commands/replay.command.js');
        return replay(to, options);
      }),
    );

  withStore(root.command('subject-access <pseudoniem>'))
    .description('het dossier van een huishouden, leesbaar, om aan de mensen zelf te geven')
    .action((household: string, options: StoreOptions, command: Command) =>
      runs(async (to, o: StoreOptions) => {
        const { subjectAccess } = await import('./commands/subject-access.command.js');
        return subjectAccess(to, o, household);
      })(options, command),
    );

  withStore(root.command('forget <pseudoniem>'))
    .description(
      'vernietigt na goedkeuring door een tweede persoon de sleutel van een huishouden: wat over hen geschreven is, kan niemand meer lezen; elke telling blijft',
    )
    .requiredOption('--municipality <gemeente>', 'de gemeente waaraan het huishouden gekoppeld is')
    .option('--request', 'vraagt erom; een ander moet het goedkeuren')
    .option('--approved-by <kenmerk>', 'vraagt erom aan deze persoon (pseudoniem); weggelaten: aan ieder ander die mag')
    .option('--approve', 'keurt goed wat een ander vroeg, met een eigen aanmeldbewijs')
    .action((household: string, options: ForgetOptions, command: Command) =>
      runs(async (to, o: ForgetOptions) => {
        const requests = o.request === true || o.approvedBy !== undefined;
        if (requests === (o.approve === true)) {
          return command.error('error: geef --request (eventueel met --approved-by) of --approve');
        }
        const { forget } = await import('./commands/forget.command.js');
        return forget(to, o, household);
      })(options, command),
    );

  const tokens = withStore(root.command('token').enablePositionalOptions()).description('aanmeldbewijzen');
  withStore(tokens.command('issue'))
    .description('geeft een aanmeldbewijs uit, met de sleutel in de gegevensmap; wie die kan lezen, mag dat')
    .addOption(new Option('--role <rol>', 'wat iemand mag').choices(TOKEN_ROLES).makeOptionMandatory())
    .option(
      '--organisation <code>',
      'gemeente (GM0344) of provincie (PV26) waarvoor iemand werkt, waar de rol die heeft',
    )
    .requiredOption('--subject <kenmerk>', 'pseudoniem van wie het krijgt, geen naam; komt in het logboek')
    .addOption(new Option('--hours <uren>', 'hoe lang het geldt').argParser(wholeNumber).default(12))
    .action(
      runs(async (to, options: TokenOptions) => {
        const { issueToken } = await import('./commands/token.command.js');
        return issueToken(to, options);
      }),
    );

  const matching = root
    .command('match [bestand]')
    .description('het beste plan voor een instantie: plaatsingen en uitwisselingen, met het bewijs')
    .option('--json', 'één JSON-document op stdout, al het andere op stderr')
    .enablePositionalOptions()
    .action(async (file: string | undefined, _own: StoreOptions, command: Command) => {
      if (file === undefined) return command.error('error: geef een bestand met een instantie');
      const { matchFile } = await import('./commands/match.command.js');
      done(await matchFile(terminal(allOptions(command).json === true), file));
    });
  matching
    .command('generate')
    .description('verzint een instantie van de omvang en samenstelling van een echte, als JSON')
    .option('--json', 'één JSON-document op stdout, al het andere op stderr')
    .addOption(new Option('--scale <omvang>', 'hoe groot').choices(SCALES).makeOptionMandatory())
    .addOption(new Option('--seed <getal>', 'hetzelfde getal geeft hetzelfde').argParser(wholeNumber).default(1))
    .action(async (options: { readonly scale: Scale; readonly seed: number }, command: Command) => {
      const { generate } = await import('./commands/match.command.js');
      done(generate(terminal(allOptions(command).json === true), options.scale, options.seed));
    });

  root
    .command('explain <bestand>')
    .description('waarom dit, waarom niet, of wat als: van het beste plan voor een instantie, nagerekend')
    .option('--json', 'één JSON-document op stdout, al het andere op stderr')
    .addOption(new Option('--household <id>', 'een huishouden').conflicts(['dwelling', 'whatIf']))
    .addOption(new Option('--dwelling <id>', 'een woning').conflicts('whatIf'))
    .option('--what-if <bestand>', 'andere vragen of aanbiedingen, als JSON')
    .addOption(new Option('--language <taal>', 'de taal van de uitleg').choices(['nl', 'en']).default('nl'))
    .action(async (file: string, asked: ExplainOptions, command: Command) => {
      if ((asked.household ?? asked.dwelling ?? asked.whatIf) === undefined) {
        return command.error('error: geef --household, --dwelling of --what-if');
      }
      const { explain } = await import('./commands/explain.command.js');
      done(await explain(terminal(allOptions(command).json === true), file, asked));
    });

  root
    .command('simulate')
    .description('een half jaar van een provincie, verzonnen, onder verschillend beleid (docs/simulation.md)')
    .option('--json', 'één JSON-document op stdout, al het andere op stderr')
    .addOption(new Option('--seeds <aantal>', 'hoeveel halve jaren').argParser(wholeWithin(1, 10_000)).default(30))
    .addOption(
      new Option('--seed <getal>', 'het eerste zaad; hetzelfde geeft hetzelfde').argParser(wholeNumber).default(1),
    )
    .addOption(
      new Option('--policies <lijst>', `met komma’s ertussen: ${SIMULATED.join(', ')}`)
        .argParser(simulatedPolicies)
        .default(SIMULATED, 'alle'),
    )
    .addOption(new Option('--days <dagen>', 'hoe lang').argParser(wholeWithin(85, 1_000)).default(182))
    .addOption(new Option('--dwellings <aantal>', 'woningen per half jaar').argParser(wholeWithin(1, 10_000)))
    .addOption(new Option('--answer-days <dagen>', 'tot gemeenten antwoorden').argParser(wholeWithin(0, 60)))
    .addOption(new Option('--tries <aantal>', 'ruilpogingen van mensen per dag').argParser(wholeWithin(0, 10_000)))
    .addOption(new Option('--workers <aantal>', 'hoeveel er tegelijk gaan').argParser(wholeWithin(1, 64)))
    .action(async (own: SimulateOptions, command: Command) => {
      const { simulate } = await import('./commands/simulate.command.js');
      done(await simulate(terminal(allOptions(command).json === true), own));
    });

  root
    .command('bench <naam>')
    .description('meet: append, rebuild, live, commands, query, relay')
    .option('--json', 'één JSON-document op stdout, al het andere op stderr')
    .allowUnknownOption()
    .argument('[opties...]', 'opties voor de meting zelf')
    .action(async (name: string, rest: readonly string[], _own: StoreOptions, command: Command) => {
      const options = allOptions(command);
      const { bench } = await import('./commands/bench.command.js');
      done(await bench(terminal(options.json === true), name, rest));
    });

  root
    .command('trust <naam>')
    .description('beproeft onder storingen wat altijd moet gelden: kafka')
    .option('--json', 'één JSON-document op stdout, al het andere op stderr')
    .allowUnknownOption()
    .argument('[opties...]', 'opties voor de beproeving zelf: --kills, --seed, --minutes, --report MAP, --add BESTAND')
    .action(async (name: string, rest: readonly string[], _own: StoreOptions, command: Command) => {
      const options = allOptions(command);
      const { trust } = await import('./commands/trust.command.js');
      done(await trust(terminal(options.json === true), name, rest));
    });

  // Settings of a parent do not reach subcommands that were made before them.
  const settle = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    command.commands.forEach(settle);
  };
  settle(root);
  return root;
}

/** Runs one command line and answers its exit code. Never throws: a bug is told as one, with its stack on stderr. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  try {
    await program((reached) => {
      code = reached;
    }).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : tellUsage(argv, error);
    return await tellFailure(argv, error);
  }
}

async function tellFailure(argv: readonly string[], error: unknown): Promise<ExitCode> {
  const to = terminal(argv.includes('--json'));
  // Knows the errors of the store, and so loads it: by now the command has.
  const { refusalOf } = await import('./failure.js');
  const known = refusalOf(error);
  if (known !== null) return tellRefused(to, [known]);
  to.progress(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = 'er ging iets mis in het programma zelf; wat er precies gebeurde staat op stderr';
  return tellRefused(to, [{ code: 'INTERNAL_ERROR', message, path: [] }]);
}

function tellUsage(argv: readonly string[], error: CommanderError): ExitCode {
  const to = terminal(argv.includes('--json'));
  // Without a subcommand commander says "(outputHelp)": the help itself is what the user needs then.
  const message = error.message === '(outputHelp)' ? 'geef een opdracht' : error.message.replace(/^error: /, '');
  const details: Record<string, JsonValue> = { reason: error.code };
  if (!to.json) to.progress(program(() => undefined).helpInformation());
  return tellRefused(to, [{ code: 'USAGE', message, path: [], details }], EXIT.usage);
}
