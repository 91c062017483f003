/** What a page would need script, or another host, for. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a script', /<script\b/i],
  ['an inline handler', /<[^>]*\son[a-z]+\s*=/i],
  ['an inline style', /<[^>]*\sstyle\s*=|<style\b/i],
  ['a javascript: address', /javascript:/i],
  [
    'a resource from elsewhere',
    /<(?:link|img|source|video|audio|embed|object|iframe|use)\b[^>]*\s(?:href|src|data|srcset)\s*=\s*"(?!\/(?!\/)|data:,"|#)/i,
  ],
  ['a form that leads elsewhere', /<(?:form|button)\b[^>]*\s(?:form)?action\s*=\s*"(?!\/(?!\/))/i],
  ['a refresh', /http-equiv/i],
]

export const scriptTag = (href: string) => `<script src="${href}" defer></script>`

export const forbiddenIn = (text: string): string[] =>
  FORBIDDEN.filter(([, pattern]) => pattern.test(text)).map(([what]) => what)
