// What the script of a file of a browser index hands over, as the loader of a page gives it to the client.
import { runInThisContext } from 'node:vm';
import { core } from './search-minify.mjs';

let data;
globalThis.ñ = ([handed]) => (data = handed);

// Takes the bytes of a file.
export function handed(script) {
  data = undefined;
  runInThisContext(new TextDecoder('utf-16le').decode(script));
  return data;
}

// Brings the core of a client, by the name of its file, with the names that its code has.
export const bring = async (client) => runInThisContext(await core('', /grande/.test(client)));
