// Part of the core: the twin of analyze.rs and near.rs. Text to words, words to stems.

const WORD = /(?![\u0300-\u036f])(?:\d[.,](?=\d)|(?![ªº])[\p{Alphabetic}\p{N}\u0300-\u036f])+/gu;
const SPANISH = /^[a-zñ]+$/;
// They come with the index.
let endings, changes, stopWords;

function fold(text) {
  return text.toLowerCase().normalize('NFD').replace(/n\u0303/g, 'ñ').replace(/[\u0300-\u036f]/g, '');
}

// The words of a text, folded, with where they start and end.
function split(text) {
  const words = [];
  for (const found of text.matchAll(WORD)) {
    const word = fold(found[0]);
    if (word && word.length <= 40) {
      words.push({ word, start: found.index, end: found.index + found[0].length });
    }
  }
  return words;
}

// So many are looked up: who pastes a page asks with its beginning.
const wordsOf = (text) => split(text).map(({ word }) => word).slice(0, 40);

function stem(word) {
  if (/^\d/.test(word)) return word.replace(/[.,]/g, /^\d{1,3}([.,]\d{3})*$/.test(word) ? '' : '.');
  if (!SPANISH.test(word)) return word;
  word = word.replace(endings, '$1').replace(/^(...+?)[aeio]+$/, '$1');
  for (const [ending, instead] of changes) {
    if (word.endsWith(ending) && word.length - ending.length + instead.length > 2) word = word.slice(0, -ending.length) + instead;
  }
  return word.replace(/([^gq])ue(?=.)/, '$1o');
}

// ---- near.rs ----
// What a keyboard without ñ makes of a word.
const typed = (word) => word.replace(/ñ/g, 'n');

const sound = (word) => typed(word).replace(/ch/g, '#').replace(/h/g, '').replace(/ll|y/g, 'i').replace(/c(?=[ei])|[zx]/g, 's')
  .replace(/qu|[cq]/g, 'k').replace(/v/g, 'b').replace(/g(?=[ei])/g, 'j').replace(/n(?=[bp])/g, 'm').replace(/(.)\1+/gu, '$1');

// Whether at most so many slips make one of the other: a letter more, less, other, or two swapped.
function isNear(a, b, most) {
  if (a === b || !most--) return a === b;
  let at = 0;
  while (a[at] === b[at]) at++;
  const rest = a.slice(at), next = a.slice(at + 1), other = b.slice(at), after = b.slice(at + 1);
  return isNear(next, after, most) || isNear(next, other, most) || isNear(rest, after, most)
    || rest[0] === other[1] && rest[1] === other[0] && isNear(rest.slice(2), other.slice(2), most);
}
