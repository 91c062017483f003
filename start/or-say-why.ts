/** One clear line and exit code 2 in place of a stack: the reader is an operator, often at night. */
export async function orSayWhy(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown fault'
    console.error(`aman: ${why.split('\n')[0]}`)
    process.exit(2)
  }
}
