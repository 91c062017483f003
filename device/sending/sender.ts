export type Sender = { send(): Promise<void>; offline(): boolean }
