/** `ended`: true where the recording was heard to its end, false where it cannot be played; one that was stopped may never say. */
export type Playing = { ended: Promise<boolean>; stop(): void }

export function play(address: string): Playing {
  const sound = new Audio(address)
  const ended = new Promise<boolean>(done => {
    sound.onended = () => done(true)
    sound.onerror = () => done(false)
    sound.play().catch(() => done(false))
  })
  return { ended, stop: () => sound.pause() }
}
