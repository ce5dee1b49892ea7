// Part of the core: loads the files of the index, and the twin of vocabulary.rs, plan.rs, mend.rs and query.rs.
// `acervoNucleo(load)` gets a function that gives what a file of the index hands over, and answers queries with plain
// objects. It knows nothing of the page.

const CANDIDATES = 3, ALIKE = ['bv', 'cskqz', 'gj', 'ly', 'iy', 'xj'], SMALL_SITE = 1500, SMALL_VOCABULARY = 30000, READ = 10;

root.acervoNucleo = function (load) {
  const pieces = new Map();
  let entry, last = {}, count = 0;

  const pathOf = (name) => entry.generation + '/' + name + '.js';

  // What a file of the index holds: loaded and decoded once, even when two words of a question ask at the
  // same time, because words are told apart by identity. A late failure of an older generation is none of the one
  // that the site has: files are known by all of their path.
  function read(name, decode, path = pathOf(name)) {
    if (!pieces.has(path)) {
      const piece = (async () => {
        const data = await load(path);
        // A host may answer with something else than what was asked for: then there are no data, and this fails.
        return decode(name[0] === 't' ? data : await unpack(data));
      })();
      piece.catch(() => pieces.delete(path));
      pieces.set(path, piece);
    }
    return pieces.get(path);
  }

  // The entry says which generation the site has. Where a host says nothing of it, browsers keep it for days: one
  // that leads nowhere, or is of another format, is asked for anew.
  async function renew(anew) {
    const now = await read('entrada', readEntry, 'entrada.js' + (anew ? '?' + Date.now() : ''));
    if (entry?.generation === now.generation) return;
    entry = now;
    if (entry.here) pieces.set(pathOf('p0'), entry.here).set(pathOf('v0'), byText(entry.here));
  }

  async function start() {
    if (!entry) await renew().catch(() => renew(1));
    return entry.facets;
  }

  // What came with the entry is no promise.
  const postings = async (file) => read('p' + file, (r) => readPostings(r, file));

  // An acronym and everyday words are not of one stem.
  const sameKind = (one, other) => entry.acronymOf(one) === entry.acronymOf(other);

  // All words with the stem of this one; what has three letters does not grow by three: `pot` is not `potable`.
  async function group(asked) {
    const wanted = stem(asked), file = lastUpTo(entry.stems, wanted);
    if (file < 0) return [];
    return (await postings(file)).filter((word) => (
      (word.root = word.root || stem(word.text)) === wanted && (asked[3] || !word.text[5]) && sameKind(word.text, asked)));
  }

  async function knownSlot(word) {
    const all = await group(word);
    return { word, exact: all.filter((one) => one.text === word), group: all };
  }

  const byText = (words) => new Map(words.map((word) => [word.text, word]));
  const readVocabulary = (r) => byText(r.words().map((text) => ({ text, documents: r.number() })));
  // For a letter at which no word begins, any file will do.
  const vocabularyOf = (letter) => read('v' + (entry.letters.get(letter) || 0), readVocabulary);

  const bestOf = (words) => words.sort((a, b) => b.documents - a.documents || (a.text < b.text ? -1 : 1)).slice(0, CANDIDATES).map(({ text }) => text);

  // Words that are at most so many slips away. Those that are said and end like it make no slip, as one of any
  // length with an ñ in the place of an n, and then no others are meant.
  async function nearAmong(wanted, most, letters, ending = '') {
    const heard = sound(wanted), files = new Set(await Promise.all(letters.map(vocabularyOf)));
    // A task of its own, so that the page answers to the finger before it.
    await new Promise(setTimeout);
    const likely = [...files].flatMap((words) => [...words.values()].filter(({ text }) => (
      Math.abs(text.length - wanted.length) <= most && letters.includes(text[0]) && text.endsWith(ending) && SPANISH.test(text) && !stopWords.has(text))));
    const alike = likely.filter(({ text }) => typed(text) === wanted || most && text.slice(-1) === wanted.slice(-1) && sound(text) === heard);
    return bestOf(alike[0] ? alike : likely.filter(({ text }) => (wanted[5] || text[0] === wanted[0]) && isNear(text, wanted, most)));
  }

  const canSlip = (word) => word[3] && SPANISH.test(word);
  const oneSlip = async (word) => (canSlip(word) || word.includes('n') ? nearAmong(word, canSlip(word) ? 1 : 0, [word[0]]) : []);

  async function near(unknown, anchored) {
    const found = await oneSlip(unknown), first = unknown[0];
    if (found[0] || !canSlip(unknown)) return found;
    const others = entry.words < SMALL_VOCABULARY ? [...entry.letters.keys()]
      : [...ALIKE.filter((set) => set.includes(first)).join('') + unknown[1] + 'h'];
    const other = await nearAmong(unknown, 1, others.filter((c) => c !== first));
    return other[0] || !unknown[7] ? other : nearAmong(unknown, 2, [first], anchored ? '' : unknown.slice(-2));
  }

  // Words of the site that begin like one that it does not have.
  async function beginningLike(unknown) {
    const [start, first] = /^(.).{4}(?=.)/u.exec(unknown) || [];
    return start ? bestOf([...(await vocabularyOf(first)).values()].filter(({ text }) => text.startsWith(start) && !stopWords.has(text))) : [];
  }

  // ---- plan.rs ----
  // The words of a question one by one, but for the runs that have synonyms: the longest at each word.
  function stepsOf(words) {
    const steps = [];
    for (let at = 0; at < words.length;) {
      const startsHere = (member) => member.every((word, i) => {
        const said = words[at + i];
        return said && stem(word) === stem(said) && sameKind(word, said);
      });
      const run = Math.max(0, ...entry.synonyms.flat().filter(startsHere).map((member) => member.length));
      const isHere = (member) => member.length === run && startsHere(member);
      const others = entry.synonyms.filter((members) => members.some(isHere)).flat().filter((member) => !isHere(member));
      const synonyms = new Map(others.map((member) => [member.join(' '), member]));
      steps.push({ said: words.slice(at, at += run || 1), run, synonyms: [...synonyms.values()] });
    }
    return steps;
  }

  const isKnown = (slot) => slot.group[0];

  // What stands for a word that nobody wrote. A word of a declared term is no slip.
  async function slotOf(slot, plan, anchored, run) {
    if (run || slot.exact[0]) return [slot].filter(isKnown);
    const { word } = slot, byId = (words) => [...new Set(words)].sort((a, b) => a.id - b.id);
    let instead = await (isKnown(slot) ? oneSlip(word) : near(word, anchored));
    const related = (text) => slot.group.some((one) => one.text === text);
    if (instead.some(related)) instead = instead.filter(related);
    else if (instead[0] && typed(instead[0]) !== word) plan.substitutions.push({ a: word, b: instead.join(', ') });
    const slots = await Promise.all(instead.map(knownSlot));
    const group = byId(slot.group.concat(slots.flatMap((s) => s.group)));
    if (!group[0]) plan.unknown.push(word);
    return group[0] ? [{ word, exact: byId(slots.flatMap((s) => s.exact)), group }] : [];
  }

  // ---- mend.rs ----
  // Whether something may be a word before or after a missing space.
  const isPiece = async (piece) => (/^\d[\d.,]*$/.test(piece) ? (await group(piece))[0]
    : piece[2] && SPANISH.test(piece) && !stopWords.has(piece) && (await vocabularyOf(piece[0])).has(piece));

  async function piecesOf(word) {
    let best = [], most = 0;
    for (let at = 1; at < word.length && /[a-zñ]/.test(word); at++) {
      const head = word.slice(0, at);
      if (!await isPiece(head)) continue;
      for (const stop of ['', ...stopWords]) {
        const last = word.slice(at + stop.length), size = Math.min(at, last.length) + (stop ? 0 : 40);
        if (size > most && word.startsWith(stop, at) && await isPiece(last)) {
          most = size;
          best = [head, stop, last].filter((piece) => piece);
        }
      }
    }
    return best;
  }

  // The words of a question with spaces in their places; tells what was written (a) and what is meant (b).
  async function mend(words, unknown, told) {
    const mended = [];
    for (let at = 0; at < words.length; at++) {
      const pair = words.slice(at, at + 2), isStrange = (word) => unknown.includes(word), both = pair.join('');
      let a = pair[0], found = [];
      if (pair.some(isStrange) && await isPiece(both)) {
        a = pair.join(' ');
        found = [both];
        at++;
      } else if (isStrange(a)) found = await piecesOf(a);
      if (found[0]) told.push({ a, b: found.join(' ') });
      mended.push(...(found[0] ? found : [a]));
    }
    return mended;
  }

  // A question of one frequent word needs no more than the head of its stem.
  async function headSlot(word) {
    const head = word[3] ? [...entry.common].indexOf(stem(word)) : -1;
    if (head < 0) return;
    const { words, withStem } = await read('h' + head, readHead), exact = words.filter((one) => one.text === word);
    return exact[0] && words.every((one) => sameKind(one.text, word)) && { word, exact, group: words, having: exact[0].having, withStem };
  }

  async function makePlan({ text, whole }) {
    const words = wordsOf(text), plan = await planOf(words, whole, []), told = [], mended = await mend(words, plan.unknown, told);
    return told[0] ? planOf(mended, whole, told) : plan;
  }

  async function planOf(words, whole, substitutions) {
    const steps = stepsOf(words), seen = new Set(), asked = [];
    const saysLittle = (word) => stopWords.has(word) || LARGE && entry.common.has(stem(word));
    const allStop = steps.every(({ said, run }) => !run && saysLittle(said[0]));
    const skip = (word) => !allStop && saysLittle(word);
    const plan = { words, units: [], substitutions, unknown: [] };
    for (const step of steps) {
      step.slots = step.said.filter((word) => !skip(word) && !seen.has(word) && seen.add(word));
      step.members = step.synonyms.map((member) => member.filter((word) => !stopWords.has(word))).filter((member) => member[0]);
      asked.push(...step.slots, ...step.members.flat());
    }
    // All files at once: one round trip, and a second one only for words that nobody wrote.
    const known = new Map(await Promise.all(asked.map(async (word) => (
      [word, LARGE && !whole && asked.length < 2 && await headSlot(word) || await knownSlot(word)]))));
    const anchored = steps.some(({ slots }) => slots.some((word) => isKnown(known.get(word))));
    if (LARGE) for (const { withStem } of known.values()) plan.withStem = withStem;
    for (const step of steps) {
      const slots = [], alternatives = [];
      for (const word of step.slots) {
        slots.push(...await slotOf(known.get(word), plan, anchored, step.run));
      }
      if (slots[0]) alternatives.push({ slots, needed: 1, weight: 1 });
      for (const member of step.members) {
        const all = member.map((word) => known.get(word));
        if (all.every(isKnown)) alternatives.push({ slots: all, needed: all.length, weight: SYNONYM });
      }
      if (alternatives[0]) plan.units.push(alternatives);
    }
    return plan;
  }

  // ---- query.rs ----
  const readFacet = (r) => r.many(() => ({ id: r.text(), label: r.text(), docs: r.steps() }));
  const readOrder = (r) => r.rest(r.number);

  // For each document, which chosen facets it fails: each counts as a bit of a number.
  async function failedBy(chosen) {
    const failed = new Float64Array(entry.documents);
    for (const [at, { field }] of entry.facets.entries()) {
      const ids = chosen[field] || [];
      if (!ids[0]) continue;
      const passing = new Set((await read('c' + at, readFacet)).flatMap((term) => ids.includes(term.id) && term.docs));
      failed.forEach((bits, doc) => passing.has(doc) || (failed[doc] = bits + 2 ** at));
    }
    return failed;
  }

  // When a text does not come, not even `again`, its document has a title alone, where the site has a file of
  // titles; else nothing is known of it.
  async function cardOf(doc, again) {
    const file = lastUpTo(entry.firstTexts, doc), words = read('d', readWords);
    try {
      return (await read('t' + file, async (text) => readTexts(text, await words)))[doc - entry.firstTexts[file]];
    } catch (problem) {
      if (!again) throw problem;
      return (await read('f', readTitles).catch(() => []))[doc];
    }
  }

  // A document with what is found in it. Its words are told apart once.
  async function readingOf(doc, wanted, again) {
    const card = await cardOf(doc, again);
    if (!card) return;
    const look = (text) => {
      const words = split(text);
      return { text, words, found: words.flatMap(({ word }, at) => (wanted.has(word) ? [{ at, ...wanted.get(word) }] : [])) };
    };
    return {
      doc, card, title: look(card.title),
      sections: card.sections.map(({ anchor, heading, text }) => ({ anchor, heading: look(heading), body: look(text) })),
    };
  }

  function hitOf({ doc, card, sections: all }, scores) {
    const ranked = all
      .map((section) => ({ section, worth: worthOf(section.heading.found.concat(section.body.found)) }))
      .filter(({ worth }) => worth > 0)
      .sort((a, b) => b.worth - a.worth)
      .slice(0, SECTIONS);
    const sections = ranked.filter(({ section }) => section.anchor).map(({ section }) => (
      { url: card.url + '#' + section.anchor, heading: section.heading.text }));
    return { ...card, score: scores[doc], sections, ...cut((ranked[0]?.section || all[0])?.body) };
  }

  const key = (score) => Math.round(score * 1e5);

  // The first of a list in an order, without putting all of it there where it is long.
  function best(docs, order, count) {
    if (!LARGE) return docs.sort(order);
    const first = [];
    for (const doc of docs) {
      if (first.length < count || order(doc, first[count - 1]) < 0) {
        first.push(doc);
        first.sort(order).splice(count);
      }
    }
    return first;
  }

  async function page(query, byDate, docs, scores, wanted, again) {
    const from = query.offset || 0, to = from + query.limit;
    const readAll = async (list) => (await Promise.all(list.map((doc) => readingOf(doc, wanted, again)))).filter((one) => one);
    if (byDate) return readAll(docs.slice(from, to));
    const order = (a, b) => key(scores[b]) - key(scores[a]) || a - b;
    const ranked = best(docs, order, Math.max(READ, to)), first = from < READ ? await readAll(ranked.slice(0, READ)) : [];
    for (const { doc, title, sections } of first) scores[doc] += evidence([title, ...sections.flatMap(({ heading, body }) => [heading, body])]);
    first.sort((a, b) => order(a.doc, b.doc));
    return first.slice(from, to).concat(await readAll(ranked.slice(Math.max(from, READ), to)));
  }

  // Counts of every facet, its own choice lifted, of the question of an answer. Asked for apart: a list
  // needs no facets.
  async function facetCounts(query) {
    const { scores, failed } = last.id === query.id && !(LARGE && query.isHead) ? last : await answerTo(LARGE ? { ...query, whole: 1 } : query, 1);
    return Promise.all(entry.facets.map(async ({ field, label }, at) => {
      const ids = query.facets[field] || [];
      const passes = (doc) => scores[doc] && (!failed[doc] || failed[doc] === 2 ** at);
      // A term that no document of the site has says nothing; one that none of these has can come back.
      const terms = (await read('c' + at, readFacet)).filter((term) => term.docs.length || ids.includes(term.id));
      return { field, label, terms: terms.map(({ id, label, docs }) => ({ id, label, count: docs.filter(passes).length, chosen: ids.includes(id) })) };
    }));
  }

  // query: { text, facets: { field: [term] }, limit, offset, sort: 'fecha' }, without the last two if need be.
  async function search(query) {
    // A new version may have been published since the entry was read, or a file was lost on the way: once
    // more, and then with what there is.
    const answer = await answerTo(query).catch(() => renew(1).catch(() => {}).then(() => answerTo(query, 1)));
    return answer.shown;
  }

  async function answerTo(query, again) {
    await start();
    if (LARGE) query.whole = query.whole || query.offset || query.limit > READ || query.sort === 'fecha' || Object.values(query.facets).join('');
    const [plan, failed] = await Promise.all([makePlan(query), failedBy(query.facets)]);
    query.words = plan.words;
    // Who asks for nothing finds all, each next to nothing.
    const scores = query.text.trim() ? scoresOf(entry, plan.units) : failed.map(() => 1e-99), byDate = query.sort === 'fecha' || !plan.words[0];
    const docs = (byDate ? await read('o', readOrder) : [...scores.keys()]).filter((doc) => scores[doc] && !failed[doc]);
    const total = LARGE && plan.withStem || docs.length, hits = (await page(query, byDate, docs, scores, wantedWords(entry, plan), again)).map((one) => hitOf(one, scores));
    const near = total ? [] : (await Promise.all(plan.unknown.map(beginningLike))).flat();
    // The index has words folded: the first fragment that has one tells how it is written.
    const written = hits.flatMap(({ fragment, marks }) => marks.map((mark) => fragment.slice(...mark).toLowerCase()));
    for (const told of plan.substitutions) told.b = told.b.replace(/[^, ]+/g, (word) => written.find((one) => fold(one) === word) || word);
    query.id = ++count;
    if (LARGE) query.isHead = plan.withStem;
    return last = { id: count, scores, failed, shown: { query, total, hits, near, substitutions: plan.substitutions, unknown: plan.unknown, unfiltered: scores.some((score) => score) } };
  }

  const readTitles = (r) => r.rest(() => {
    const url = r.text(), text = r.text();
    return { url, text, title: text, sections: [], words: wordsOf(text) };
  });
  const readWords = (r) => r.words();

  // Words and titles that start like the last word of a text.
  async function complete(text, limit) {
    await start();
    const words = split(text), last = words.pop();
    // What was typed to its end is looked up meanwhile: the question finds it here.
    // Not so the list of a frequent stem: it is long, and its head or nothing of it will be asked for.
    const isCommon = ({ word }) => LARGE && (entry.common.has(stem(word)) || [...entry.common].some((one) => one.startsWith(word)));
    words.forEach((one) => stopWords.has(one.word) || isCommon(one) || knownSlot(one.word).catch(() => {}));
    if (!last || last.end !== text.trimEnd().length || last.word.length < 2) return [];
    // So is a word on its way, once all that it may become is in one file.
    const file = lastUpTo(entry.stems, stem(last.word));
    if (file >= 0 && !isCommon(last) && file === lastUpTo(entry.stems, last.word + '\uffff')) postings(file).catch(() => {});
    const known = (await read('s', readWords)).filter((word) => word.length > last.word.length && fold(word).startsWith(last.word));
    const titles = entry.documents > SMALL_SITE ? [] : (await read('f', readTitles)).filter((title) => (
      words.every(({ word }) => title.words.includes(word)) && title.words.some((word) => word.startsWith(last.word))));
    return known.slice(0, limit).map((word) => ({ text: text.slice(0, last.start) + word })).concat(titles.slice(0, limit));
  }

  return { start, search, facetCounts, complete };
};
