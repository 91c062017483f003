/** How a recording of a question may be named. Its file lies in `knowledge/instruments/<id>/audio/`. */
export const RECORDING_NAME = /^[a-z0-9]+([._-][a-z0-9]+)*\.(mp3|m4a|ogg|wav)$/

/** A telephone fetches every recording over the line of a border post. */
export const LARGEST_RECORDING = 300_000

/** Where a recording is fetched. What stands there never changes: a new recording has a new name. */
export const recordingAddress = (instrument: string, file: string) => `/field/audio/${instrument}/${file}`
