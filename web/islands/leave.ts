import { pressed } from './pressed.ts'

/*
 * Leaves a page at once: empties it, so that nothing is read while the next one comes, and takes its place in the history. The
 * button does so, and so does Shift three times. Where this does not run, the button is a link to the same place.
 */
const WITHIN_MS = 2000

const link = document.querySelector<HTMLAnchorElement>('a.leave')

function leave({ href, hostname }: HTMLAnchorElement): void {
  document.title = hostname
  document.body.replaceChildren()
  location.replace(href)
}

if (link) {
  const leaves = pressed('Shift', 3, WITHIN_MS)
  link.addEventListener('click', event => {
    event.preventDefault()
    leave(link)
  })
  addEventListener('keydown', ({ key, repeat }) => {
    if (!repeat && leaves(key)) leave(link)
  })
  // A telephone has no such key.
  if (matchMedia('(hover: hover)').matches) document.getElementById('leave-keys')?.removeAttribute('hidden')
}
