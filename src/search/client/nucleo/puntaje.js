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

  // What is alone is not added up again.
  function alternative({ slots, needed, weight }) {
    if (slots.length + weight === 2) return slot(slots[0]);
    const sum = sums(entry.documents), matched = sums(entry.documents);
    for (const words of slots) {
      const { docs, scores } = slot(words);
      docs.forEach((doc, at) => {
        sum.add(doc, scores[at]);
        matched.add(doc, 1);
      });
    }
    const { docs, scores } = sum.take();
    const whole = (_, at) => matched.value(docs[at]) >= needed;
    return { docs: docs.filter(whole), scores: scores.filter(whole).map((score) => score * (weight / needed)) };
  }

  function unit(alternatives) {
    if (alternatives.length < 2) return alternative(alternatives[0]);
    const best = sums(entry.documents), sum = sums(entry.documents);
    for (const one of alternatives) {
      const { docs, scores } = alternative(one);
      docs.forEach((doc, at) => {
        best.add(doc, Math.max(0, scores[at] - best.value(doc)));
        sum.add(doc, scores[at]);
      });
    }
    const all = sum.take();
    return { docs: all.docs, scores: all.scores.map((s, at) => best.value(all.docs[at]) + TIE * (s - best.value(all.docs[at]))) };
  }

  return function (units) {
    const total = sums(entry.documents), covered = sums(entry.documents);
    let whole = 0;
    for (const alternatives of units) {
      const { docs, scores } = unit(alternatives), share = rarity(entry.documents, docs.length) ** 2;
      whole += share;
      docs.forEach((doc, at) => {
        total.add(doc, scores[at]);
        covered.add(doc, share);
      });
    }
    const { docs, scores } = total.take();
    return { docs, scores: scores.map((score, at) => score * (1 - PARTIAL + (PARTIAL * covered.value(docs[at])) / whole)) };
  };
}
