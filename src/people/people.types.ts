import type { Address } from '../territory/territory.types.js';

/** Somebody who writes, by our own ids: the account that hears them and the contact (a bigint as text). */
export interface ContactRef {
  readonly accountId: string;
  readonly contactId: string;
}

/** One row of `人员`: somebody who answers for something. Names and phones are opened here; never log them. */
export interface Staff {
  /** 工号, unique in the district. */
  readonly staffNo: string;
  /** The community of the unit; the unit itself above that level. */
  readonly communityId: string;
  readonly name: string;
  /** Digits only. */
  readonly phone: string;
  /** Where the duty lies: a grid, a community, a street … */
  readonly unitId: string;
  /** 网格员, 社区书记, 驻点干部 … in the words of the roster. */
  readonly role: string;
  /** 主 answers first, 辅 stands in. */
  readonly post?: string;
  readonly title?: string;
  /** The office a station cadre comes from. */
  readonly homeUnit?: string;
  /** False once the roster names the person no more. */
  readonly active: boolean;
}

/** A resident: a row of `居民`, or somebody who told us a home in chat. */
export interface Resident {
  readonly id: string;
  /** `-` when the home lies in no community we know. */
  readonly communityId: string;
  readonly name?: string;
  /** Digits only. */
  readonly phone?: string;
  readonly home: Address;
  /** Undefined where no single grid answers for the home. */
  readonly gridId?: string;
}

/** Who a contact is; both may be set: a grid worker lives somewhere too. Neither: a stranger. */
export interface Speaker {
  readonly staff?: Staff;
  readonly resident?: Resident;
}

/** How a contact came to be bound to a person. */
export type BindingWay = 'invitation' | 'chat' | 'transcript' | 'sandbox';

/** One row of `驻点`. */
export interface StationPost {
  readonly communityId: string;
  readonly cadreNo: string;
  readonly assistantNo?: string;
  readonly place: string;
  readonly leaderNo?: string;
}

/** One row of `共建单位`. */
export interface PartnerUnit {
  readonly communityId: string;
  readonly name: string;
  readonly contactName?: string;
  readonly phone?: string;
  readonly offers: readonly string[];
}

/** A resident as the roster writes it, home labels normalised. */
export interface RosterResident {
  readonly communityId: string;
  readonly name: string;
  readonly phone?: string;
  readonly home: Address;
  readonly gridId?: string;
  /** 独居老人, 党员 … Sealed; they never reach any chat. */
  readonly labels: readonly string[];
}

/** How many rows of one sheet were new, different from before, or gone. */
export interface RosterChange {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}
