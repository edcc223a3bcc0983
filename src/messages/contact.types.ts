/** Somebody our account talks with. Who the person is (resident, staff) is for other rooms to know. */
export interface Contact {
  /** Our own id, a bigint as text; stays when the channel's id changes. */
  readonly id: string;
  readonly accountId: string;
  /** The channel's id of today. */
  readonly channelId: string;
  /** The name the person chose; never identifies anybody. */
  readonly displayName: string;
  /** `-` = not known yet. */
  readonly communityId: string;
  /** Written into the remark that our account keeps, found again after a re-login. */
  readonly mark: string;
}
