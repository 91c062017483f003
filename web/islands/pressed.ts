/** A key so many times in a row and soon: once alone it does many other things. */
export function pressed(
  wanted: string,
  times: number,
  withinMs: number,
  now: () => number = () => performance.now(),
): (key: string) => boolean {
  let before: number[] = []
  return key => {
    const at = now()
    before = key === wanted ? [...before.filter(each => at - each < withinMs), at] : []
    if (before.length < times) return false
    before = []
    return true
  }
}
