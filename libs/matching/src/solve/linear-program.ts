import highs, { type Highs, type Model, type InitOptions } from 'highs';

/** Columns of a linear program. */
export interface Columns {
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Of column c the entries from `starts[c]` up to `starts[c + 1]`, rows ascending. */
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** Rows and columns of a linear program that maximises, column by column. */
export interface LinearProgram extends Columns {
  readonly rows: { readonly lower: Float64Array; readonly upper: Float64Array };
}

/** An optimum, or that there is no point at all, or neither within the iterations allowed. */
export type LinearOutcome =
  | {
      readonly kind: 'optimal';
      readonly value: number;
      readonly columns: Float64Array;
      readonly rowPrices: Float64Array;
    }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'unsolved' };

/** Its types are those of its CommonJS build, where the function hangs one level deeper than in the module that Node gives us. */
const loadHighs = highs as unknown as (options?: InitOptions) => Promise<Highs>;

let loading: Promise<Highs> | undefined;

/** Loads the solver of linear programs, once. */
export const linearSolver = (): Promise<Highs> => (loading ??= loadHighs());

/** One linear program after another in the same memory; the next begins where the last one ended as long as only bounds change. */
export class LinearSolver {
  readonly #model: Model;
  /** Costs are handed over divided by this, so that tolerances mean the same for weights of any size. */
  #unit = 1;

  constructor(private readonly highs: Highs) {
    this.#model = highs.createModel();
    // Presolve costs more than it saves on programs of this size.
    this.#model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });
    this.#model.options.set({ primal_feasibility_tolerance: 1e-9, dual_feasibility_tolerance: 1e-9 });
  }

  load(program: LinearProgram): void {
    const { rows, cost, lower, upper, starts, indices, values } = program;
    const most = cost.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    this.#unit = 2 ** Math.max(0, Math.ceil(Math.log2(most)) - 12);
    const numCols = cost.length;
    const numRows = rows.lower.length;
    this.#model.passModel({
      numCols,
      numRows,
      sense: this.highs.constants.objectiveSense.maximize,
      colCost: cost.map((value) => value / this.#unit),
      colLower: lower,
      colUpper: upper,
      rowLower: rows.lower,
      rowUpper: rows.upper,
      matrix: { format: 'csc', numCols, numRows, starts, indices, values },
    });
  }

  bound(column: number, lower: number, upper: number): void {
    this.#model.changeColBounds(column, lower, upper);
  }

  boundRow(row: number, lower: number, upper: number): void {
    this.#model.changeRowBounds(row, lower, upper);
  }

  /** Replaces the cost of every column; the next program begins where the last one ended. */
  price(cost: Float64Array): void {
    this.#model.changeColsCost(
      { kind: 'set', indices: Int32Array.from(cost.keys()) },
      cost.map((value) => value / this.#unit),
    );
  }

  /** More columns, after those there are; entries of a column by ascending row. */
  addColumns({ cost, lower, upper, starts, indices, values }: Columns, numRows: number): void {
    const numCols = cost.length;
    if (numCols === 0) return;
    this.#model.addCols({
      cost: cost.map((value) => value / this.#unit),
      lower,
      upper,
      matrix: { format: 'csc', numCols, numRows, starts, indices, values },
    });
  }

  /** More rows, after those there are: `starts` by row, `indices` of columns. */
  addRows(rows: Omit<Columns, 'cost'>, numCols: number): void {
    const { lower, upper, starts, indices, values } = rows;
    const numRows = lower.length;
    if (numRows === 0) return;
    this.#model.addRows({
      lower,
      upper,
      matrix: { format: 'csr', numRows, numCols, starts, indices, values },
    });
  }

  /** Steps that the last program took. */
  get iterations(): number {
    return Number(this.#model.info.get('simplex_iteration_count'));
  }

  solve(mostIterations: number): LinearOutcome {
    this.#model.options.set({ simplex_iteration_limit: mostIterations });
    this.#model.run();
    const status = this.#model.getModelStatus();
    const { modelStatus } = this.highs.constants;
    if (status === modelStatus.infeasible) return { kind: 'impossible' };
    if (status !== modelStatus.optimal) return { kind: 'unsolved' };
    const { colValue, rowDual } = this.#model.getSolution();
    return {
      kind: 'optimal',
      value: this.#model.getObjectiveValue() * this.#unit,
      columns: colValue,
      rowPrices: rowDual.map((price) => price * this.#unit),
    };
  }

  dispose(): void {
    this.#model.dispose();
  }
}

/** The best whole numbers found for a program within a number of nodes, all of its columns whole; null where none were found. */
export function wholeOptimum(highs: Highs, program: LinearProgram, mostNodes: number): Float64Array | null {
  const model = highs.createModel();
  try {
    const { rows, cost, lower, upper, starts, indices, values } = program;
    const numCols = cost.length;
    const numRows = rows.lower.length;
    model.options.set({ output_flag: false, mip_max_nodes: mostNodes, mip_rel_gap: 0.01 });
    model.passModel({
      numCols,
      numRows,
      sense: highs.constants.objectiveSense.maximize,
      colCost: cost,
      colLower: lower,
      colUpper: upper,
      rowLower: rows.lower,
      rowUpper: rows.upper,
      integrality: new Int32Array(numCols).fill(highs.constants.variableType.integer),
      matrix: { format: 'csc', numCols, numRows, starts, indices, values },
    });
    model.run();
    const { colValue } = model.getSolution();
    return Number.isFinite(model.getObjectiveValue()) ? colValue.map((value) => Math.round(value)) : null;
  } finally {
    model.dispose();
  }
}

/**
 * The program in which every row may be broken, and nothing counts but by how much: what its rows are priced at shows why the program itself has no
 * point (Farkas), if it has none. Its columns are those of the program, then two per row.
 */
export function elastic(program: LinearProgram): LinearProgram {
  const columns = program.cost.length;
  const rows = program.rows.lower.length;
  const extra = 2 * rows;
  const starts = new Int32Array(columns + extra + 1);
  starts.set(program.starts);
  const entries = program.indices.length;
  for (let at = 1; at <= extra; at++) starts[columns + at] = entries + at;
  const concat = (own: Float64Array, added: (at: number) => number): Float64Array =>
    Float64Array.from({ length: own.length + extra }, (_, at) => (at < own.length ? own[at]! : added(at - own.length)));
  return {
    rows: program.rows,
    cost: concat(new Float64Array(columns), () => -1),
    lower: concat(program.lower, () => 0),
    upper: concat(program.upper, () => Infinity),
    starts,
    indices: Int32Array.from({ length: entries + extra }, (_, at) =>
      at < entries ? program.indices[at]! : (at - entries) >> 1,
    ),
    values: concat(program.values, (at) => (at % 2 === 0 ? 1 : -1)),
  };
}
