// Part of the core: reads what format.rs and shards.rs write. See docs/search-format.md.

// Come with the index.
let letters;

// What is being read, to its end before anything else is: 31 bits of each two characters.
let data, at, left, pair;

const open = (file) => (data = file, at = left = 0);

function bit() {
  if (!left) {
    if (at >= data.length) throw 0;
    for (pair = 0; left < 31; left += 15.5) {
      const code = data.charCodeAt(at++) - 3598;
      pair = pair * 46341 + (code >> 8) * 242 + (code & 255);
    }
  }
  return pair >> --left & 1;
}

function bits(size) {
  let value = 0;
  while (size--) value = value * 2 + bit();
  return value;
}

function number(size = 3) {
  const least = 2 ** size;
  while (!bit()) size++;
  return 2 ** size + bits(size) - least;
}

function symbol(code) {
  let place = 0;
  for (const symbols of code) {
    place = place * 2 + bit();
    if (place < symbols.length) return symbols[place];
    place -= symbols.length;
  }
  throw 0;
}

const unit = () => String.fromCharCode(bits(16));

// All symbols up to one that says nothing, after some others; \x01 stands for what `other` reads.
function parts(code, some = [], other = unit) {
  let one;
  while ((one = symbol(code)) > '\0') some.push(one === '\x01' ? other() : one);
  return some;
}

const text = () => parts(letters).join('');

function many(read, count = number()) {
  const out = [];
  for (; count > 0; count--) out.push(read());
  return out;
}

function wordsBy(code) {
  let word = [];
  return many(() => (word = parts(code, word.slice(0, number(1)))).join(''));
}

const listed = () => wordsBy(letters);

// Documents among so many.
function among(all) {
  const count = number(), divisor = Math.round(all / count * 0.69) || 1, size = 31 - Math.clz32(divisor), short = 2 ** size * 2 - divisor;
  let doc = -1;
  return many(() => {
    for (doc++; !bit();) doc += divisor;
    const rest = bits(size);
    return (doc += rest < short ? rest : rest * 2 + bit() - short);
  }, count);
}

// ---- shards.rs, read ----
function readEntry() {
  if (number() - 8) throw 0;
  letters = many(() => many(unit));
  const list = () => text().split(' '), rules = () => list().map((one) => one.split('>')).map(([from, to]) => [RegExp(from, 'gu'), to]), entry = { generation: text() };
  wordPattern = RegExp(text(), 'gu');
  stemmer = rules();
  sounds = rules();
  firstLetters = list();
  stopWords = new Set(list());
  // As texts: whoever multiplies by them makes them numbers.
  entry.weights = list();
  let length = 0;
  entry.lengths = many(() => {
    length += number();
    return many(() => length, bits(16));
  }).flat();
  entry.documents = entry.lengths.length;
  entry.average = number() / entry.documents;
  entry.fields = many(number);
  entry.facets = many(() => ({ field: text(), label: text() }));
  const acronyms = new Set(listed());
  entry.acronymOf = (word) => [word, word.replace(/([^aeiou])s$/, '$1')].find((one) => acronyms.has(one));
  entry.synonyms = many(() => many(list));
  entry.stems = listed();
  entry.letters = listed();
  // Only large sites have any.
  entry.common = listed();
  entry.together = number();
  if (!LARGE) {
    // A small site's words may all come here: what is near to another is looked for among them.
    entry.here = bit() && readPostings(entry);
    entry.vocabulary = entry.here && byText(entry.here.filter(({ text }) => SPANISH.test(text) && !stopWords.has(text)));
  }
  return entry;
}

const byText = (words) => new Map(words.map((word) => [word.text, word]));

// Words with their documents and, in the same order, how often each has the word, by the weights of fields.
function readPostings({ documents, weights, fields }) {
  return listed().map((text) => {
    const docs = among(documents), times = docs.map(() => 1), others = among(documents), size = number(0);
    for (const doc of others) {
      const here = fields[number(0)];
      docs.push(doc);
      times.push(weights.reduce((sum, weight, field) => sum + (here >> field & 1 && (number(field ? 0 : size) + 1) * weight), 0));
    }
    return { text, docs, times, documents: docs.length };
  });
}

// The head of a frequent stem: the documents that are best for one of its words, and how many have each
// word and the stem.
function readHead(entry) {
  const group = readPostings(entry);
  for (const word of group) word.documents = number();
  return { group, documents: number() };
}

// ---- shorthand.rs ----
function readWords() {
  const pieces = many(listed);
  return { pieces, list: many(() => wordsBy(pieces)) };
}

// A text by the words and pieces of the site: a space is not said after \b, and after \x02 comes a capital.
const textBy = ({ list, pieces }) => parts(list, ['\b'], () => ' ' + parts(pieces).join('')).join('')
  .replace(/[\b](\x02?) ?/g, '$1').replace(/\x02 ?./g, (letter) => letter.slice(1).toUpperCase());

// A document with its texts.
function readCard(words) {
  const next = () => textBy(words);
  return {
    url: next(), title: next(), kind: next(), date: next(), summary: next(),
    sections: many(() => {
      const heading = next();
      return { heading, anchor: bit() ? next() : fold(heading).replace(/\W+/g, '-'), text: next() };
    }),
  };
}

// The last position of `list`, which grows, whose value is not after `wanted`.
function lastUpTo(list, wanted) {
  let at = list.length;
  while (list[--at] > wanted);
  return at;
}
