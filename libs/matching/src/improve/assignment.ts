/** A value for a pair that there is not. */
export const NEVER = -1e15;

/**
 * Which household each dwelling gets so that the sum of the values is greatest; a dwelling or household may be left alone, and none is given a pair of
 * no value. Hungarian method (Kuhn 1955, with the potentials of Jonker and Volgenant), dwellings as rows.
 * @param value D × H, row by row; `NEVER` where there is no pair.
 * @returns D: a household, or −1.
 */
export function assign(dwellings: number, households: number, value: Float64Array): Int32Array {
  // Behind the households each dwelling has a column of its own that leaves it empty, so every row finds one.
  const columns = households + dwellings;
  const cost = (row: number, column: number): number => {
    if (column < households) return -value[row * households + column]!;
    return column - households === row ? 0 : -NEVER;
  };
  const rowPrice = new Float64Array(dwellings);
  const columnPrice = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1).fill(-1);
  const before = new Int32Array(columns + 1);
  const least = new Float64Array(columns + 1);
  const done = new Uint8Array(columns + 1);
  for (let row = 0; row < dwellings; row++) {
    let at = columns;
    rowOf[at] = row;
    least.fill(Infinity);
    done.fill(0);
    while (rowOf[at] !== -1) {
      done[at] = 1;
      const own = rowOf[at]!;
      let step = Infinity;
      let next = -1;
      for (let column = 0; column < columns; column++) {
        if (done[column] === 1) continue;
        const reduced = cost(own, column) - rowPrice[own]! - columnPrice[column]!;
        if (reduced < least[column]!) {
          least[column] = reduced;
          before[column] = at;
        }
        if (least[column]! < step) {
          step = least[column]!;
          next = column;
        }
      }
      for (let column = 0; column <= columns; column++) {
        if (done[column] === 1) {
          rowPrice[rowOf[column]!]! += step;
          columnPrice[column]! -= step;
        } else least[column]! -= step;
      }
      at = next;
    }
    while (at !== columns) {
      const previous = before[at]!;
      rowOf[at] = rowOf[previous]!;
      at = previous;
    }
    rowOf[columns] = -1;
  }
  const given = new Int32Array(dwellings).fill(-1);
  for (let column = 0; column < households; column++) if (rowOf[column]! >= 0) given[rowOf[column]!] = column;
  return given;
}
