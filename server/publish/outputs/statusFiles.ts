import { clockText } from '../../shared/time.ts';
import type { Messages } from '../messages/en.ts';
import type { ReleaseContent, VisitContent } from '../releaseContent.ts';
import { releaseFacts } from './visitRecords.ts';

/** `/status.json`, same-day news, and `/releases.json`, every release so far, newest first. */
export function statusFiles(content: ReleaseContent, messages: Messages): Map<string, string> {
  const facts = releaseFacts(content, messages);
  const status = {
    ...facts,
    date: content.today,
    rule: messages.statusRule,
    notices: noticesOf(content),
    visits_today: content.visits
      .filter(({ ledger }) => ledger.date === content.today)
      .map((visit) => statusRecord(content, visit)),
    cancelled: content.visits
      .filter(({ ledger }) => ledger.status === 'cancelled' && ledger.date >= content.today)
      .map((visit) => statusRecord(content, visit)),
  };
  const releases = content.releases.map((release) => ({
    release: release.number,
    published_at: release.publishedAt,
    from: release.from,
    to: release.to,
    visits: release.visits,
    is_current: release.number === content.number,
  }));
  return new Map([
    ['status.json', `${JSON.stringify(status, null, 1)}\n`],
    ['releases.json', `${JSON.stringify({ ...facts, releases }, null, 1)}\n`],
  ]);
}

const statusRecord = ({ identity }: ReleaseContent, { ledger, site, path }: VisitContent) => ({
  visit_uid: ledger.uid,
  date: ledger.date,
  open: clockText(ledger.open),
  close: clockText(ledger.close),
  status: ledger.status,
  status_reason: ledger.reason,
  stop: site.name,
  page_url: `${identity.publicUrl}${path}`,
});

function noticesOf(content: ReleaseContent) {
  const byUid = new Map(content.visits.map((visit) => [visit.ledger.uid, visit]));
  return content.notices.flatMap((notice) => {
    const visit = byUid.get(notice.visitUid);
    if (!visit) return [];
    return [{ ...notice, stop: visit.site.name, page_url: `${content.identity.publicUrl}${visit.path}` }];
  });
}
