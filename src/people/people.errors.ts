import { DomainError } from '../kernel/errors.js';

/** No active person has the staff number. */
export class StaffUnknownError extends DomainError {
  constructor(staffNo: string) {
    super('staff.unknown', 'no active staff with that number', { staffNo });
  }
}
