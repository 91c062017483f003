export type DatabaseFaultCode =
  | 'database.in-use'
  | 'database.folder-not-writable'
  | 'database.folder-unknown'
  | 'database.disk-full'
  | 'database.platform'
  | 'database.other-version'
  | 'database.socket-path'
  | 'database.account'
  | 'database.password'
  | 'database.start-failed'

/** What an operator reads when the database does not start: one plain line, no stack needed. */
export type DatabaseFault = Error & { code: DatabaseFaultCode }

export function databaseFault(code: DatabaseFaultCode, line: string, cause?: unknown): DatabaseFault {
  const error = new Error(line, cause === undefined ? undefined : { cause })
  return Object.assign(error, { name: 'DatabaseFault', code })
}

export function isDatabaseFault(error: unknown): error is DatabaseFault {
  return error instanceof Error && error.name === 'DatabaseFault'
}

export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

// The last is what PostgreSQL answers with.
const DISK_FULL = ['ENOSPC', 'EDQUOT', '53100']
const NOT_WRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT']

/** Turns what the operating system answered into what the operator can do about it. */
export function explainSystemError(error: unknown, folder: string): DatabaseFault {
  if (isDatabaseFault(error)) return error
  const code = systemCode(error)
  if (DISK_FULL.includes(code)) return diskFull(folder, error)
  if (NOT_WRITABLE.includes(code)) return notWritable(folder, code, error)
  const reason = error instanceof Error ? error.message : String(error)
  return databaseFault('database.start-failed', `The database in ${folder} did not start: ${reason}`, error)
}

export function diskFull(folder: string, cause?: unknown): DatabaseFault {
  const line = `The disk that holds ${folder} is full. Free some space and start again; nothing that was saved is lost.`
  return databaseFault('database.disk-full', line, cause)
}

function notWritable(folder: string, code: string, cause: unknown): DatabaseFault {
  const line = `Aman may not write to ${folder} (${code}). Give its account that folder, or name another in AMAN_DATA.`
  return databaseFault('database.folder-not-writable', line, cause)
}
