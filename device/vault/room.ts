export type Room = { used: number; quota: number; low: boolean }

/** Some two thousand screenings. */
const LOW_BYTES = 20 * 2 ** 20

/** What the browser says of the disk; a browser that says nothing is not taken to be full. */
export async function room(): Promise<Room> {
  const { usage, quota } = await navigator.storage.estimate()
  if (usage === undefined || quota === undefined) return { used: 0, quota: 0, low: false }
  return { used: usage, quota, low: quota - usage < LOW_BYTES }
}
