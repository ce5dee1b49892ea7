// Part of the core: reads what format.rs and shards.rs write. See docs/search-format.md.

const UTF8 = new TextDecoder();

function reader(bytes) {
  let at = 0;
  const number = () => {
    let value = 0, factor = 1, byte;
    do {
      if (at >= bytes.length) throw 0;
      byte = bytes[at++];
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte > 127);
    return value;
  };
  const take = (size) => bytes.subarray(at, at += size);
  const text = () => UTF8.decode(take(number()));
  const many = (read) => {
    const out = [];
    for (let left = number(); left > 0; left--) out.push(read());
    return out;
  };
  const words = () => {
    let word = '';
    return many(() => (word = word.slice(0, number()) + text()));
  };
  const steps = () => {
    let last = 0;
    return many(() => (last += number()));
  };
  const rest = (read) => {
    const out = [];
    while (at < bytes.length) out.push(read());
    return out;
  };
  return { number, take, text, many, words, steps, rest };
}

// `Uint8Array.from` takes ten times as long.
function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

async function unpack(data) {
  const stream = new Response(bytesOf(atob(data))).body.pipeThrough(new DecompressionStream('gzip'));
  return reader(new Uint8Array(await new Response(stream).arrayBuffer()));
}

// ---- shards.rs, read ----
function readEntry(r) {
  if (r.text() !== 'AC07') throw 0;
  const list = () => r.text().split(' '), pairs = () => list().map((pair) => pair.split('>')), entry = { generation: r.text() };
  endings = RegExp(r.text());
  changes = pairs();
  sounds = pairs();
  firstLetters = list();
  stopWords = new Set(list());
  // As texts: whoever multiplies by them makes them numbers.
  entry.weights = list();
  entry.lengths = r.steps();
  entry.documents = entry.lengths.length;
  entry.average = r.number() / entry.documents;
  entry.facets = r.many(() => ({ field: r.text(), label: r.text() }));
  const acronyms = new Set(r.words());
  entry.acronymOf = (word) => [word, word.replace(/([^aeiou])s$/, '$1')].find((one) => acronyms.has(one));
  entry.synonyms = r.many(() => r.many(list));
  entry.stems = r.words();
  entry.letters = r.words();
  // Only large sites have any.
  entry.common = r.words();
  entry.firstTexts = r.steps();
  if (!LARGE) {
    // A small site's words may all come here: what is near to another is looked for among them.
    [entry.here] = r.rest(() => readPostings(r));
    entry.here?.forEach((word) => eachPosting(word, entry.weights, () => {}));
    entry.vocabulary = entry.here && byText(entry.here.filter(({ text }) => SPANISH.test(text) && !stopWords.has(text)));
  }
  return entry;
}

const byText = (words) => new Map(words.map((word) => [word.text, word]));

function readPostings(r) {
  const words = r.words();
  const sizes = words.map(() => r.number());
  return words.map((text, at) => ({ text, bytes: r.take(sizes[at]) }));
}

// The head of a frequent stem: the documents that are best for one of its words, and how many have each
// word and the stem.
function readHead(r) {
  const group = readPostings(r);
  for (const word of group) word.documents = r.number();
  return { group, documents: r.number() };
}

// Documents with their texts. A character that has a word in `words` stands for it.
const readTexts = (text, words) => JSON.parse(text.replace(/[^ -~]/g, (c) => words[c.charCodeAt()] || c));

// Calls see(document, count) for each document of a word, its count by the weights of fields.
function eachPosting(word, weights, see) {
  const r = reader(word.bytes);
  let doc = 0;
  const all = r.rest(() => {
    const step = r.number(), fields = step & 1 ? r.number() : 0;
    doc += step >> 1;
    if (!fields) see(doc, 1);
    weights.forEach((weight, field) => fields & (1 << field) && see(doc, r.number() * weight));
  });
  word.documents ||= all.length;
}

// The last position of `list`, which grows, whose value is not after `wanted`.
function lastUpTo(list, wanted) {
  let at = list.length;
  while (list[--at] > wanted);
  return at;
}
