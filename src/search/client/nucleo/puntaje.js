// Part of the core: the twin of score.rs. The same numbers, added in the same order.

const K1 = 0.9, B = 0.75, TIE = 0.45, PARTIAL = 0.35, SYNONYM = 0.8;

function sums(documents) {
  const values = new Float64Array(documents);
  const touched = [];
  return {
    count: () => touched.length,
    value: (doc) => values[doc],
    add(doc, more) {
      if (values[doc] === 0) touched.push(doc);
      values[doc] += more;
    },
    take() {
      // Looking at all of them is quicker than to sort many.
      if (LARGE && touched.length > documents / 32) {
        const docs = new Uint32Array(touched.length), scores = new Float64Array(touched.length);
        for (let doc = 0, at = 0; doc < documents; doc++) {
          if (!values[doc]) continue;
          docs[at] = doc;
          scores[at++] = values[doc];
        }
        return { docs, scores };
      }
      const docs = Uint32Array.from(touched).sort();
      const scores = Float64Array.from(docs, (doc) => values[doc]);
      return { docs, scores };
    },
  };
}

const rarity = (all, having) => Math.log((all - having + 0.5) / (having + 0.5) + 1);

function scorer(entry) {
  function slot(words) {
    const exactSums = sums(entry.documents), stemSums = sums(entry.documents);
    for (const word of words.group) {
      const exactly = words.exact.includes(word);
      eachPosting(word, entry.weights, (doc, count) => {
        stemSums.add(doc, count);
        if (exactly) exactSums.add(doc, count);
      });
    }
    const exactRarity = rarity(entry.documents, LARGE && words.having || exactSums.count());
    const stemRarity = rarity(entry.documents, LARGE && words.withStem || stemSums.count());
    const scored = stemSums.take();
    scored.docs.forEach((doc, at) => {
      const long = K1 * (1 - B + B * Math.max(entry.lengths[doc] / entry.average, 0.3));
      const byStem = (stemRarity * scored.scores[at]) / (scored.scores[at] + long);
      const count = exactSums.value(doc);
      const exact = (exactRarity * count) / (count + long);
      scored.scores[at] = exact > byStem ? exact + TIE * byStem : byStem + TIE * exact;
    });
    return scored;
  }

  // Joins lists of documents with scores. `more` is what a document gets beside its sum from each list that has
  // it, and `finish` its score of both; without any it is left out.
  function join(lists, more, finish) {
    const sum = sums(entry.documents), beside = new Float64Array(entry.documents);
    for (const list of lists) {
      list.docs.forEach((doc, at) => {
        sum.add(doc, list.scores[at]);
        beside[doc] += more(list, list.scores[at] - beside[doc]);
      });
    }
    const { docs, scores } = sum.take();
    scores.forEach((score, at) => (scores[at] = finish(score, beside[docs[at]])));
    return { docs: docs.filter((_, at) => scores[at]), scores: scores.filter((score) => score) };
  }

  // What is alone is as well without being added up, and sooner.
  const alternative = ({ slots, needed, weight }) => (LARGE && slots.length + weight === 2 ? slot(slots[0])
    : join(slots.map(slot), () => 1, (sum, matched) => (matched < needed ? 0 : sum * (weight / needed))));

  const unit = (alternatives) => (LARGE && alternatives.length < 2 ? alternative(alternatives[0])
    : join(alternatives.map(alternative), (_, better) => Math.max(0, better), (sum, best) => best + TIE * (sum - best)));

  return function (units) {
    const lists = units.map(unit);
    let whole = 0;
    for (const list of lists) whole += list.share = rarity(entry.documents, list.docs.length) ** 2;
    return join(lists, ({ share }) => share, (sum, covered) => sum * (1 - PARTIAL + (PARTIAL * covered) / whole));
  };
}
