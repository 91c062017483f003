/** What a command prints, and the code it ends with: 0, or 2 where the input was bad. */
export type Printed = { out: string; err: string; exitCode: 0 | 2 }

export function print({ out, err, exitCode }: Printed): void {
  if (out) process.stdout.write(`${out}\n`)
  if (err) process.stderr.write(`${err}\n`)
  process.exitCode = exitCode
}

export const bad = (why: string): Printed => ({ out: '', err: `aman: ${why}`, exitCode: 2 })

/** What came from outside, on one line and without signs that move a terminal's cursor or turn its text round. */
export const quoted = (text: string) => `"${printable(text.length > 80 ? `${text.slice(0, 80)}…` : text)}"`

export const printable = (text: string) =>
  text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, sign => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)
