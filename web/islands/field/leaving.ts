/** A page that is left for another one of ours is gone within this time. */
const GONE_WITHIN_MS = 5000

const opensHere = ({ ctrlKey, metaKey, shiftKey, altKey, button, defaultPrevented }: MouseEvent) =>
  button === 0 && !defaultPrevented && !ctrlKey && !metaKey && !shiftKey && !altKey

/** The page of the app that a click leads to in this tab, if it does; not the part of this page that it jumps to. */
export function linkFollowed(event: MouseEvent): HTMLAnchorElement | null {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || !opensHere(event) || link.target || link.origin !== location.origin) return null
  return link.pathname.startsWith('/field/') && !link.getAttribute('href')?.startsWith('#') ? link : null
}

/**
 * Tells a page that is left for the next one from a page that somebody covered, switched away from or put into a pocket: browsers call
 * both hidden.
 */
export function watchLeaving(): { leaving(): boolean } {
  let gone = false
  let followedAt = Number.NEGATIVE_INFINITY
  const follow = () => {
    followedAt = performance.now()
  }
  addEventListener('pagehide', () => {
    gone = true
  })
  document.addEventListener('submit', follow)
  document.addEventListener('click', event => {
    if (linkFollowed(event)) follow()
  })
  return { leaving: () => gone || performance.now() - followedAt < GONE_WITHIN_MS }
}
