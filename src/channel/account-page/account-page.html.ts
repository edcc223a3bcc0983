import { formatMinute } from '../../kernel/calendar.js';
import { qrSvg } from '../qr-code.js';
import { CONNECTIONS, SCANS, pageTexts as texts } from './account-page.texts.js';
import type { AccountView } from './account-view.rules.js';

/** The whole page. What changes lies in `main`, which the script takes over from a fresh copy. */
export async function accountPage(accounts: readonly AccountView[]): Promise<string> {
  const cards = await Promise.all(accounts.map(card));
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${texts.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/channel/page/account.css">
<script type="module" src="/channel/page/account.mjs"></script>
<noscript><meta http-equiv="refresh" content="5"></noscript>
</head>
<body>
<header><h1>${texts.name}<small>${texts.subject}</small></h1></header>
<p class="lost" id="lost" role="alert" hidden>${texts.lost}</p>
<noscript><p class="lost">${texts.noScript}</p></noscript>
<main id="accounts" aria-live="polite">
${cards.join('\n')}
</main>
</body>
</html>
`;
}

async function card(account: AccountView): Promise<string> {
  const { name, connection, scan, isHere, fault } = account;
  const { title, advice, tone } = scan ? SCANS[scan.status] : CONNECTIONS[connection];
  const shownName = name === 'sandbox' ? texts.sandbox : name;
  return `<article class="account" data-tone="${tone}">
<h2>${escaped(shownName)}</h2>
<p class="standing">${title}</p>
${await picture(account)}<p class="advice">${isHere ? escaped(fault ?? advice) : texts.notHere}</p>
<p class="facts">${facts(account).join('<br>')}</p>
</article>`;
}

async function picture({ scan }: AccountView): Promise<string> {
  if (!scan?.code) return '';
  const svg = await qrSvg(scan.code);
  return svg
    ? `<div class="code" role="img" aria-label="${texts.code}">${svg}</div>\n`
    : `<p class="no-code">${texts.noDrawing}</p>\n`;
}

function facts({ since, lastHeardAt, scan }: AccountView): string[] {
  return [
    scan ? texts.waitingSince(formatMinute(scan.since)) : texts.since(formatMinute(since)),
    ...(lastHeardAt ? [texts.heard(formatMinute(lastHeardAt))] : []),
  ];
}

/** The name of a channel comes from the settings. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
