// The search box and the results page; `ask` is what the core gives. All text is the theme's, from `acervoTextos`,
// which stands before the client: an object with these keys ({n}, {q}, {a}, {b} are replaced):
//   sugerencias    name of the list under the search box: «Sugerencias»
//   palabras, paginas  names of its two groups: words to search for, pages to open
//   uno, varios    «1 resultado», «{n} resultados»
//   nada           «No encontramos nada con “{q}”.»
//   sustituida     «“{a}” no está en el sitio. Buscamos {b}.»
//   desconocida    «“{a}” no está en el sitio.»
//   cercanas       before words that begin alike: «El sitio sí tiene:»
//   quitar         name of a chip's button: «Quitar el filtro {a}»
//   idioma         of dates and figures: «es»
// The page's `p_resultados` begins with nine children, which are filled here: a status with `data-buscando`
// («Buscando…») and `data-error`, a list of chips, notices, help for who finds nothing (its first child is on filters),
// <details> with the facets, what sorts (a button for each order, its `value` that of the address), the list of results,
// a status, and a button that shows more.
// A result is an item with its title (h2), what it is and when (small), its fragment (p) and its sections (ul, empty where
// there are none). The list under the search box has the class buscar-sugerencias.
globalThis.acervoInterfaz = function (ask, root) {
  const texts = acervoTextos;
  // Made once: to make them takes longer than to write a list with them.
  const figure = Intl.NumberFormat(texts.idioma, { useGrouping: true }).format;
  const day = Intl.DateTimeFormat(texts.idioma, { dateStyle: 'long' }).format;
  const say = (key, values) => texts[key].replace(/{(.)}/g, (_, name) => values[name]);

  function set(node, attributes) {
    for (const name in attributes) {
      const value = attributes[name];
      if (value.call) node[name] = value;
      else if (value !== false) node.setAttribute(name, value);
    }
    return node;
  }

  function fill(node, ...children) {
    node.replaceChildren(...children.filter((child) => child));
    return node;
  }

  const make = (tag, attributes, ...children) => fill(set(document.createElement(tag), attributes), ...children);

  // The parts of a fragment, its words marked. It is read in one line: what ends without a point, as rows of tables do, is
  // told from what follows. A joiner keeps codes, as `H-145`, whole.
  function marked(fragment, marks) {
    let at = 0;
    const plain = (end) => fragment.slice(at, end).replace(/(^|[^.:;])\n/g, '$1 · ').replaceAll('-', '-\u2060');
    return marks.flatMap(([start, end]) => [plain(start), make('mark', {}, fragment.slice(start, at = end))]).concat(plain());
  }

  // ---- the search box: a combobox with a list of suggestions ----
  function combobox(form) {
    const input = form.elements.q, id = 'sugerencias-' + input.id;
    const list = make('div', { id, class: 'buscar-sugerencias', role: 'listbox', 'aria-label': say('sugerencias') });
    const told = make('p', { class: 'oculto', role: 'status' });
    let options = [], active = -1, turn = 0;

    // Before the first and after the last option stands the text itself.
    function mark(at) {
      const all = options.length + 1;
      active = (at + all + 1) % all - 1;
      options.forEach((option, one) => set(option, { 'aria-selected': `${one === active}` }));
      set(input, { 'aria-activedescendant': active < 0 ? '' : id + active });
    }

    function show(open) {
      list.hidden = !open;
      set(input, { 'aria-expanded': `${open}` });
      mark(-1);
    }

    async function suggest() {
      const mine = ++turn;
      const found = await ask('complete', input.value).catch(() => []);
      if (mine !== turn || document.activeElement !== input) return;
      options = found.map(({ text, url }, at) => make('li', {
        id: id + at, role: 'option', onpointerdown: (event) => event.preventDefault(),
        onclick: () => {
          if (url) location = root + url;
          else {
            input.value = text;
            // Its button: older browsers know no other way to ask as a person does.
            form.elements[1].click();
          }
        },
      }, text));
      fill(list, ...['palabras', 'paginas'].map((name, pages) => make('ul',
        { role: 'group', 'aria-label': say(name) }, ...options.filter((_, at) => !found[at].url == !pages))));
      show(!!found[0]);
      // Told once, when the fingers rest: a count at each letter would drown the letters.
      setTimeout(() => mine === turn && (told.textContent = list.hidden ? '' : say('sugerencias') + ' ' + found.length), 600);
    }

    set(input, {
      role: 'combobox', 'aria-controls': id, 'aria-autocomplete': 'list', oninput: suggest, onblur: () => show(false),
      onkeydown: (event) => {
        // While a word is composed, its keys belong to the input method.
        if (event.isComposing) return;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step && list.hidden) suggest();
        else if (step) mark(active + step);
        else if (event.key === 'Escape' && !list.hidden) show(false);
        else if (event.key === 'Enter' && active >= 0) options[active].click();
        else return;
        event.preventDefault();
      },
    });
    // The list of suggestions goes, and on a phone the keyboard.
    form.addEventListener('submit', () => input.blur());
    input.after(list, told);
    show(false);
    if (document.activeElement === input) suggest();
  }

  const forms = document.querySelectorAll('form[role=search]');
  forms.forEach(combobox);
  ask('start').catch(() => {});

  // ---- the results page ----
  const place = document.getElementById('p_resultados');
  if (!place) return;

  const [count, chips, notes, nothing, filters, order, list, missing, more] = place.children;
  // Why something does not come may change while the page is open.
  const { dataset } = count;
  if (innerWidth > 960) {
    // Focus goes as the eye does: on a wide screen the filters stand to the right of the results.
    place.append(filters);
    filters.open = true;
  }
  const title = document.title;
  let known, answer, narrowed, asking = '', turn = 0, reached;

  const params = () => new URLSearchParams(location.search);

  // Changes the address and searches again; where the address cannot change, the page is opened anew.
  function go(change) {
    const next = params();
    change(next);
    try {
      history.pushState(0, '', '?' + next);
      run();
    } catch {
      location.search = next;
    }
  }

  const toggle = (field, id) => go((next) => {
    const kept = new Set(next.getAll(field));
    if (!kept.delete(id)) kept.add(id);
    next.delete(field);
    kept.forEach((one) => next.append(field, one));
  });

  async function run() {
    const mine = ++turn, asked = params(), text = (asked.get('q') || '').trim();
    asking = location.search;
    // What a tab, the history and a screen reader call this answer.
    document.title = (text && text + ' · ') + title;
    place.hidden = false;
    count.textContent = dataset.buscando;
    try {
      const facets = {};
      known ||= await ask('start');
      narrowed = known.map(({ field }) => (facets[field] = asked.getAll(field))).join('');
      const found = (text || narrowed) && await ask('search', { text, facets, sort: asked.get('orden'), limit: history.state || 10 });
      if (mine !== turn) return;
      answer = found;
      fill(list);
      fill(chips);
      // Without a question the page keeps its own list of all titles.
      place.hidden = !found;
      if (!found) return;
      reached = 0;
      show(found);
      append(found);
      // Tasks of their own: to give the focus, the browser lays out all the list.
      setTimeout(() => {
        if (mine !== turn) return;
        showFacets();
        // Who asked hears how many there are, and the next Tab leads to the first.
        // Who comes back is led by the browser to where they were.
        if (document.activeElement === document.body) count.focus({ preventScroll: scrollY });
      });
    } catch {
      if (mine === turn) count.textContent = dataset.error;
    }
  }

  function show({ query, total, near, substitutions, unknown, unfiltered }) {
    count.textContent = say(total === 1 ? 'uno' : total || !query.text ? 'varios' : 'nada', { n: figure(total), q: query.text });
    nothing.hidden = total;
    // Filters are no reason where the words are in no document.
    nothing.firstChild.hidden = !unfiltered;
    fill(notes,
      ...substitutions.map((told) => make('p', {}, say('sustituida', told))),
      ...unknown.map((a) => make('p', {}, say('desconocida', { a }))),
      near[0] && make('p', {}, say('cercanas'), ...near.flatMap((word) => [' ', make('a', { href: '?q=' + word }, word)])));
    order.hidden = total < 2 || !query.text;
    sorts.forEach((sort) => set(sort, { 'aria-pressed': `${sort.value === (query.sort || '')}` }));
  }

  // Adds hits to the list, of so many as were asked for.
  function append({ hits, query: { limit } }) {
    list.append(...hits.map((hit) => make('li', {},
      make('h2', {}, make('a', { href: root + hit.url }, hit.title)),
      make('small', {}, hit.kind, hit.date && make('time', { datetime: hit.date }, ' · ' + day(new Date(hit.date + 'T00:00')))),
      make('p', {}, ...marked(!hit.marks[0] && hit.summary || hit.fragment, hit.marks)),
      make('ul', {}, ...hit.sections.map(({ url, heading }) => make('li', {}, make('a', { href: root + url }, heading)))))));
    missing.textContent = hits.length < Math.min(limit, answer.total - reached) ? dataset.error : '';
    if (hits[0]) reached += limit;
    more.hidden = reached >= answer.total;
  }

  const sorts = order.querySelectorAll('button');
  sorts.forEach((sort) => (sort.onclick = () => go((next) => (sort.value ? next.set('orden', sort.value) : next.delete('orden')))));
  filters.ontoggle = showFacets;
  more.onclick = async () => {
    const last = list.lastChild;
    const next = await ask('search', { ...answer.query, offset: reached, limit: 10 }).catch(() => ({ ...answer, hits: [] }));
    // Another question was answered meanwhile, or this one was asked twice because the line is slow.
    if (last !== list.lastChild) return;
    append(next);
    // Who comes back sees as many.
    history.replaceState(reached, '');
    last?.nextSibling?.querySelector('a').focus();
  };

  // Counts are asked for when somebody can see them, on a wide screen at once; what was chosen is always told.
  async function showFacets() {
    const mine = turn;
    filters.hidden = !answer?.total && !narrowed;
    if (filters.hidden || !filters.open && !narrowed) return;
    const facets = await ask('counts', answer.query).catch(() => []);
    if (mine !== turn) return;
    // A version that was published meanwhile may have others.
    if (facets[0]) known = facets;
    const focused = document.activeElement.id;
    fill(filters, filters.firstChild, ...facets.map(
      ({ field, label, terms }) => make('fieldset', {}, make('legend', {}, label), ...terms.map((term) => make('label', {},
        make('input', { type: 'checkbox', id: field + '-' + term.id, checked: term.chosen, disabled: !term.count && !term.chosen, onchange: () => toggle(field, term.id) }),
        ' ' + term.label + ' (' + figure(term.count) + ')')))));
    // A term that the site does not have any more, of an old address, can be taken off as well.
    fill(chips, ...facets.flatMap(({ field, terms }) => params().getAll(field).map((id) => {
      const a = terms.find((term) => term.id === id)?.label || id;
      return make('li', {}, make('button', { 'aria-label': say('quitar', { a }), onclick: () => toggle(field, id) }, a + ' ×'));
    })));
    document.getElementById(focused)?.focus();
  }

  forms.forEach((form) => (form.onsubmit = (event) => {
    event.preventDefault();
    go((next) => next.set('q', form.elements.q.value));
  }));
  onpopstate = () => {
    // A step within the page, as the skip link's, asks nothing new.
    if (location.search === asking) return;
    forms.forEach((form) => (form.elements.q.value = params().get('q')));
    run();
  };
  if (location.search) run();
};
