/*
 * Installs the field app: its worker answers every page from then on, with or without a network. Where a browser has no service
 * workers, or the page is not over TLS, the sentence about that is shown.
 */
const show = (id: string) => document.getElementById(id)?.removeAttribute('hidden')

async function install(): Promise<void> {
  const registered = await navigator.serviceWorker.register('/field/worker.js', { scope: '/field/' })
  await navigator.serviceWorker.ready
  if (!registered.active) throw new Error('not active')
  location.replace(document.documentElement.dataset.next ?? `/field/${document.documentElement.lang}`)
}

if ('serviceWorker' in navigator) install().catch(() => show('failed'))
else show('unable')
