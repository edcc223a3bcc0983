import type { Tx } from '../persistence/unit-of-work.js';
import type {
  CaseQueryRepository,
  CommunityFilter,
  FigureFilter,
  Neighbourhood,
} from './case-query.repository.js';
import { CaseNotFoundError } from './cases.errors.js';
import type {
  CaseEvent,
  CaseFigures,
  CaseFile,
  CaseMedia,
  Reporter,
  SettledMatter,
} from './cases.types.js';

/** Everything that can be asked about cases; the reading half of `CaseService`. */
export abstract class CaseReader {
  constructor(protected readonly queries: CaseQueryRepository) {}

  /** The case with that number, locked for a change until the transaction ends; undefined when there is none. */
  find(tx: Tx, number: string): Promise<CaseFile | undefined> {
    return this.queries.find(tx, number);
  }

  /** The case with that number, or the one it was merged into; locked like `find`. */
  async findStanding(tx: Tx, number: string): Promise<CaseFile | undefined> {
    let file = await this.queries.find(tx, number);
    while (file?.status === 'merged' && file.parent)
      file = await this.queries.find(tx, file.parent);
    return file;
  }

  /** @throws CaseNotFoundError when there is none; locked like `find` */
  async get(tx: Tx, number: string): Promise<CaseFile> {
    const file = await this.queries.find(tx, number);
    if (!file) throw new CaseNotFoundError(number);
    return file;
  }

  /** Further cases of somebody whose reminder is due now, taken with the transaction and locked like `find`. */
  async remindedWith(tx: Tx, staffNo: string, now: Date): Promise<CaseFile[]> {
    const files: CaseFile[] = [];
    for (const number of await this.queries.takeDueReminders(tx, staffNo, now))
      files.push(await this.get(tx, number));
    return files;
  }

  /** The case without a lock: for looking only. */
  peek(tx: Tx, number: string): Promise<CaseFile | undefined> {
    return this.queries.peek(tx, number);
  }

  /** Those who raised it, in the order of joining. */
  reportersOf(tx: Tx, file: CaseFile): Promise<Reporter[]> {
    return this.queries.listReporters(tx, file);
  }

  /** Pictures, voice notes … in the order of arrival; `contactId` tells whose they are. */
  mediaOf(tx: Tx, file: CaseFile): Promise<CaseMedia[]> {
    return this.queries.listMedia(tx, file);
  }

  /** Everything that happened to it, oldest first. */
  historyOf(tx: Tx, file: CaseFile): Promise<CaseEvent[]> {
    return this.queries.listEvents(tx, file);
  }

  /** What somebody raised and is not over (resolved ones included), newest first. */
  openOfReporter(tx: Tx, contactId: string): Promise<CaseFile[]> {
    return this.queries.listOpenOfReporter(tx, contactId);
  }

  /** What somebody raised and is open, or was over only after the instant, newest first. */
  recentOfReporter(tx: Tx, contactId: string, since: Date): Promise<CaseFile[]> {
    return this.queries.listRecentOfReporter(tx, contactId, since);
  }

  /** Numbers of cases that were opened before the instant and are not over yet. */
  unfinishedSince(tx: Tx, before: Date): Promise<string[]> {
    return this.queries.listUnfinishedNumbers(tx, before);
  }

  /** What a person still has to solve, due first. */
  openOfAssignee(tx: Tx, staffNo: string): Promise<CaseFile[]> {
    return this.queries.listOpenOfAssignee(tx, staffNo);
  }

  /** What waits at a unit to be given to somebody, due first. */
  triageOf(tx: Tx, unitId: string): Promise<CaseFile[]> {
    return this.queries.listTriage(tx, unitId);
  }

  /** What is still to be solved in some communities, due first; only overdue ones when an instant is given. */
  openOfCommunities(
    tx: Tx,
    communityIds: readonly string[],
    filter: CommunityFilter = {},
  ): Promise<CaseFile[]> {
    return this.queries.listOpenOfCommunities(tx, communityIds, filter);
  }

  /** How many cases of some communities stand where. */
  figuresOf(tx: Tx, communityIds: readonly string[], filter: FigureFilter): Promise<CaseFigures> {
    return this.queries.countFigures(tx, communityIds, filter);
  }

  /** Open cases of others that may be offered to who reports the same, newest first. */
  openOfNeighbours(tx: Tx, where: Neighbourhood): Promise<CaseFile[]> {
    return this.queries.listOfNeighbours(tx, where);
  }

  /** What was said of the newest solved cases, and the class they were left with. */
  settled(tx: Tx, limit: number): Promise<SettledMatter[]> {
    return this.queries.listSettled(tx, limit);
  }

  /** How many cases there are, merged ones left out; of one reporter where one is named. */
  count(tx: Tx, contactId?: string): Promise<number> {
    return this.queries.count(tx, contactId);
  }
}
