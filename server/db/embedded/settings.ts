// For a small machine that must lose nothing. What people say is in statements, parameters and the details of errors,
// so none of these reach the log: `log_min_messages = log` leaves out errors of statements, which the caller is told.
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  // The OpenSSL that comes with the binaries is old.
  ssl: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  huge_pages: 'off',
  max_wal_size: '512MB',
  // Parallel workers share /dev/shm, which a container often limits to 64 MB.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_lock_waits: 'off',
  log_autovacuum_min_duration: '-1',
}

export function settingsText(own: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ ...SETTINGS, ...own }).map(([name, value]) => `${name} = ${quote(value)}`)
  return `# Written by Aman at every start.\n${lines.join('\n')}\n`
}

export const ADMISSION = '# Written by Aman at every start.\nlocal all all scram-sha-256\n'

function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
