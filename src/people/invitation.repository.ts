import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { ContactRef } from './people.types.js';

/** An invitation as it stands; the code itself is nowhere. */
export interface Invitation {
  readonly communityId: string;
  readonly id: string;
  readonly staffNo: string;
  readonly expiresAt: Date;
  readonly usedAt?: Date;
  readonly revokedAt?: Date;
}

interface InvitationRow {
  readonly community_id: string;
  readonly id: string;
  readonly staff_no: string;
  readonly expires_at: Date;
  readonly used_at: Date | null;
  readonly revoked_at: Date | null;
}

/** Invitation codes, stored as keyed hashes, and wrong guesses. */
@Injectable()
export class InvitationRepository {
  constructor(private readonly cipher: Cipher) {}

  async insert(
    tx: Tx,
    invitations: readonly { communityId: string; staffNo: string; code: string }[],
    issuedAt: Date,
    expiresAt: Date,
  ): Promise<void> {
    await sql(tx).run(
      `insert into invitation (community_id, staff_no, code_hash, issued_at, expires_at)
       select community_id, staff_no, code_hash, $4, $5
         from unnest($1::text[], $2::text[], $3::bytea[]) as r(community_id, staff_no, code_hash)`,
      [
        invitations.map((one) => one.communityId),
        invitations.map((one) => one.staffNo),
        invitations.map((one) => this.cipher.hash(one.code)),
        issuedAt,
        expiresAt,
      ],
    );
  }

  /** Takes back the codes of these people that were not used. @returns how many */
  revokeUnused(tx: Tx, staffNos: readonly string[], at: Date): Promise<number> {
    return sql(tx).run(
      `update invitation set revoked_at = $2
        where staff_no = any($1) and used_at is null and revoked_at is null`,
      [staffNos, at],
    );
  }

  /** The invitation of a code, locked so that two contacts cannot both use it. */
  async findByCode(tx: Tx, code: string): Promise<Invitation | undefined> {
    const row = await sql(tx).first<InvitationRow>(
      `select community_id, id, staff_no, expires_at, used_at, revoked_at from invitation
        where code_hash = any($1) for update`,
      [this.cipher.hashes(code)],
    );
    return row && asInvitation(row);
  }

  async markUsed(tx: Tx, invitation: Invitation, at: Date): Promise<void> {
    await sql(tx).run(`update invitation set used_at = $3 where community_id = $1 and id = $2`, [
      invitation.communityId,
      invitation.id,
      at,
    ]);
  }

  /** Wrong tries of a contact since the window began; undefined when there were none. */
  async findGuesses(
    tx: Tx,
    contact: ContactRef,
  ): Promise<{ from: Date; wrong: number } | undefined> {
    const row = await sql(tx).first<{ window_from: Date; wrong: number }>(
      `select window_from, wrong from invitation_guess where account_id = $1 and contact_id = $2`,
      [contact.accountId, contact.contactId],
    );
    return row && { from: row.window_from, wrong: row.wrong };
  }

  /** Writes how often the contact was wrong since the instant. */
  async saveGuesses(tx: Tx, contact: ContactRef, from: Date, wrong: number): Promise<void> {
    await sql(tx).run(
      `insert into invitation_guess (account_id, contact_id, window_from, wrong) values ($1, $2, $3, $4)
       on conflict (account_id, contact_id) do update
          set window_from = excluded.window_from, wrong = excluded.wrong`,
      [contact.accountId, contact.contactId, from, wrong],
    );
  }
}

function asInvitation(row: InvitationRow): Invitation {
  return {
    communityId: row.community_id,
    id: row.id,
    staffNo: row.staff_no,
    expiresAt: row.expires_at,
    ...(row.used_at ? { usedAt: row.used_at } : {}),
    ...(row.revoked_at ? { revokedAt: row.revoked_at } : {}),
  };
}
