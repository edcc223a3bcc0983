import { Injectable } from '@nestjs/common';
import { JoinNeighbourDialog } from './join-neighbour.dialog.js';
import { ReportProblemDialog } from './report-problem.dialog.js';
import { StandBesideDialog } from './stand-beside.dialog.js';

/** How a report is taken: the straight way, and what comes in between. */
@Injectable()
export class ReportDialogs {
  constructor(
    readonly straight: ReportProblemDialog,
    readonly beside: StandBesideDialog,
    readonly neighbours: JoinNeighbourDialog,
  ) {}
}
