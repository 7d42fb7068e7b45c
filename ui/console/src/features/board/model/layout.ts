export interface Node {
  name: string;
  upstream: readonly string[];
}

/**
 * Stages in columns: a stage stands one column after the last stage it takes Freight from, and within a column near
 * what feeds it, so that lines cross little. Names that are not on the board and cycles (which Kargo refuses, but a
 * page must survive) count as no upstream.
 */
export function columns<T extends Node>(stages: readonly T[]): T[][] {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const levels = new Map<string, number>();
  const level = (stage: T, path: ReadonlySet<string>): number => {
    const known = levels.get(stage.name);
    if (known !== undefined) return known;
    const deeper = new Set(path).add(stage.name);
    const above = stage.upstream
      .filter((name) => !deeper.has(name))
      .flatMap((name) => byName.get(name) ?? [])
      .map((up) => level(up, deeper) + 1);
    const own = Math.max(0, ...above);
    levels.set(stage.name, own);
    return own;
  };
  stages.forEach((stage) => level(stage, new Set()));

  const result: T[][] = [];
  for (const stage of stages) {
    const at = levels.get(stage.name) ?? 0;
    (result[at] ??= []).push(stage);
  }
  const filled = result.filter((column) => column.length > 0);
  const row = new Map<string, number>();
  for (const column of filled) {
    const wish = new Map(column.map((stage, index) => [stage.name, meanRow(stage, row) ?? index]));
    column.sort((a, b) => (wish.get(a.name) ?? 0) - (wish.get(b.name) ?? 0));
    column.forEach((stage, index) => row.set(stage.name, index));
  }
  return filled;
}

function meanRow(stage: Node, row: ReadonlyMap<string, number>): number | null {
  const rows = stage.upstream.flatMap((name) => row.get(name) ?? []);
  return rows.length === 0 ? null : rows.reduce((sum, each) => sum + each, 0) / rows.length;
}

/** From a stop to the middle of the gutter before its column, and how softly a line turns there. */
const GUTTER = 25;
const TURN = 10;

/**
 * A line between two stops as on a transit map: level along the headings, up or down only in the gutter before the
 * column it leads to, so that it never runs behind a card. On narrow screens stops stand under each other.
 */
export function linePath(from: Point, to: Point): string {
  if (from.x === to.x) return `M${from.x} ${from.y}V${to.y}`;
  if (Math.abs(from.y - to.y) < 2 * TURN) return `M${from.x} ${from.y}L${to.x} ${to.y}`;
  const x = to.x - GUTTER;
  const turn = to.y > from.y ? TURN : -TURN;
  return [
    `M${from.x} ${from.y}H${x - TURN}`,
    `Q${x} ${from.y} ${x} ${from.y + turn}`,
    `V${to.y - turn}`,
    `Q${x} ${to.y} ${x + TURN} ${to.y}`,
    `H${to.x}`,
  ].join('');
}

export interface Point {
  x: number;
  y: number;
}
