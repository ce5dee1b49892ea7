// Part of the core: the twin of analyze.rs and near.rs. Text to words, words to stems.

const SPANISH = /^[a-zñ]+$/;
// They come with the index.
let wordPattern, stemmer, sounds, firstLetters, stopWords;

const replaced = (word, rules) => rules.reduce((said, [from, to]) => said.replace(from, to), word);

function fold(text) {
  return text.toLowerCase().normalize('NFD').replace(/n\u0303/g, 'ñ').replace(/(\d\.)|[.\u0300-\u036f]/g, '$1');
}

// The words of a text, folded, with where they begin and end.
function split(text) {
  return [...text.matchAll(wordPattern)]
    .map(({ 0: said, index: begin }) => ({ word: fold(said), begin, end: begin + said.length }))
    .filter(({ word }) => !word[40]);
}

// So many are looked up: who pastes a page asks with its beginning.
const wordsOf = (text) => split(text).map(({ word }) => word).slice(0, 40);

// Reckoned once: each word of a question is held against all synonyms.
const stems = { __proto__: null };
const stem = (word) => (stems[word] ||= stemOf(word));

function stemOf(word) {
  if (/^\d/.test(word)) return word.replace(/[.,]/g, /^\d{1,3}([.,]\d{3})*$/.test(word) ? '' : '.');
  return SPANISH.test(word) ? replaced(word, stemmer) : word;
}

// ---- near.rs ----
// What a keyboard without ñ makes of a word.
const typed = (word) => word.replace(/ñ/g, 'n');

const sound = (word) => replaced(word, sounds);

// Whether at most so many slips make one of the other: a letter more, less, other, or two swapped.
function isNear(a, b, most) {
  if (a === b || !most--) return a === b;
  const next = a.slice(1), after = b.slice(1);
  // What is alike at the beginning never costs a slip.
  if (a[0] === b[0]) return isNear(next, after, most + 1);
  return isNear(next, after, most) || isNear(next, b, most) || isNear(a, after, most)
    || a[0] === b[1] && a[1] === b[0] && isNear(a.slice(2), b.slice(2), most);
}
