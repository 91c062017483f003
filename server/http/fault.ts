/** A class or a code as programs name them, and no sentence. */
const nameIn = (text: unknown) => (typeof text === 'string' && /^[\w-]{1,40}$/.test(text) ? text : undefined)

/** Where a fault happened, without its message: a message may quote what somebody typed, in lines that look like these. */
function frames({ stack = '', message }: Error): string[] {
  const after = stack.indexOf(message)
  if (after < 0) return []
  const lines = stack.slice(after + message.length).split('\n')
  return lines.filter(line => line.startsWith('    at ')).slice(0, 8)
}

/** What the log may know of a fault. */
export function toldOf(error: Error): Record<string, unknown> {
  const { code } = error as { code?: unknown }
  return { fault: nameIn(error.name), code: nameIn(code), stack: frames(error) }
}
