// Part of the core: the twin of score.rs. The same numbers, added in the same order. Scores are those of all
// documents, 0 of who has nothing of what is asked.

const K1 = 0.9, B = 0.75, TIE = 0.45, PARTIAL = 0.35, SYNONYM = 0.8;

function scoresOf(entry, units) {
  const room = () => new Float64Array(entry.documents);
  const having = (scores) => scores.filter((score) => score).length;
  const rarity = (some) => Math.log((entry.documents - some + 0.5) / (some + 0.5) + 1);

  function slot(words) {
    const times = room(), exact = room();
    for (const word of words.group) {
      const exactly = words.said.includes(word.text);
      word.docs.forEach((doc, at) => {
        times[doc] += word.times[at];
        if (exactly) exact[doc] += word.times[at];
      });
    }
    const exactRarity = rarity(LARGE && words.exactly || having(exact)), stemRarity = rarity(LARGE && words.documents || having(times));
    return times.map((count, doc) => {
      const long = K1 * (1 - B + B * Math.max(entry.lengths[doc] / entry.average, 0.3));
      const byStem = (stemRarity * count) / (count + long), byWord = (exactRarity * exact[doc]) / (exact[doc] + long);
      return Math.max(byWord, byStem) + TIE * Math.min(byWord, byStem);
    });
  }

  // Adds scores up. `more` is what a document gets beside its sum for each list that has it, `finish` its score of both.
  function join(lists, more, finish) {
    // What is alone and counts whole is as well without being added up, and sooner.
    if (!lists[1] && finish(1, 1) === 1) return lists[0];
    const sums = room(), beside = room();
    for (const scores of lists) {
      scores.forEach((score, doc) => {
        if (!score) return;
        sums[doc] += score;
        beside[doc] += more(scores, score - beside[doc]);
      });
    }
    return sums.map((sum, doc) => sum && finish(sum, beside[doc]));
  }

  const alternative = ({ slots, needed, weight }) => join(slots.map(slot), () => 1, (sum, matched) => (matched < needed ? 0 : sum * (weight / needed)));

  const unit = (alternatives) => join(alternatives.map(alternative), (_, better) => Math.max(0, better), (sum, best) => best + TIE * (sum - best));

  const lists = units.map(unit);
  let whole = 0;
  for (const scores of lists) whole += scores.share = rarity(having(scores)) ** 2;
  return join(lists, ({ share }) => share, (sum, covered) => sum * (1 - PARTIAL + (PARTIAL * covered) / whole));
}
