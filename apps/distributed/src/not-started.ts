/** Something of the shape cannot be started; it has said why on its own lines, which stand above. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
  constructor(what: string) {
    super(`${what} start niet; zie hierboven`);
  }
}
