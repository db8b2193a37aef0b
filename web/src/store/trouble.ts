// What the store cannot do, as a code that screens have words for. A code is never shown to a person by itself.
export type TroubleCode =
  | 'vault.none' // this device holds nothing of this account yet
  | 'vault.exists'
  | 'vault.pin_too_simple'
  | 'vault.wrong_pin' // `left`: tries before the PIN is locked
  | 'vault.wait' // `until`: milliseconds since 1970
  | 'vault.locked' // sign in and set a new PIN
  | 'vault.wrong_key' // the server's key does not open this vault
  | 'store.damaged' // a row cannot be opened with the key of this vault
  | 'store.full' // the browser has no room left
  | 'store.closed'
  | 'record.unknown'
  | 'record.in_flight'
  | 'record.not_a_conflict'
  | 'slip.twice' // this serial waits on the device already
  | 'photo.unknown'
  | 'photo.too_large'
  | 'backup.unreadable'
  | 'backup.version'
  | 'backup.needs_pin'
  | 'backup.wrong_pin'
  | 'backup.other_account';

export class Trouble extends Error {
  override readonly name = 'Trouble';
  constructor(
    readonly code: TroubleCode,
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}
