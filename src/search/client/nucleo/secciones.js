// Part of the core: the twin of sections.rs. Where in a document the answer is.

const SECTIONS = 3, WORDS_BEFORE = 8, WORDS_AFTER = 22, PASSAGE_WORDS = 20, NEAR_WORDS = 6;

function wantedWords(entry, plan) {
  const wanted = new Map();
  plan.units.flat().flatMap((alternative) => alternative.slots).forEach((slot, number) => {
    const documents = Math.max(...slot.group.map((word) => word.documents));
    const worth = Math.log(1 + entry.documents / documents) ** 0.8;
    for (const word of slot.group) {
      const bonus = slot.said.includes(word.text) ? 1.25 : 1;
      if (!wanted.has(word.text)) wanted.set(word.text, { slot: number, worth: Math.round(worth * bonus * 1000) });
    }
  });
  return wanted;
}

// The worth of what is found within some words of the first match; it fades on the way.
function worthFrom(found, first, words = PASSAGE_WORDS, again = 0) {
  const slots = new Set();
  let sum = 0;
  for (let at = first; at < found.length && found[at].at - found[first].at <= words; at++) {
    const { slot, worth } = found[at];
    sum += worth * (1 - (found[at].at - found[first].at) / 60) * (slots.has(slot) ? again : 1);
    slots.add(slot);
  }
  return sum;
}

// What is found in a title, by how many of its words that say something are asked for.
function titleWorth({ words, found }) {
  const saying = (some) => some.filter(({ word }) => !stopWords.has(word)).length, named = saying(found);
  return named && (worthFrom(found, 0) * named) / saying(words);
}

// What the texts of a document add to its score, its title and headings apart.
function evidence(titles, texts) {
  const near = [];
  let passage = 0;
  for (const { found } of titles.concat(texts)) {
    found.forEach((start, first) => {
      passage = Math.max(passage, worthFrom(found, first));
      for (const next of found.slice(first, first + 1 + NEAR_WORDS)) {
        const pair = Math.min(start.slot, next.slot), apart = next.at - start.at;
        if (apart > NEAR_WORDS || Math.abs(start.slot - next.slot) !== 1) continue;
        near[pair] = Math.max(near[pair] || 0, Math.min(start.worth, next.worth) / apart);
      }
    });
  }
  return (0.4 * passage + 0.3 * near.reduce((sum, worth) => sum + worth, 0) + 0.3 * Math.max(...titles.map(titleWorth))) / 1000;
}

// The worth of all that is found in a section, its heading included.
function worthOf(found) {
  const best = [], times = [];
  for (const { slot, worth } of found) {
    best[slot] = Math.max(best[slot] || 0, worth);
    times[slot] = (times[slot] || 0) + 1;
  }
  return best.reduce((sum, worth, slot) => sum + (worth * times[slot]) / (times[slot] + 0.5), 0);
}

// The stretch of a text with most of what was asked for, and where its marks are; nothing of none.
function cut({ text, words, found }) {
  let best = 0, from = 0;
  found.forEach((start, first) => {
    const worth = worthFrom(found, first, WORDS_AFTER - 1, 0.1);
    if (worth > best) {
      best = worth;
      from = start.at;
    }
  });
  // It begins with a text that is shown whole, with its sentence or the text where they are near, or else after the
  // rest of a word; and where nothing closes that it does not open.
  const mark = words[from];
  const before = (count) => text.slice(words[from - count - 1]?.end, mark.end);
  let start = 0;
  if (from > WORDS_BEFORE && words[WORDS_BEFORE + WORDS_AFTER]) {
    const wide = before(WORDS_BEFORE + 5), sentence = wide.replace(/^.*([.?!…]\S* (?![a-zñ\d])|\n)/s, '');
    const head = from > WORDS_BEFORE + 5 && sentence === wide ? before(WORDS_BEFORE).replace(/^\S*\s/, '') : sentence;
    start = mark.end - head.replace(/^[^(«“]*[)»”]\S*\s/, '').length;
  }
  // It ends with a token, one that ends a sentence where there is one near: after it, or a little before.
  const at = Math.min(from + WORDS_AFTER, words.length) - 1;
  const tokens = words.slice(at, at + 7).concat(words.slice(Math.max(at - 4, from), at).reverse());
  const last = tokens.find((word) => /^\S*([.?!…]\S*(?=\s(?![a-zñ\d]))|(?=\n|$))/.test(text.slice(word.end))) || tokens[0];
  const end = last ? last.end + text.slice(last.end).search(/\s|$/) : 0;
  return {
    fragment: text.slice(start, end),
    marks: found.filter((word) => word.begin >= start && word.end <= end).map((word) => [word.begin - start, word.end - start]),
  };
}
