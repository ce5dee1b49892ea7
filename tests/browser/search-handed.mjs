// What the script of a file of a browser index hands over, as the loader of a page gives it to the client.
import { runInThisContext } from 'node:vm';

let data;
globalThis.acervoBuscador = (handed) => (data = handed);

export function handed(script) {
  data = undefined;
  runInThisContext(script);
  return data;
}
