import { Injectable } from '@nestjs/common';
import type { CaseChange } from '../cases/cases.types.js';
import type { OutboundMessage } from '../messages/messages.types.js';
import { BindingService } from '../people/binding.service.js';
import type { Staff } from '../people/people.types.js';
import { StaffService } from '../people/staff.service.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { chainUp } from '../territory/territory.rules.js';
import { TerritoryService } from '../territory/territory.service.js';
import { staffTexts } from './texts/staff.texts.js';

/** Who is on duty for others; a volunteer or a lawyer is not woken for a fire. */
const ON_DUTY = /网格员|书记|社区工作人员|驻点|街道|区一线办/u;

/** An emergency whose own people are not connected: somebody who can be reached is woken, and told whom to ring. */
@Injectable()
export class EmergencyRelayService {
  constructor(
    private readonly staff: StaffService,
    private readonly bindings: BindingService,
    private readonly territory: TerritoryService,
  ) {}

  /**
   * The push to the nearest connected colleague, looked for upward from the responsible unit; empty when the emergency
   * has reached somebody already (`told`), or nobody at all is connected.
   */
  async relay(
    tx: Tx,
    { action, after }: CaseChange,
    told: readonly OutboundMessage[],
  ): Promise<OutboundMessage[]> {
    const isUnheard = action === 'open' && !told.some(({ priority }) => priority === 'emergency');
    if (!isUnheard || after.urgency !== 'emergency') return [];
    const people = await this.colleagues(tx, after.unitId);
    const allowed = people.filter(({ staffNo }) => !after.avoid.includes(staffNo));
    const contacts = await this.bindings.contactsOfStaff(
      tx,
      allowed.map(({ staffNo }) => staffNo),
    );
    const nearest = allowed.find(({ staffNo }) => contacts.has(staffNo));
    const contact = nearest && contacts.get(nearest.staffNo);
    if (!contact) return [];
    const owner = after.assigneeNo ? await this.staff.findByNo(tx, after.assigneeNo) : undefined;
    const text = staffTexts.emergencyRelay(after, owner?.name ?? '', owner?.phone ?? '');
    return [
      {
        communityId: after.communityId,
        contactId: contact.contactId,
        content: { kind: 'text', text },
        priority: 'emergency',
        caseNumber: after.number,
      },
    ];
  }

  /** Everybody of the unit and of those above it, nearest first. */
  private async colleagues(tx: Tx, unitId: string): Promise<Staff[]> {
    const units = chainUp(unitId, await this.territory.current(tx));
    const lists = await Promise.all(units.map((unit) => this.staff.listOfUnit(tx, unit.id)));
    return lists.flat().filter(({ role }) => ON_DUTY.test(role));
  }
}
