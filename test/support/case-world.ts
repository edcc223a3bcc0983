import { Global, Module, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { CaseService } from '../../src/cases/case.service.js';
import { CaseJoiningService } from '../../src/cases/case-joining.service.js';
import { CaseWorkService } from '../../src/cases/case-work.service.js';
import { CasesModule } from '../../src/cases/cases.module.js';
import type {
  Actor,
  CaseChange,
  CaseFile,
  OpenCase,
  Reporter,
} from '../../src/cases/cases.types.js';
import { MethodProfile } from '../../src/config/method-profile.js';
import { loadMethodProfile } from '../../src/config/method-profile-loader.js';
import { formatMinute, parseMinute } from '../../src/kernel/calendar.js';
import { Cipher } from '../../src/persistence/cipher.js';
import { MemoryVersions } from '../../src/persistence/memory-versions.js';
import { sql } from '../../src/persistence/sql.js';
import { type Tx, UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { openTestDatabase, type TestDatabase } from './database.js';

/** One street with two communities; grid G03 has a main worker and a stand-in, community C2 no grids but a cadre. */
const UNITS: [id: string, name: string, level: string, community: string, parent: string | null][] =
  [
    ['Q1', '庐阳区', '区', 'Q1', null],
    ['J1', '双岗街道', '街道', 'J1', 'Q1'],
    ['C1', '灵西社区', '社区', 'C1', 'J1'],
    ['C2', '灵东社区', '社区', 'C2', 'J1'],
    ['G03', '第三网格', '网格', 'C1', 'C1'],
    ['G04', '第四网格', '网格', 'C1', 'C1'],
  ];

const STAFF: [no: string, name: string, unit: string, role: string, post: string | null][] = [
  ['G0301', '李明', 'G03', '网格员', '主'],
  ['G0302', '孙小雨', 'G03', '网格员', '辅'],
  ['G0401', '赵强', 'G04', '网格员', '主'],
  ['S1', '陈书记', 'C1', '社区书记', null],
  ['S2', '何书记', 'C2', '社区书记', null],
  ['Z2', '周干部', 'C2', '驻点干部', null],
  ['J0101', '郑主任', 'J1', '街道', null],
  ['Q0101', '钱科长', 'Q1', '区一线办', null],
  ['B01', '城管吴', 'Q1', '部门', null],
];

/** A picture that came with a report. */
export const PICTURE = {
  sha256: 'bb',
  mediaType: 'image/jpeg',
  bytes: 12,
  kind: 'picture',
  stage: 'report',
} as const;

/** The deadline as the ledger shows it. */
export const dueOf = (file: CaseFile) => file.dueAt && formatMinute(file.dueAt);

/** Cases on a real database, with the real services and a small roster. */
export class CaseWorld {
  readonly cases: CaseService;
  readonly work: CaseWorkService;
  readonly joining: CaseJoiningService;

  private constructor(
    readonly database: TestDatabase,
    readonly module: TestingModule,
    readonly profile: MethodProfile,
  ) {
    this.cases = module.get(CaseService);
    this.work = module.get(CaseWorkService);
    this.joining = module.get(CaseJoiningService);
  }

  /** A world with its roster loaded. `close` it after the tests. More rooms can be built on top of it. */
  static async open(...rooms: Type[]): Promise<CaseWorld> {
    const database = await openTestDatabase();
    const profile = loadMethodProfile('hefei-luyang');
    const ground = groundOf(database, profile);
    const module = await Test.createTestingModule({
      imports: [ground, CasesModule, ...rooms],
    }).compile();
    const world = new CaseWorld(database, module, profile);
    await world.run((tx) => world.loadRoster(tx));
    return world;
  }

  close(): Promise<void> {
    return this.module.close().then(() => this.database.drop());
  }

  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.unitOfWork.run(work);
  }

  /** Opens a case in grid G03 by one resident; a test names only what it is about. */
  open(input: Partial<OpenCase> = {}, at = NINE): Promise<CaseChange> {
    return this.run((tx) =>
      this.cases.open(tx, { ...LAMP, ...input }, by(input.reporter ?? WANG), at),
    );
  }

  /** Opens a case and goes on with it in a transaction of its own. */
  async withCase<T>(
    work: (tx: Tx, file: CaseFile) => Promise<T>,
    input: Partial<OpenCase> = {},
  ): Promise<T> {
    const { after } = await this.open(input);
    return this.run(async (tx) => work(tx, await this.cases.get(tx, after.number)));
  }

  private async loadRoster(tx: Tx): Promise<void> {
    const { cipher } = this.database;
    for (const [id, name, level, community, parent] of UNITS) {
      await sql(tx).run(
        'insert into org_unit (community_id, id, name, level, parent_id) values ($1, $2, $3, $4, $5)',
        [community, id, name, level, parent],
      );
    }
    for (const [no, name, unit, role, post] of STAFF) {
      const community = UNITS.find(([id]) => id === unit)?.[3];
      await sql(tx).run(
        `insert into staff (community_id, staff_no, name, name_hash, phone, phone_hash, unit_id, role, post)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          community,
          no,
          cipher.seal(name),
          cipher.hash(name),
          cipher.seal('19900009999'),
          cipher.hash('19900009999'),
          unit,
          role,
          post,
        ],
      );
    }
    await sql(tx).run('update roster_version set version = version + 1');
  }
}

/** What every room finds in the running service. */
function groundOf(database: TestDatabase, profile: MethodProfile): Type {
  @Global()
  @Module({
    providers: [
      { provide: Cipher, useValue: database.cipher },
      MemoryVersions,
      { provide: MethodProfile, useValue: profile },
      { provide: UnitOfWork, useValue: database.unitOfWork },
    ],
    exports: [Cipher, MethodProfile, MemoryVersions, UnitOfWork],
  })
  class GroundModule {}
  return GroundModule;
}

/** Monday, 28 September 2026, 09:00: three working days later is Thursday, 8 October, behind the holiday week. */
export const NINE = minute('2026-09-28 09:00');

/** Resident 王秀兰 of building 3. */
export const WANG: Reporter = {
  accountId: 'main',
  contactId: '501',
  name: '王秀兰',
  phone: '19900000001',
  anonymous: false,
};

/** Resident 刘建国, a neighbour. */
export const LIU: Reporter = {
  accountId: 'main',
  contactId: '502',
  name: '刘建国',
  anonymous: false,
};

const LAMP: OpenCase = {
  text: '楼道灯坏了三天了',
  kind: '求助',
  category: '城乡建设',
  urgency: 'normal',
  place: '灵西小区3栋2单元',
  address: { estate: '灵西小区', building: '3', unit: '2' },
  gridId: 'G03',
  reporter: WANG,
  media: [],
};

/** The resident as the one who acts. */
export function by(reporter: Reporter): Actor {
  return { kind: 'resident', contactId: reporter.contactId };
}

/** A staff member as the one who acts. */
export function staffActor(staffNo: string): Actor {
  return { kind: 'staff', staffNo };
}

/** `YYYY-MM-DD HH:mm` as an instant. */
export function minute(text: string): Date {
  const instant = parseMinute(text);
  if (!instant) throw new Error(`not a time: ${text}`);
  return instant;
}
