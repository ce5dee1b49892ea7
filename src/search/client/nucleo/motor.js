// Part of the core: loads the files of the index, and the twin of vocabulary.rs, plan.rs, mend.rs and query.rs.
// `acervoNucleo(load)` gets a function that gives what a file of the index hands over, and gives one that is asked for its
// `answers` by name: plain objects. It knows nothing of the page. `LARGE` says which core is made.

const CANDIDATES = 3, SMALL_SITE = 1500, READ = 10, SUGGESTIONS = 5;

const engine = root.acervoNucleo = function (load) {
  const pieces = {};
  let entry;

  // What a file of the index holds: loaded and decoded once, even when two words of a question ask at the
  // same time, because words are told apart by identity. A late failure of an older generation is none of the one
  // that the site has: files are known by all of their path.
  function read(name, decode, path = entry.generation + '/' + name + '.js') {
    const piece = pieces[path] ||= (async () => {
      open(await load(path));
      // A host may answer with something else than what was asked for: then there are no data, and this fails.
      return decode(entry);
    })();
    piece.catch(() => delete pieces[path]);
    return piece;
  }

  // The first of what a file holds, so many, whose texts are in the words of the site.
  async function readInWords(name, readOne, count) {
    const [words, file] = await Promise.all([read('d', readWords), read(name, () => data.slice())]);
    open(file);
    return many(() => readOne(words), count);
  }

  // The entry says which generation the site has. Where a host says nothing of it, browsers keep it for days: one
  // that leads nowhere, or is of another format, is asked for anew.
  async function start(anew = '') {
    if (!entry || anew) {
      entry = await read('entrada', readEntry, 'entrada.js' + anew);
      // Whoever is here will see texts.
      read('d', readWords).catch(() => {});
    }
    return entry.facets;
  }

  const postings = async (file) => !LARGE && entry.here || read('p' + file, readPostings);

  // An acronym and everyday words are not of one stem.
  const sameKind = (one, other) => entry.acronymOf(one) === entry.acronymOf(other);

  // All words with the stem of this one; what has three letters does not grow by three: `pot` is not `potable`.
  async function group(asked) {
    const wanted = stem(asked);
    return (await postings(lastUpTo(entry.stems, wanted))).filter((word) => (
      stem(word.text) === wanted && (asked[3] || !word.text[5]) && sameKind(word.text, asked)));
  }

  // What is looked up for a word. A question of one frequent word alone needs no more than the head of its stem.
  async function knownSlot(word, alone) {
    const head = LARGE && alone && word[3] && entry.common.indexOf(stem(word)) + 1;
    if (head) {
      const best = await read('h' + (head - 1), readHead), written = best.group.find(({ text }) => text === word);
      if (written) return { ...best, said: [word], exactly: written.documents };
    }
    return { said: [word], group: await group(word) };
  }

  const readVocabulary = () => byText(listed().map((text) => ({ text, documents: number() })));
  const vocabularyOf = async (letter) => !LARGE && entry.vocabulary || read('v' + lastUpTo(entry.letters, letter), readVocabulary);

  const bestOf = (words) => words.sort((a, b) => b.documents - a.documents).slice(0, CANDIDATES).map(({ text }) => text);

  // Words that are at most so many slips away. Those that are said and end like it make no slip, as one of any
  // length with an ñ in the place of an n, and then no others are meant.
  async function nearAmong(wanted, most, letters, ending = '') {
    const heard = sound(wanted), files = new Set(await Promise.all(letters.map(vocabularyOf)));
    // A task of its own, so that the page answers to the finger before it.
    await new Promise(setTimeout);
    const likely = [...files].flatMap((words) => [...words.values()].filter(({ text }) => (
      Math.abs(text.length - wanted.length) <= most && letters.includes(text[0]) && text.endsWith(ending))));
    const alike = likely.filter(({ text }) => typed(text) === wanted || most && text.slice(-1) === wanted.slice(-1) && sound(text) === heard);
    return bestOf(alike[0] ? alike : likely.filter(({ text }) => (wanted[5] || text[0] === wanted[0]) && isNear(text, wanted, most)));
  }

  const canSlip = (word) => word[3] && SPANISH.test(word);
  const oneSlip = async (word) => (canSlip(word) || word.includes('n') ? nearAmong(word, canSlip(word) ? 1 : 0, [word[0]]) : []);

  async function near(unknown, anchored) {
    const found = await oneSlip(unknown), first = unknown[0];
    if (found[0] || !canSlip(unknown)) return found;
    const letters = [...firstLetters.filter((set) => set.includes(first)).join('') + unknown[1] + 'h'].sort();
    const other = await nearAmong(unknown, 1, letters);
    return other[0] || !unknown[7] ? other : nearAmong(unknown, 2, [first], anchored ? '' : unknown.slice(-2));
  }

  // Words of the site that begin like one that it does not have.
  const beginningLike = async (unknown) => (
    unknown[4] ? bestOf([...(await vocabularyOf(unknown[0])).values()].filter(({ text }) => text.startsWith(unknown.slice(0, 5)))) : []);

  // ---- plan.rs ----
  // The words of a question one by one, but for the runs that have synonyms: the longest at each word.
  function stepsOf(words) {
    const steps = [];
    for (let at = 0; at < words.length;) {
      // How long a member is that stands here; nothing of one that does not.
      const lengthHere = (member) => member.length * member.every((word, i) => {
        const said = words[at + i];
        return said && stem(word) === stem(said) && sameKind(word, said);
      });
      const run = Math.max(0, ...entry.synonyms.flat().map(lengthHere)), isHere = (member) => lengthHere(member) === run;
      const others = entry.synonyms.filter((members) => members.some(isHere)).flat().filter((member) => !isHere(member));
      const members = [...new Map(others.map((member) => [member.join(), member.filter((word) => !stopWords.has(word))])).values()];
      steps.push({ said: words.slice(at, at += run || 1), run, members: members.filter((member) => member[0]) });
    }
    return steps;
  }

  const isKnown = (slot) => slot.group[0];

  // What stands for a word that nobody wrote. A word of a declared term is no slip.
  async function slotOf(slot, word, plan, anchored, run) {
    const related = (text) => slot.group.some((one) => one.text === text);
    if (run || related(word)) return slot;
    plan.unwritten.push(word);
    let instead = await (isKnown(slot) ? oneSlip(word) : near(word, anchored));
    if (instead.some(related)) instead = instead.filter(related);
    else if (instead[0] && typed(instead[0]) !== word) plan.substitutions.push({ a: word, b: instead.join(', ') });
    const all = [...new Set(slot.group.concat(...await Promise.all(instead.map(group))))];
    if (!all[0]) plan.unknown.push(word);
    return { said: instead, group: all };
  }

  // ---- mend.rs ----
  // Whether something may be a word before or after a missing space; before a number a letter will do.
  const isPiece = async (piece, after) => (/^\d/.test(piece) ? (await group(piece))[0]
    : (piece[2] || /^\d/.test(after)) && (await vocabularyOf(piece[0])).has(piece));

  async function piecesOf(word) {
    let best = '', most = 0;
    for (let at = 1; at < word.length && /[a-zñ]/.test(word); at++) {
      const head = word.slice(0, at), tail = word.slice(at);
      if (!await isPiece(head, tail)) continue;
      for (const stop of ['', ...stopWords]) {
        const last = tail.slice(stop.length), size = Math.min(at, last.length) + (stop ? 0 : 40);
        if (size > most && tail.startsWith(stop) && await isPiece(last)) {
          most = size;
          best = head + ' ' + (stop && stop + ' ') + last;
        }
      }
    }
    return best;
  }

  // Looks once more with spaces in their places, and tells what was written (a) and what is meant (b). A word may
  // have lost its end to the next one though others are near: its letter is looked up already.
  async function makePlan(text, whole) {
    const plan = await planOf(wordsOf(text), whole, []), { words, unwritten, unknown } = plan, mended = [], told = [];
    for (let at = 0; at < words.length; at++) {
      const word = words[at], next = words[at + 1];
      let a = word, b = '';
      if (next && (unwritten.includes(word) || unknown.includes(next)) && await isPiece(word + next)) {
        a += ' ' + next;
        b = word + next;
        at++;
      } else if (unknown.includes(word)) b = await piecesOf(word);
      if (b) told.push({ a, b });
      mended.push(...(b || a).split(' '));
    }
    return told[0] ? planOf(mended, whole, told) : plan;
  }

  async function planOf(words, whole, substitutions) {
    const plan = { words, units: [], substitutions, unwritten: [], unknown: [] };
    // Only what says most is looked up: a stop word says nothing (0), what a large site has everywhere little, the others
    // much (2), and so does a declared term that looks like a stop word, as the acronym `SIN`.
    const says = (word) => (stopWords.has(word) ? 0 : 2 - entry.common.includes(stem(word)));
    const steps = stepsOf(words), seen = new Set(), asked = [];
    const most = Math.max(...steps.map((step) => (step.says = Math.max(...step.said.map(says)) || step.run && 2)));
    for (const step of steps) {
      step.slots = step.said.filter((word) => says(word) === most && !seen.has(word) && seen.add(word));
      if (step.says < most) step.members = [];
      asked.push(...step.slots, ...step.members.flat());
    }
    // All files at once: one round trip, and a second one only for words that nobody wrote.
    const known = new Map(await Promise.all(asked.map(async (word) => [word, await knownSlot(word, !whole && !asked[1])])));
    const anchored = [...seen].some((word) => isKnown(known.get(word)));
    if (LARGE) plan.documents = known.get(asked[0])?.documents;
    for (const step of steps) {
      const slots = [], alternatives = [];
      for (const word of step.slots) {
        const slot = await slotOf(known.get(word), word, plan, anchored, step.run);
        if (isKnown(slot)) slots.push(slot);
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
  const readFacet = () => many(() => ({ id: text(), label: text(), docs: among(entry.documents) }));
  const readOrder = () => many(() => number(12), entry.documents);

  // For each facet with a choice, the documents that have one of its chosen terms.
  const filtersOf = (chosen) => Promise.all(entry.facets.map(async ({ field }, at) => chosen[field]?.[0]
    && new Set((await read('c' + at, readFacet)).flatMap((term) => chosen[field].includes(term.id) && term.docs))));

  // When a text does not come, not even `again`, its document has a title alone, where the site has a file of
  // titles; else nothing is known of it.
  async function cardOf(doc, again) {
    const before = doc % entry.together;
    try {
      return (await readInWords('t' + (doc - before) / entry.together, readCard, before + 1))[before];
    } catch (problem) {
      if (!again) throw problem;
      if (!LARGE) return (await readTitles().catch(() => []))[doc];
    }
  }

  // A document with what is found in it. Its words are told apart once.
  function readingOf(doc, card, wanted) {
    const look = (text) => {
      const words = split(text);
      return { text, words, found: words.flatMap((one, at) => (wanted.has(one.word) ? { at, ...one, ...wanted.get(one.word) } : [])) };
    };
    // Those of sections come after title and summary; a text of nothing is for who has none.
    return {
      doc, card, titles: [card.title, ...card.sections.map(({ heading }) => heading)].map(look),
      texts: [card.summary, ...card.sections.map(({ text }) => text), ''].map(look),
    };
  }

  function hitOf({ doc, card, titles, texts: [summary, ...texts] }, scores) {
    const ranked = card.sections
      .map((section, at) => ({ ...section, text: texts[at], worth: worthOf(titles[at + 1].found.concat(texts[at].found)) }))
      .filter(({ worth }) => worth)
      .sort((a, b) => b.worth - a.worth)
      .slice(0, SECTIONS);
    const sections = ranked.flatMap(({ anchor, heading }) => (anchor ? { url: card.url + '#' + anchor, heading } : []));
    // Where only the heading of the best section says it, the summary may say it as well.
    const best = ranked[0]?.text || texts[0];
    return { ...card, score: scores[doc], sections, ...cut(!best.found[0] && summary.found[0] ? summary : best) };
  }

  async function page(query, byDate, docs, scores, wanted, again) {
    const from = query.offset || 0, to = from + query.limit;
    const readAll = async (list) => (await Promise.all(list.map((doc) => cardOf(doc, again)))).flatMap((card, at) => (card ? readingOf(list[at], card, wanted) : []));
    if (byDate) return readAll(docs.slice(from, to));
    // A number that is less for whom comes first: by score, then in the order of the site.
    const rank = (doc) => doc - Math.round(scores[doc] * 1e5) * 2 ** 26, order = (a, b) => rank(a) - rank(b);
    // The best so far, the worst of them last: to put all in order takes long where they are many.
    const ranked = [], most = Math.max(READ, to);
    for (const doc of docs) {
      if (rank(doc) > rank(ranked[most - 1])) continue;
      ranked.push(doc);
      ranked.sort(order).splice(most);
    }
    const first = from < READ ? await readAll(ranked.slice(0, READ)) : [];
    for (const { doc, titles, texts } of first) scores[doc] += evidence(titles, texts);
    first.sort((a, b) => order(a.doc, b.doc));
    return first.slice(from, to).concat(await readAll(ranked.slice(Math.max(from, READ), to)));
  }

  // Counts of every facet, its own choice lifted, of the question of an answer. Asked for apart: a list
  // needs no facets.
  async function counts(query) {
    const { fits } = await match(query, 1);
    return Promise.all(entry.facets.map(async ({ field, label }, at) => {
      const ids = query.facets[field] || [];
      // A term that no document of the site has says nothing; one that none of these has can come back.
      const terms = (await read('c' + at, readFacet)).filter((term) => term.docs.length || ids.includes(term.id));
      return { field, label, terms: terms.map(({ id, label, docs }) => ({ id, label, count: docs.filter((doc) => fits(doc, at)).length, chosen: ids.includes(id) })) };
    }));
  }

  // A new version may have been published since the entry was read, or a file was lost on the way: once more, and then
  // with what there is.
  const insist = (answer) => (query) => answer(query).catch(() => start('?' + Date.now()).catch(() => {}).then(() => answer(query, 1)));

  // What is looked up for a question, the score of each document, and whether one fits: it has what is asked for, and
  // passes all filters but that of a `lifted` facet. `whole` is whether the best documents are not enough.
  async function match({ text, facets }, whole) {
    await start();
    const [plan, filters] = await Promise.all([makePlan(text, whole), filtersOf(facets)]);
    // Who asks for nothing finds all, each next to nothing.
    const scores = text.trim() ? scoresOf(entry, plan.units) : new Float64Array(entry.documents).fill(1e-99);
    return { plan, scores, fits: (doc, lifted) => scores[doc] && filters.every((docs, at) => !docs || at === lifted || docs.has(doc)) };
  }

  // query: { text, facets: { field: [term] }, limit, offset, sort: 'fecha' }, without the last two if need be.
  async function answerTo(query, again) {
    const whole = LARGE && (query.offset || query.limit > READ || query.sort === 'fecha' || Object.values(query.facets).join(''));
    const { plan, scores, fits } = await match(query, whole), byDate = query.sort === 'fecha' || !plan.words[0];
    const docs = (byDate ? await read('o', readOrder) : [...scores.keys()]).filter((doc) => fits(doc));
    const total = LARGE && plan.documents || docs.length, hits = (await page(query, byDate, docs, scores, wantedWords(entry, plan), again)).map((one) => hitOf(one, scores));
    const near = total ? [] : (await Promise.all(plan.unknown.map(beginningLike))).flat();
    // The index has words folded: the first fragment that has one tells how it is written.
    const having = near[0] ? (await answerTo({ ...query, text: near.join(' '), facets: {} }, again)).hits : hits;
    const written = having.flatMap(({ fragment, marks }) => marks.map((mark) => fragment.slice(...mark).toLowerCase()));
    const asWritten = (words) => words.replace(/[a-zñ]+/g, (word) => written.find((one) => fold(one) === word) || word);
    for (const told of plan.substitutions) told.b = asWritten(told.b);
    return { query, total, hits, near: near.map(asWritten), substitutions: plan.substitutions, unknown: plan.unknown, unfiltered: scores.some((score) => score) };
  }

  const readTitles = () => readInWords('f', (words) => {
    const url = textBy(words), title = textBy(words);
    return { url, text: title, title, summary: '', sections: [], words: wordsOf(title) };
  }, entry.documents);

  // Words and titles that start like the last word of a text.
  async function complete(text) {
    await start();
    const words = split(text), last = words.pop();
    // What was typed to its end is looked up meanwhile: the question finds it here.
    // Not so the list of a frequent stem: it is long, and its head or nothing of it will be asked for.
    const isCommon = (word) => LARGE && entry.common.some((one) => one.startsWith(word) || one === stem(word));
    for (const { word } of words) stopWords.has(word) || isCommon(word) || group(word).catch(() => {});
    if (!last?.word[1] || text.slice(last.end).trim()) return [];
    // So is a word on its way, once all that it may become is in one file, or, where these are small, in a few.
    const file = lastUpTo(entry.stems, stem(last.word)), more = lastUpTo(entry.stems, last.word + '\uffff') - file;
    if (LARGE) isCommon(last.word) || more || postings(file).catch(() => {});
    else if (more < 3) for (let at = 0; at <= more; at++) postings(file + at).catch(() => {});
    const known = (await read('s', listed)).filter((word) => word[last.word.length] && fold(word).startsWith(last.word));
    const titles = LARGE || entry.documents > SMALL_SITE ? [] : (await readTitles()).filter((title) => (
      words.every(({ word }) => title.words.includes(word)) && title.words.some((word) => word.startsWith(last.word)))).slice(0, SUGGESTIONS);
    return known.slice(0, SUGGESTIONS).map((word) => ({ text: text.slice(0, last.begin) + word })).concat(titles);
  }

  const answers = { start: insist(start), search: insist(answerTo), counts: insist(counts), complete };
  return (name, ...args) => answers[name](...args);
};
