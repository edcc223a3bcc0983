import type { CaseChange, CaseMedia, Reporter } from '../cases/cases.types.js';
import type { OutboundContent, OutboundMessage } from '../messages/messages.types.js';

/** A file kept with a case as something to send. */
export function asContent(item: CaseMedia): OutboundContent {
  const media = { sha256: item.sha256, mediaType: item.mediaType, bytes: item.bytes };
  if (item.kind === 'file') return { kind: 'file', media, name: item.name ?? '文件' };
  if (item.kind === 'voice')
    return { kind: 'voice', media, ...(item.seconds !== undefined && { seconds: item.seconds }) };
  return { kind: item.kind, media };
}

/**
 * What somebody on duty may see and hear of a report. Of a person who stays unnamed pictures are shown to nobody, and
 * the voice, which tells more than a name, is heard by a secretary (or above) alone.
 */
export function mediaForStaff(
  media: readonly CaseMedia[],
  reporters: readonly Reporter[],
  isManager: boolean,
): CaseMedia[] {
  const hidden = reporters.filter(({ anonymous }) => anonymous).map(({ contactId }) => contactId);
  return media.filter((item) => {
    if (!item.contactId || !hidden.includes(item.contactId)) return true;
    return isManager && item.kind === 'voice';
  });
}

/** Pictures and the like for everybody who raised the case: a result is seen, not only told. */
export function mediaForReporters(
  change: CaseChange,
  media: readonly CaseMedia[],
): OutboundMessage[] {
  const { communityId, number } = change.after;
  return change.reporters.flatMap((reporter) =>
    media.map((item) => ({
      communityId,
      contactId: reporter.contactId,
      content: asContent(item),
      priority: 'push' as const,
      caseNumber: number,
    })),
  );
}
