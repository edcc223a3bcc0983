import { Injectable } from '@nestjs/common';
import { addMinutes } from '../kernel/calendar.js';
import { readableCode } from '../kernel/random.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { BindingRepository } from './binding.repository.js';
import { type Invitation, InvitationRepository } from './invitation.repository.js';
import {
  CODE_LENGTH,
  expiryOf,
  GUESS_WINDOW_MINUTES,
  readCode,
  WRONG_TRIES,
} from './invitation.rules.js';
import type { ContactRef, Staff } from './people.types.js';
import { StaffService } from './staff.service.js';

/** What came of a code that somebody sent. */
export type Redemption =
  /** `replaced`: the contacts that had the number until now. */
  | { readonly kind: 'bound'; readonly staff: Staff; readonly replaced: readonly ContactRef[] }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  /** Somebody bound with it already. */
  | { readonly kind: 'used' }
  | { readonly kind: 'expired' }
  /** Taken back, or the person left the roster. */
  | { readonly kind: 'revoked' }
  /** Too many wrong tries; right codes wait as well. */
  | { readonly kind: 'locked'; readonly until: Date };

/** Invitation codes by which staff bind their WeChat: random, for one use, expiring, revocable, guessing limited. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly staff: StaffService,
    private readonly bindings: BindingRepository,
  ) {}

  /**
   * Issues a code for one person; earlier unused ones stop working. The code is shown once and stored nowhere.
   * @throws StaffUnknownError when no active person has the number
   */
  async issue(tx: Tx, staffNo: string, now: Date): Promise<string> {
    const staff = await this.staff.getByNo(tx, staffNo);
    const codes = await this.issueAll(tx, [staff], now);
    return codes.get(staff.staffNo) ?? '';
  }

  /** Issues codes for many people at once. @returns code by staff number */
  async issueAll(
    tx: Tx,
    staff: readonly Pick<Staff, 'staffNo' | 'communityId'>[],
    now: Date,
  ): Promise<Map<string, string>> {
    const issued = staff.map(({ staffNo, communityId }) => ({
      staffNo,
      communityId,
      code: readableCode(CODE_LENGTH),
    }));
    await this.revokeAll(
      tx,
      issued.map((one) => one.staffNo),
      now,
    );
    if (issued.length > 0) await this.invitations.insert(tx, issued, now, expiryOf(now));
    return new Map(issued.map((one) => [one.staffNo, one.code]));
  }

  /**
   * Binds the contact to the staff number of the code. Whoever was bound to that number before loses it: a new code is
   * asked for when somebody changed their WeChat, or when the wrong person had it.
   */
  async redeem(tx: Tx, contact: ContactRef, text: string, now: Date): Promise<Redemption> {
    const guesses = await this.recentGuesses(tx, contact, now);
    if (guesses.wrong >= WRONG_TRIES) {
      return { kind: 'locked', until: addMinutes(guesses.from, GUESS_WINDOW_MINUTES) };
    }
    const code = readCode(text) ?? readCode(`绑定${text}`);
    const invitation = code && (await this.invitations.findByCode(tx, code));
    if (!invitation) {
      await this.invitations.saveGuesses(tx, contact, guesses.from, guesses.wrong + 1);
      return { kind: 'wrong', triesLeft: WRONG_TRIES - guesses.wrong - 1 };
    }
    return this.use(tx, contact, invitation, now);
  }

  /** Takes back the unused codes of a person. @returns how many there were */
  revoke(tx: Tx, staffNo: string, now: Date): Promise<number> {
    return this.revokeAll(tx, [staffNo], now);
  }

  private revokeAll(tx: Tx, staffNos: readonly string[], now: Date): Promise<number> {
    return this.invitations.revokeUnused(tx, staffNos, now);
  }

  private async use(
    tx: Tx,
    contact: ContactRef,
    invitation: Invitation,
    now: Date,
  ): Promise<Redemption> {
    const staff = await this.staff.findByNo(tx, invitation.staffNo);
    if (invitation.revokedAt || !staff) return { kind: 'revoked' };
    if (invitation.usedAt) return { kind: 'used' };
    if (invitation.expiresAt <= now) return { kind: 'expired' };
    await this.invitations.markUsed(tx, invitation, now);
    const replaced = await this.bindings.releaseStaff(tx, staff.staffNo, contact);
    await this.bindings.saveStaff(tx, contact, staff, 'invitation', now);
    return { kind: 'bound', staff, replaced };
  }

  private async recentGuesses(
    tx: Tx,
    contact: ContactRef,
    now: Date,
  ): Promise<{ from: Date; wrong: number }> {
    const guesses = await this.invitations.findGuesses(tx, contact);
    const isRecent = guesses && addMinutes(guesses.from, GUESS_WINDOW_MINUTES) > now;
    return isRecent ? guesses : { from: now, wrong: 0 };
  }
}
