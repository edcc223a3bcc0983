import { createHash } from 'node:crypto';
import { loginTexts } from './console.texts.js';

const STYLE = `body{margin:0;min-height:100vh;display:grid;place-items:center;background:#eef2ee;color:#1f2a26;
font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
form{background:#fff;padding:32px 36px;border-radius:16px;box-shadow:0 12px 40px #1f3a2f1f;display:grid;gap:12px;width:min(320px,80vw)}
h1{font-size:18px;margin:0 0 4px}label{font-size:14px;color:#53615b}
input,button{font:inherit;padding:10px 12px;border-radius:8px;border:1px solid #c3cec8}
button{border:0;background:#07864a;color:#fff;cursor:pointer}p{margin:0;color:#b3261e;font-size:14px}`;

/** What the page may load: nothing but its own style. */
export const LOGIN_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page that asks for the token; no script.
 * @param to where it leads to: a path that `ownPath` gave
 * @param fault one sentence about the last try
 */
export function loginPage(to: string, fault?: string): string {
  const { title, label, button } = loginTexts;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><form method="post" action="/api/session"><h1>${title}</h1>${fault ? `<p role="alert">${fault}</p>` : ''}
<input type="hidden" name="to" value="${to}"><label for="token">${label}</label><input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<button>${button}</button></form></body></html>`;
}
