/** The system's words for a server that is not there, and PostgreSQL's for one that lets nobody in: class 08, 53300, 57P01 to 57P03. */
const CODES =
  /^(ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|08\w{3}|53300|57P0[1-3])$/
/** The driver's, which have no code. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end|Client has encountered a connection error)/

/** Whether an error says that the database cannot be asked at present, and nothing about what was asked. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as NodeJS.ErrnoException
  // A file that is not there is another matter than a socket.
  if (code === 'ENOENT') return syscall === 'connect'
  return CODES.test(code ?? '') || WORDS.test(error.message) || isUnreachable(error.cause)
}
