// Part of the core: reads what format.rs and shards.rs write. See docs/search-format.md.

const UTF8 = new TextDecoder();

function reader(bytes) {
  let at = 0;
  const self = {
    number() {
      let value = 0, factor = 1, byte;
      do {
        if (at >= bytes.length) throw 0;
        byte = bytes[at++];
        value += (byte & 127) * factor;
        factor *= 128;
      } while (byte > 127);
      return value;
    },
    take(size) {
      if (size > bytes.length - at) throw 0;
      at += size;
      return bytes.subarray(at - size, at);
    },
    text() {
      return UTF8.decode(self.take(self.number()));
    },
    many(read) {
      const out = [];
      for (let left = self.number(); left > 0; left--) out.push(read());
      return out;
    },
    words() {
      let word = '';
      return self.many(() => (word = word.slice(0, self.number()) + self.text()));
    },
    steps() {
      let last = 0;
      return self.many(() => (last += self.number()));
    },
    rest(read) {
      const out = [];
      while (at < bytes.length) out.push(read());
      return out;
    },
  };
  return self;
}

// The same as below, much sooner for what is long. `LARGE` says which core is made.
function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

async function unpack(data) {
  const packed = LARGE ? bytesOf(atob(data)) : Uint8Array.from(atob(data), (c) => c.charCodeAt());
  const stream = new Response(packed).body.pipeThrough(new DecompressionStream('gzip'));
  return reader(new Uint8Array(await new Response(stream).arrayBuffer()));
}

// ---- shards.rs, read ----
function readEntry(r) {
  if (r.text() !== 'AC06') throw 0;
  const list = () => r.text().split(' '), entry = { generation: r.text() };
  // The longest that leaves three letters.
  endings = new RegExp('^(...+?)(' + list().join('|') + ')$');
  changes = list().map((change) => change.split('>'));
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
  entry.words = r.number();
  entry.letters = new Map(r.many(() => [r.text(), r.number()]));
  // Only large sites have any.
  const common = r.words();
  if (LARGE) entry.common = new Set(common);
  entry.firstTexts = r.steps();
  // A small site's words all come here.
  [entry.here] = r.rest(() => readPostings(r, 0));
  entry.here?.forEach((word) => eachPosting(word, entry.weights, () => {}));
  return entry;
}

function readPostings(r, file) {
  const words = r.words();
  const sizes = words.map(() => r.number());
  return words.map((text, at) => ({ id: file * 1e5 + at, text, bytes: r.take(sizes[at]) }));
}

// The head of a frequent stem: the documents that are best for one of its words, and how many have each
// word and the stem.
function readHead(r) {
  const words = readPostings(r, 0);
  for (const word of words) word.having = r.number();
  return { words, withStem: r.number() };
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
  word.documents = LARGE && word.having || all.length;
}

// The last position of `list`, which grows, whose value is not after `wanted`.
function lastUpTo(list, wanted) {
  let at = list.length;
  do at--; while (list[at] > wanted);
  return at;
}
