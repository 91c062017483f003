/*
 * Picture: a picture of our own with its words beneath, fetched when it comes near.
 *   width, height   of the file, so that nothing jumps when it arrives
 */
type PictureProps = { src: string; width: number; height: number; words: string }

export function Picture({ src, width, height, words }: PictureProps) {
  return (
    <figure class="picture">
      <img src={src} width={width} height={height} alt="" loading="lazy" decoding="async" />
      <figcaption>{words}</figcaption>
    </figure>
  )
}
