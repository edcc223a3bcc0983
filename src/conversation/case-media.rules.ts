import type { CaseChange, CaseMedia } from '../cases/cases.types.js';
import type { OutboundContent, OutboundMessage } from '../messages/messages.types.js';

/** A file kept with a case as something to send. */
export function asContent(item: CaseMedia): OutboundContent {
  const media = { sha256: item.sha256, mediaType: item.mediaType, bytes: item.bytes };
  if (item.kind === 'file') return { kind: 'file', media, name: item.name ?? '文件' };
  if (item.kind === 'voice')
    return { kind: 'voice', media, ...(item.seconds !== undefined && { seconds: item.seconds }) };
  return { kind: item.kind, media };
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
