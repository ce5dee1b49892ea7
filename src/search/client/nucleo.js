// The search itself: the twin of analyze.rs, plan.rs, score.rs, query.rs and sections.rs.
// It knows nothing of the page: `acervoNucleo(load)` gets a function that loads a script, and
// answers queries with plain objects. Every file of the index calls `acervoBuscador(name, data)`.
(function (root) {
  'use strict';

  // ---- analyze.rs ----
  const WORD = /(?![\u0300-\u036f])(?:[0-9][.,](?=[0-9])|(?![ªº])[\p{Alphabetic}\p{N}\u0300-\u036f])+/gu;
  const MARKS = /[\u0300-\u036f]/g;
  // Both lists come with the index.
  let endings = new Set(), stopWords = new Set();

  function fold(text) {
    if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
    let out = '';
    for (const c of text.replace(/n\u0303/gi, 'ñ')) {
      out += c === 'ñ' || c === 'Ñ' ? 'ñ' : c.toLowerCase().normalize('NFD').replace(MARKS, '');
    }
    return out;
  }

  // The words of a text, folded, with where they start and end.
  function split(text) {
    const words = [];
    for (const found of text.matchAll(WORD)) {
      const word = fold(found[0]);
      if (word && [...word].length <= 40) {
        words.push({ word, start: found.index, end: found.index + found[0].length });
      }
    }
    return words;
  }

  function stem(word) {
    if (/^[0-9]/.test(word)) {
      return /^[0-9]{1,3}([.,][0-9]{3})*$/.test(word) ? word.replace(/[.,]/g, '') : word;
    }
    if (!/^[a-zñ]*$/.test(word)) return word;
    for (let size = Math.min(9, word.length - 3); size > 1; size--) {
      if (endings.has(word.slice(-size))) {
        word = word.slice(0, -size);
        break;
      }
    }
    if (word.length > 3) word = word.replace(/[aeio]$/, '');
    return word.replace(/(..)qu$/, '$1c').replace(/(..)gu$/, '$1g').replace(/z$/, 'c');
  }

  // ---- near.rs ----
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [], last = b.map((_, at) => at), row;
    last.push(b.length);
    for (let i = 0; i < a.length; i++) {
      row = [i + 1];
      let least = i + 1;
      for (let j = 0; j < b.length; j++) {
        let cost = Math.min(last[j] + (a[i] === b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1);
        if (i && j && a[i] === b[j - 1] && a[i - 1] === b[j]) cost = Math.min(cost, before[j - 1] + 1);
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      before = last;
      last = row;
    }
    return last[b.length];
  }

  // ---- format.rs ----
  const UTF8 = new TextDecoder();

  function reader(bytes) {
    let at = 0;
    const self = {
      number() {
        let value = 0, factor = 1, byte;
        do {
          if (at >= bytes.length) throw new Error('índice cortado');
          byte = bytes[at++];
          value += (byte & 127) * factor;
          factor *= 128;
        } while (byte > 127);
        return value;
      },
      take(size) {
        if (size > bytes.length - at) throw new Error('índice cortado');
        at += size;
        return bytes.subarray(at - size, at);
      },
      text() {
        return UTF8.decode(self.take(self.number()));
      },
      fraction() {
        const eight = self.take(8);
        return new DataView(eight.buffer, eight.byteOffset).getFloat64(0, true);
      },
      many(read) {
        const out = [];
        for (let left = self.number(); left > 0; left--) out.push(read());
        return out;
      },
      words() {
        let word = '';
        return self.many(() => (word = word.slice(0, self.number()) + self.text()));
      },
      steps() {
        let last = 0;
        return self.many(() => (last += self.number()));
      },
      ended() {
        return at >= bytes.length;
      },
    };
    return self;
  }

  async function unpack(data) {
    const packed = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  // ---- shards.rs, read ----
  function readEntry(bytes) {
    const r = reader(bytes);
    if (UTF8.decode(r.take(4)) !== 'AC01') throw new Error('índice de otra versión');
    const entry = { generation: r.text() };
    endings = new Set(r.text().split(' '));
    stopWords = new Set(r.text().split(' '));
    entry.documents = r.number();
    entry.lengths = new Float64Array(entry.documents);
    let at = 0, length = 0, total = 0;
    r.many(() => {
      length += r.number();
      for (let times = r.number(); times > 0; times--) {
        entry.lengths[at++] = length;
        total += length;
      }
    });
    entry.average = Math.max(1, total / Math.max(1, entry.documents));
    entry.weights = [1, 1 + r.fraction(), 1 + r.fraction(), 1 + r.fraction(), 1 + r.fraction()];
    entry.facets = r.many(() => ({ field: r.text(), label: r.text() }));
    entry.synonyms = r.many(() => r.many(() => split(r.text()).map((w) => w.word)).filter((m) => m.length));
    entry.stems = r.words();
    entry.words = r.number();
    entry.letters = new Map(r.many(() => [r.text(), r.number()]));
    entry.firstTexts = r.steps();
    return entry;
  }

  function readPostings(bytes, file) {
    const r = reader(bytes);
    const words = r.words();
    const sizes = words.map(() => r.number());
    return words.map((text, at) => ({ id: file * 65536 + at, text, stem: '', bytes: r.take(sizes[at]), documents: 0 }));
  }

  // Calls see(document, count) for each document of a word, its count by the weights of fields.
  function eachPosting(word, weights, see) {
    const r = reader(word.bytes);
    let doc = 0, documents = 0;
    while (!r.ended()) {
      const step = r.number();
      doc += Math.floor(step / 2);
      documents++;
      if (step % 2 === 0) {
        see(doc, 1);
        continue;
      }
      const fields = r.number();
      for (let field = 0; field < 5; field++) {
        if (fields & (1 << field)) see(doc, r.number() * weights[field]);
      }
    }
    word.documents = documents;
  }

  // The last position of `list` whose value is not after `wanted`.
  function lastUpTo(list, wanted) {
    let low = -1, high = list.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (list[middle] <= wanted) low = middle;
      else high = middle;
    }
    return low;
  }

  // ---- score.rs ----
  const K1 = 0.9, B = 0.75, TIE = 0.45, PARTIAL = 0.5, SYNONYM = 0.8;

  function sums(documents) {
    const values = new Float64Array(documents);
    let touched = [];
    const touch = (doc) => {
      if (values[doc] === 0) touched.push(doc);
    };
    const self = {
      count: () => touched.length,
      value: (doc) => values[doc],
      add(doc, more) {
        touch(doc);
        values[doc] += more;
      },
      raise(doc, to) {
        touch(doc);
        if (to > values[doc]) values[doc] = to;
      },
      clear() {
        for (const doc of touched) values[doc] = 0;
        touched = [];
      },
      take() {
        const docs = Uint32Array.from(touched).sort();
        const scores = Float64Array.from(docs, (doc) => values[doc]);
        self.clear();
        return { docs, scores };
      },
    };
    return self;
  }

  const rarity = (all, having) => Math.log((all - having + 0.5) / (having + 0.5) + 1);

  function scorer(entry) {
    const exactSums = sums(entry.documents), stemSums = sums(entry.documents);

    function slot(words) {
      for (const word of words.group) {
        const exactly = words.exact.includes(word);
        eachPosting(word, entry.weights, (doc, count) => {
          stemSums.add(doc, count);
          if (exactly) exactSums.add(doc, count);
        });
      }
      const exactRarity = rarity(entry.documents, exactSums.count());
      const stemRarity = rarity(entry.documents, stemSums.count());
      const scored = stemSums.take();
      scored.docs.forEach((doc, at) => {
        const long = K1 * (1 - B + (B * entry.lengths[doc]) / entry.average);
        const byStem = (stemRarity * scored.scores[at]) / (scored.scores[at] + long);
        const count = exactSums.value(doc);
        const exact = (exactRarity * count) / (count + long);
        scored.scores[at] = exact > byStem ? exact + TIE * byStem : byStem + TIE * exact;
      });
      exactSums.clear();
      return scored;
    }

    function alternative({ slots, all, weight }) {
      if (slots.length === 1 && weight === 1) return slot(slots[0]);
      const sum = sums(entry.documents), matched = sums(entry.documents);
      for (const words of slots) {
        const { docs, scores } = slot(words);
        docs.forEach((doc, at) => {
          sum.add(doc, scores[at]);
          matched.add(doc, 1);
        });
      }
      const needed = all ? slots.length : 1, share = all ? weight / needed : 1;
      const { docs, scores } = sum.take();
      const whole = (_, at) => matched.value(docs[at]) >= needed;
      return { docs: docs.filter(whole), scores: scores.filter(whole).map((score) => score * share) };
    }

    function unit(alternatives) {
      if (alternatives.length === 1) return alternative(alternatives[0]);
      const best = sums(entry.documents), sum = sums(entry.documents);
      for (const one of alternatives) {
        const { docs, scores } = alternative(one);
        docs.forEach((doc, at) => {
          best.raise(doc, scores[at]);
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

  // ---- sections.rs ----
  const SECTIONS = 3, FRAGMENT_WORDS = 30, WORDS_BEFORE = 6, PASSAGE_WORDS = 20, NEAR_WORDS = 3;

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

  // The worth of what is found within some words of the first match.
  function worthFrom(found, first, words, again) {
    const slots = new Set();
    let sum = 0;
    for (let at = first; at < found.length && found[at].at - found[first].at <= words; at++) {
      const { slot, worth } = found[at];
      sum += slots.has(slot) ? Math.round(worth * again) : worth;
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
    return (0.2 * passage + 0.3 * near.reduce((sum, worth) => sum + worth, 0)) / 1000;
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

  // ---- the engine ----
  const CANDIDATES = 3, ALIKE = ['bv', 'cskqz', 'gj', 'ly', 'iy', 'xj'], SMALL_SITE = 1500, SMALL_VOCABULARY = 30000, READ = 10;

  root.acervoNucleo = function (load) {
    const waiting = new Map(), pieces = new Map();
    let entry, score;

    root.acervoBuscador = (name, data) => {
      const done = waiting.get(name);
      if (done) done(unpack(data));
    };

    // The bytes of a file of the index, loaded once.
    function piece(name) {
      if (!pieces.has(name)) {
        const path = entry ? entry.generation + '/' + name + '.js' : name + '.js';
        const loaded = new Promise((resolve, reject) => {
          waiting.set(name, resolve);
          Promise.resolve(load(path)).catch(reject);
        });
        loaded.catch(() => pieces.delete(name));
        pieces.set(name, loaded);
      }
      return pieces.get(name);
    }

    const decoded = new Map();
    async function read(name, decode) {
      if (!decoded.has(name)) decoded.set(name, decode(await piece(name)));
      return decoded.get(name);
    }

    async function start() {
      if (!entry) {
        const opened = readEntry(await piece('entrada'));
        if (!entry) {
          entry = opened;
          score = scorer(entry);
        }
      }
      return entry;
    }

    // All words with this stem.
    async function group(wanted) {
      const file = lastUpTo(entry.stems, wanted);
      if (file < 0) return [];
      const words = await read('p' + file, (bytes) => readPostings(bytes, file));
      const head = wanted.slice(0, 2);
      return words.filter((word) => word.text.startsWith(head) && (word.stem || (word.stem = stem(word.text))) === wanted
        || /^[0-9]/.test(wanted) && stem(word.text) === wanted);
    }

    async function knownSlot(word) {
      const all = await group(stem(word));
      return { word, exact: all.filter((one) => one.text === word), group: all };
    }

    function readVocabulary(bytes) {
      const r = reader(bytes);
      return r.words().map((text) => ({ text, letters: [...text], documents: r.number() }));
    }

    async function nearAmong(wanted, most, letters, text) {
      const files = new Set(letters.filter((c) => entry.letters.has(c)).map((c) => entry.letters.get(c)));
      const found = [], target = [...wanted];
      for (const words of await Promise.all([...files].map((file) => read('v' + file, readVocabulary)))) {
        for (const word of words) {
          if (!letters.includes(word.letters[0])) continue;
          const edits = distance(target, text(word), most);
          if (edits <= most) found.push({ edits, word });
        }
      }
      found.sort((a, b) => a.edits - b.edits || b.word.documents - a.word.documents || (a.word.text < b.word.text ? -1 : 1));
      return found.slice(0, CANDIDATES).map(({ word }) => word.text);
    }

    const lettersOf = (word) => word.letters;
    const canSlip = (word) => [...word].length >= 4 && /^\p{Alphabetic}+$/u.test(word);
    const oneSlip = async (word) => (canSlip(word) ? nearAmong(word, 1, [[...word][0]], lettersOf) : []);

    async function near(unknown) {
      let found = await oneSlip(unknown);
      if (found.length || !canSlip(unknown)) return found;
      const letters = [...unknown], first = letters[0], wanted = stem(unknown);
      const others = entry.words < SMALL_VOCABULARY ? [...entry.letters.keys()]
        : ALIKE.filter((set) => set.includes(first)).join('').split('').concat(letters[1], 'h');
      found = await nearAmong(unknown, 1, others.filter((c) => c !== first), lettersOf);
      if (!found.length && letters.length >= 8) found = await nearAmong(unknown, 2, [first], lettersOf);
      if (!found.length && [...wanted].length >= 6) {
        found = await nearAmong(wanted, 1, [first], (word) => word.stem || (word.stem = [...stem(word.text)]));
      }
      return found;
    }

    // ---- plan.rs ----
    function runsWithSynonyms(words) {
      const stems = words.map(stem), runs = [];
      for (let at = 0; at < words.length;) {
        const startsHere = (member) => at + member.length <= stems.length && member.every((word, i) => stem(word) === stems[at + i]);
        const longest = Math.max(0, ...entry.synonyms.flat().filter(startsHere).map((member) => member.length));
        if (!longest) {
          at++;
          continue;
        }
        const isHere = (member) => member.length === longest && startsHere(member), synonyms = new Map();
        for (const members of entry.synonyms) {
          if (!members.some(isHere)) continue;
          for (const member of members) if (!isHere(member)) synonyms.set(member.join(' '), member);
        }
        runs.push({ start: at, end: at + longest, synonyms: [...synonyms.values()] });
        at += longest;
      }
      return runs;
    }

    // What stands for a word that nobody wrote.
    async function slotOf(slot, plan) {
      if (slot.exact.length) return [slot];
      const { word } = slot, byId = (words) => [...new Set(words)].sort((a, b) => a.id - b.id);
      let instead = await (slot.group.length ? oneSlip(word) : near(word));
      const related = (text) => slot.group.some((one) => one.text === text);
      if (instead.some(related)) instead = instead.filter(related);
      else if (instead.length) plan.substitutions.push({ escrita: word, buscadas: instead });
      const slots = await Promise.all(instead.map(knownSlot));
      const group = byId(slot.group.concat(slots.flatMap((s) => s.group)));
      if (!group.length) plan.unknown.push(word);
      return group.length ? [{ word, exact: byId(slots.flatMap((s) => s.exact)), group }] : [];
    }

    async function makePlan(text) {
      const words = split(text).map(({ word }) => word), runs = runsWithSynonyms(words);
      const inRun = (at) => runs.some((run) => run.start <= at && at < run.end);
      const allStop = words.every((word, at) => stopWords.has(word) && !inRun(at));
      const skip = (word) => !allStop && stopWords.has(word);
      const plan = { words, units: [], substitutions: [], unknown: [] };
      const seen = new Set(), steps = [], asked = [];
      for (let at = 0; at < words.length;) {
        const run = runs.find(({ start }) => start === at), end = run ? run.end : at + 1, slots = [];
        for (const word of words.slice(at, end)) {
          if (seen.has(word) || (skip(word) && !run)) continue;
          seen.add(word);
          if (!skip(word)) slots.push(word);
        }
        const members = (run ? run.synonyms : []).map((member) => member.filter((word) => !stopWords.has(word)));
        steps.push({ slots, members: members.filter((member) => member.length) });
        asked.push(...slots, ...members.flat());
        at = end;
      }
      // All files at once: one round trip, and a second one only for words that nobody wrote.
      const known = new Map(await Promise.all(asked.map(async (word) => [word, await knownSlot(word)])));
      for (const step of steps) {
        const slots = [], alternatives = [];
        for (const word of step.slots) {
          slots.push(...await slotOf(known.get(word), plan));
        }
        if (slots.length) alternatives.push({ slots, all: false, weight: 1 });
        for (const member of step.members) {
          const all = member.map((word) => known.get(word));
          if (all.every((slot) => slot.group.length)) alternatives.push({ slots: all, all: true, weight: SYNONYM });
        }
        if (alternatives.length) plan.units.push(alternatives);
      }
      return plan;
    }

    // ---- query.rs ----
    function readFacet(bytes) {
      const r = reader(bytes);
      return r.many(() => ({ id: r.text(), label: r.text(), docs: r.steps() }));
    }

    function readOrder(bytes) {
      const r = reader(bytes), order = [];
      while (!r.ended()) order.push(r.number());
      return order;
    }

    // For each document, how many chosen facets it fails; and who passes each.
    async function filtersOf(chosen) {
      const failed = new Uint8Array(entry.documents), filters = new Map();
      for (const [at, { field }] of entry.facets.entries()) {
        const ids = chosen[field] || [];
        if (!ids.length) continue;
        const passes = new Uint8Array(entry.documents);
        for (const term of await read('c' + at, readFacet)) {
          if (ids.includes(term.id)) for (const doc of term.docs) passes[doc] = 1;
        }
        passes.forEach((pass, doc) => (failed[doc] += 1 - pass));
        filters.set(at, passes);
      }
      return { failed, filters };
    }

    function readTexts(bytes) {
      const r = reader(bytes), texts = [];
      while (!r.ended()) {
        texts.push({
          url: r.text(), title: r.text(), kind: r.text(), date: r.text(), summary: r.text(),
          sections: r.many(() => ({ anchor: r.text(), heading: r.text(), text: r.text() })),
        });
      }
      return texts;
    }

    // A document with what is found in it.
    async function readingOf([doc, score], wanted) {
      const file = lastUpTo(entry.firstTexts, doc);
      const card = (await read('t' + file, readTexts))[doc - entry.firstTexts[file]];
      return { doc, score, card, found: card.sections.map(({ text }) => matches(split(text), wanted)) };
    }

    function hitOf({ doc, score, card, found }, wanted) {
      const ranked = card.sections
        .map((section, at) => ({ section, worth: worthOf(section, found[at], wanted) }))
        .filter(({ worth }) => worth > 0)
        .sort((a, b) => b.worth - a.worth)
        .slice(0, SECTIONS);
      const best = ranked.length ? ranked[0].section : card.sections[0];
      const sections = ranked.filter(({ section }) => section.anchor).map(({ section }) => (
        { url: card.url + '#' + section.anchor, heading: section.heading, ...cut(section.text, wanted) }));
      return { ...card, doc, score, sections, ...cut(best ? best.text : '', wanted) };
    }

    async function page(query, kept, wanted) {
      const from = query.offset || 0, to = from + (query.limit || 10);
      const readAll = (hits) => Promise.all(hits.map((hit) => readingOf(hit, wanted)));
      if (query.sort === 'fecha' || !query.words.length) {
        const scores = new Map(kept);
        return readAll((await read('o', readOrder)).filter((doc) => scores.has(doc)).slice(from, to).map((doc) => [doc, scores.get(doc)]));
      }
      const key = (score) => Math.round(score * 1e5);
      kept.sort((a, b) => key(b[1]) - key(a[1]) || a[0] - b[0]);
      const first = from < READ ? await readAll(kept.slice(0, READ)) : [];
      for (const reading of first) reading.score += evidence(reading.found);
      first.sort((a, b) => key(b.score) - key(a.score) || a.doc - b.doc);
      return first.slice(from, to).concat(await readAll(kept.slice(Math.max(from, READ), Math.max(to, READ))));
    }

    // Counts of every facet, its own choice lifted. Asked for apart: a list needs no facets.
    async function facetCounts(answer) {
      const matched = new Uint8Array(entry.documents);
      for (const [doc] of answer.matched) matched[doc] = 1;
      return Promise.all(entry.facets.map(async ({ field, label }, at) => {
        const own = answer.filters.get(at), ids = answer.query.facets[field] || [];
        const passes = (doc) => matched[doc] && answer.failed[doc] === (own && !own[doc] ? 1 : 0);
        const terms = (await read('c' + at, readFacet)).map((term) => (
          { id: term.id, label: term.label, count: term.docs.filter(passes).length, chosen: ids.includes(term.id) }));
        return { field, label, terms: terms.filter((term) => term.count || term.chosen) };
      }));
    }

    // query: { text, facets: { field: [term] }, sort: 'fecha', offset, limit }
    async function search(query) {
      try {
        return await answer(query);
      } catch (failure) {
        // A new version may have been published since the entry was read: once more from there.
        entry = undefined;
        pieces.clear();
        decoded.clear();
        return answer(query);
      }
    }

    async function answer(query) {
      await start();
      query = { facets: {}, ...query };
      const [plan, { failed, filters }] = await Promise.all([makePlan(query.text), filtersOf(query.facets)]);
      query.words = plan.words;
      const { docs, scores } = plan.words.length ? score(plan.units)
        : { docs: Array.from(entry.lengths, (_, doc) => doc), scores: [] };
      const matched = Array.from(docs, (doc, at) => [doc, scores[at] || 0]);
      const kept = matched.filter(([doc]) => !failed[doc]);
      const wanted = wantedWords(entry, plan);
      const hits = (await page(query, kept, wanted)).map((reading) => hitOf(reading, wanted));
      return { query, total: kept.length, hits, matched, failed, filters, substitutions: plan.substitutions, unknown: plan.unknown };
    }

    const titleWords = new Map();

    function readTitles(bytes) {
      const r = reader(bytes), titles = [];
      while (!r.ended()) titles.push({ url: r.text(), title: r.text() });
      return titles;
    }

    // Words and titles that start like the last word of a text.
    async function complete(text, limit) {
      await start();
      const words = split(text), last = words.pop();
      if (!last || last.end !== text.trimEnd().length || last.word.length < 2) return [];
      const r = reader(await piece('s'));
      const known = r.many(r.text).filter((word) => fold(word).startsWith(last.word) && fold(word) !== last.word);
      const titles = entry.documents > SMALL_SITE ? [] : (await read('f', readTitles)).filter(({ title }) => {
        const there = titleWords.get(title) || split(title).map(({ word }) => word);
        titleWords.set(title, there);
        return words.every(({ word }) => there.includes(word)) && there.some((word) => word.startsWith(last.word));
      });
      return known.slice(0, limit).map((word) => ({ text: text.slice(0, last.start) + word }))
        .concat(titles.slice(0, limit).map(({ title, url }) => ({ text: title, url })));
    }

    return { start, search, facetCounts, complete };
  };

  root.acervoNucleo.split = split;
  root.acervoNucleo.stem = stem;
})(typeof globalThis === 'object' ? globalThis : self);
