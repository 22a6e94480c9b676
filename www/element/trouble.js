/** Something that keeps an explorer from its page: a code for programs and a detail for people who help. */
export class Trouble extends Error {
  constructor(code, detail = '') {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}
