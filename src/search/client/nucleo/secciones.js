// Part of the core: the twin of sections.rs. Where in a document the answer is.

const SECTIONS = 3, FRAGMENT_WORDS = 30, WORDS_BEFORE = 6, PASSAGE_WORDS = 20, NEAR_WORDS = 6;

function wantedWords(entry, plan) {
  const wanted = new Map();
  plan.units.flat().flatMap((alternative) => alternative.slots).forEach((slot, number) => {
    const documents = slot.group.reduce((most, word) => Math.max(most, word.documents), 0);
    const worth = Math.log(1 + entry.documents / Math.max(1, documents));
    for (const word of slot.group) {
      const bonus = slot.exact.includes(word) ? 1.25 : 1;
      if (!wanted.has(word.text)) wanted.set(word.text, { slot: number, worth: Math.round(worth * bonus * 1000) });
    }
  });
  return wanted;
}

function matches(words, wanted) {
  const found = [];
  words.forEach(({ word }, at) => {
    const hit = wanted.get(word);
    if (hit) found.push({ at, slot: hit.slot, worth: hit.worth });
  });
  return found;
}

// The worth of what is found within some words of the first match; it fades on the way.
function worthFrom(found, first, words, again) {
  const slots = new Set();
  let sum = 0;
  for (let at = first; at < found.length && found[at].at - found[first].at <= words; at++) {
    const { slot, worth } = found[at];
    sum += worth * (1 - (found[at].at - found[first].at) / 60) * (slots.has(slot) ? again : 1);
    slots.add(slot);
  }
  return sum;
}

// What the texts of a document add to its score.
function evidence(texts) {
  const near = [];
  let passage = 0;
  for (const found of texts) {
    found.forEach((start, first) => {
      passage = Math.max(passage, worthFrom(found, first, PASSAGE_WORDS, 0));
      for (let at = first + 1; at < found.length && found[at].at - start.at <= NEAR_WORDS; at++) {
        const next = found[at], pair = Math.min(start.slot, next.slot);
        if (Math.abs(start.slot - next.slot) !== 1) continue;
        const worth = Math.min(start.worth, next.worth) / (next.at - start.at) / (next.slot > start.slot ? 1 : 2);
        near[pair] = Math.max(near[pair] || 0, worth);
      }
    });
  }
  return (0.4 * passage + 0.3 * near.reduce((sum, worth) => sum + worth, 0)) / 1000;
}

function worthOf(section, found, wanted) {
  const best = new Map();
  for (const { slot, worth } of matches(split(section.heading), wanted).concat(found)) {
    const one = best.get(slot);
    if (one) {
      one.worth = Math.max(one.worth, worth);
      one.times += 1;
    } else best.set(slot, { worth, times: 1 });
  }
  let sum = 0;
  for (const { worth, times } of best.values()) sum += (worth * times) / (times + 0.5);
  return sum;
}

// The stretch of a text with most of what was asked for, and where its marks are.
function cut(text, wanted) {
  const words = split(text), found = matches(words, wanted);
  let best = 0, from = 0;
  found.forEach((start, first) => {
    const worth = worthFrom(found, first, FRAGMENT_WORDS - WORDS_BEFORE - 1, 0.1);
    if (worth > best) {
      best = worth;
      from = start.at;
    }
  });
  const first = Math.max(0, from - WORDS_BEFORE), last = Math.min(first + FRAGMENT_WORDS, words.length);
  if (last <= first) return { fragment: '', marks: [] };
  const start = first === 0 ? 0 : words[first].start;
  const end = last === words.length ? text.length : words[last - 1].end;
  const marks = found.filter(({ at }) => at >= first && at < last);
  return {
    fragment: text.slice(start, end),
    marks: marks.map(({ at }) => [words[at].start - start, words[at].end - start]),
  };
}
