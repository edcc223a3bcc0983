/** What is certainly a path of ours and no other host; needs no escaping in HTML. */
const OWN_PATH = /^(\/[\w.-]+)*\/?$/;

/** Where a person is sent on: the path when it is one of ours, else the beginning. */
export function ownPath(wanted: unknown): string {
  return typeof wanted === 'string' && wanted !== '' && OWN_PATH.test(wanted) ? wanted : '/';
}
