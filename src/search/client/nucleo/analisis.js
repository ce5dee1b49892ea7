// Part of the core: the twin of analyze.rs and near.rs. Text to words, words to stems.

const WORD = /(?![\u0300-\u036f])(?:\d[.,](?=\d)|(?![ªº])[\p{Alphabetic}\p{N}\u0300-\u036f])+/gu;
// They come with the index.
let endings = new Set(), changes = [], stopWords = new Set();

function fold(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.replace(/Ñ|n\u0303/gi, 'ñ').replace(/[^ñ]/gu, (c) => c.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, ''));
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

const wordsOf = (text) => split(text).map(({ word }) => word);

function stem(word) {
  if (/^\d/.test(word)) return word.replace(/[.,]/g, /^\d{1,3}([.,]\d{3})*$/.test(word) ? '' : '.');
  if (!/^[a-zñ]*$/.test(word)) return word;
  for (let size = Math.min(9, word.length - 3); size > 1; size--) {
    if (endings.has(word.slice(-size))) {
      word = word.slice(0, -size);
      break;
    }
  }
  word = word.replace(/^(...+?)[aeio]+$/, '$1');
  for (const [ending, instead] of changes) {
    if (word.endsWith(ending) && word.length - ending.length + instead.length > 2) word = word.slice(0, -ending.length) + instead;
  }
  return word.replace(/([^gq])ue(?=.)/, '$1o');
}

// ---- near.rs ----
// What a keyboard without ñ makes of a word.
const typed = (word) => word.replace(/ñ/g, 'n');

function distance(a, b, most) {
  let before = [], last = b.map((_, at) => at), row;
  last.push(b.length);
  for (let i = 0; i < a.length; i++) {
    row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      let cost = Math.min(last[j] + (a[i] === b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1);
      if (i && j && a[i] === b[j - 1] && a[i - 1] === b[j]) cost = Math.min(cost, before[j - 1] + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return 9;
    before = last;
    last = row;
  }
  return last[b.length];
}
