import { normaliseName } from '../territory/building-range.rules.js';
import { estateOf, gridFor } from '../territory/grid.rules.js';
import { EXPECTED } from './roster.texts.js';
import type { CellFault, CoverageRow, RosterWorkbook } from './roster.types.js';
import { territoryOf } from './territory-of.rules.js';

/** Doors that two grids claim and homes that no grid answers for: they load, and the bot asks back or the secretary decides. */
export function checkDoors(workbook: RosterWorkbook): CellFault[] {
  return [...checkOverlaps(workbook.coverages ?? []), ...checkHomes(workbook)];
}

function checkOverlaps(coverages: readonly CoverageRow[]): CellFault[] {
  const owners = new Map<string, CoverageRow>();
  return coverages.flatMap((coverage) => {
    const rival = doorsOf(coverage)
      .map((door) => {
        const owner = owners.get(door);
        if (!owner) owners.set(door, coverage);
        return owner;
      })
      .find((owner) => owner && owner.gridId !== coverage.gridId);
    if (!rival) return [];
    const column = coverage.buildings.length > 0 ? '楼栋' : '小区';
    const found = coverage.buildings.join(';').slice(0, 40) || coverage.estate;
    const expected = EXPECTED.overlap(rival.gridId, rival.row);
    return [{ sheet: '地址', row: coverage.row, column, found, expected }];
  });
}

function doorsOf({ estate, buildings, units }: CoverageRow): string[] {
  const all = (labels: readonly string[]) => (labels.length > 0 ? labels : ['']);
  return all(buildings).flatMap((building) =>
    all(units).map((unit) => [normaliseName(estate), building, unit].join('|')),
  );
}

function checkHomes(workbook: RosterWorkbook): CellFault[] {
  if (!workbook.coverages) return [];
  const territory = territoryOf(workbook);
  return (workbook.residents ?? []).flatMap(({ row, home }): CellFault[] => {
    if (!home.estate) return [];
    const at = { sheet: '居民', row };
    if (estateOf(home.estate, territory).length === 0) {
      return [{ ...at, column: '小区', found: home.estate, expected: EXPECTED.estate }];
    }
    const isUncovered = home.building && gridFor(home, territory).kind === 'none';
    return isUncovered
      ? [{ ...at, column: '楼栋', found: home.building ?? '', expected: EXPECTED.door }]
      : [];
  });
}
