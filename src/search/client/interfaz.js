// The search box and the results page. All text is the theme's, from `acervoTextos`, which stands before
// the client: an object with these keys ({n}, {q}, {a}, {b} are replaced):
//   sugerencias    name of the list under the search box: «Sugerencias»
//   palabras, paginas  names of its two groups: words to search for, pages to open
//   buscando       while files arrive: «Buscando…»
//   uno, varios    «1 resultado», «{n} resultados»
//   nada           «No encontramos nada con “{q}”.» (a <template id="buscador-nada"> follows it)
//   sustituida     «“{a}” no está en el sitio. Buscamos {b}.»
//   desconocida    «“{a}” no está en el sitio.»
//   cercanas       before words that begin alike: «El sitio sí tiene:»
//   filtros        name of the facets: «Filtrar»
//   quitar         name of a chip's button: «Quitar el filtro {a}»
//   orden          «Ordenar por»; relevancia, fecha: its two choices
//   mas            «Mostrar más resultados»
//   idioma         of dates and figures: «es»
//   error          «No se pudo cargar la búsqueda o una parte de ella…»
// The page's `p_resultados` has one child, a status of class buscar-cuenta.
// Classes it makes: buscar-sugerencias, buscar-avisos, buscar-fichas, buscar-ficha,
// buscar-filtros, buscar-orden, buscar-lista, buscar-resultado, buscar-datos, buscar-fragmento,
// buscar-secciones, buscar-mas.
globalThis.acervoInterfaz = function (engine, root) {
  const texts = acervoTextos;
  // Made once: to make them takes longer than to write a list with them.
  const figure = new Intl.NumberFormat(texts.idioma, { useGrouping: true }).format;
  const day = new Intl.DateTimeFormat(texts.idioma, { dateStyle: 'long' }).format;
  const say = (key, values) => texts[key].replace(/\{(\w)\}/g, (_, name) => values[name]);

  function set(node, attributes) {
    for (const name in attributes) {
      const value = attributes[name];
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value !== false) node.setAttribute(name, value);
    }
    return node;
  }

  function fill(node, ...children) {
    node.replaceChildren(...children.filter((child) => child));
    return node;
  }

  const make = (tag, attributes, ...children) => fill(set(document.createElement(tag), attributes), ...children);

  // The parts of a fragment, its words marked.
  function marked({ fragment, marks }) {
    const parts = [];
    let at = 0;
    for (const [start, end] of marks) {
      parts.push(fragment.slice(at, start), make('mark', {}, fragment.slice(start, end)));
      at = end;
    }
    parts.push(fragment.slice(at));
    return parts;
  }

  // ---- the search box: a combobox with a list of suggestions ----
  function combobox(form, number) {
    const input = form.elements.q, id = 'buscar-sugerencias-' + number;
    const list = make('div', { id, class: 'buscar-sugerencias', role: 'listbox', 'aria-label': say('sugerencias') });
    const told = make('p', { class: 'oculto', role: 'status' });
    let options = [], active = -1, turn = 0;

    // Before the first and after the last option stands the text itself.
    function mark(at) {
      const all = options.length + 1;
      active = (at + all + 1) % all - 1;
      options.forEach((option, one) => set(option, { 'aria-selected': `${one === active}` }));
      set(input, { 'aria-activedescendant': active < 0 ? '' : options[active].id });
    }

    function show(open) {
      list.hidden = !open;
      set(input, { 'aria-expanded': `${open}` });
      mark(-1);
    }

    function choose({ text, url }) {
      if (url) location.href = root + url;
      else {
        input.value = text;
        form.requestSubmit();
      }
    }

    async function suggest() {
      const mine = ++turn;
      const found = await engine.complete(input.value, 5).catch(() => []);
      if (mine !== turn || document.activeElement !== input) return;
      options = found.map((suggestion, at) => make('li', {
        id: id + '-' + at, role: 'option',
        onpointerdown: (event) => event.preventDefault(), onclick: () => choose(suggestion),
      }, suggestion.text));
      fill(list, ...['palabras', 'paginas'].map((name, pages) => make('ul',
        { role: 'group', 'aria-label': say(name) }, ...options.filter((_, at) => !found[at].url == !pages))));
      show(found.length > 0);
      // Told once, when the fingers rest: a count at each letter would drown the letters.
      setTimeout(() => mine === turn && (told.textContent = say('sugerencias') + ' ' + found.length), 600);
    }

    set(input, { role: 'combobox', 'aria-controls': id, 'aria-autocomplete': 'list' });
    input.after(list, told);
    show(false);
    input.addEventListener('input', suggest);
    input.addEventListener('blur', () => show(false));
    input.addEventListener('keydown', (event) => {
      // While a word is composed, its keys belong to the input method.
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && list.hidden) suggest();
      else if (step) mark(active + step);
      else if (event.key === 'Escape' && !list.hidden) show(false);
      else if (event.key === 'Enter' && active >= 0) options[active].click();
      else return;
      event.preventDefault();
    });
    form.addEventListener('submit', () => show(false));
    if (document.activeElement === input) suggest();
  }

  const forms = document.querySelectorAll('form[role=search]');
  forms.forEach(combobox);
  engine.start().catch(() => {});

  // ---- the results page ----
  const place = document.getElementById('p_resultados');
  if (!place) return;

  const wide = innerWidth > 960;
  const count = place.firstChild;
  const notes = make('div', { class: 'buscar-avisos' });
  const chips = make('ul', { class: 'buscar-fichas' });
  const filters = make('details', { class: 'buscar-filtros', hidden: true, ontoggle: showFacets, open: wide },
    make('summary', {}, say('filtros')));
  const order = make('p', { class: 'buscar-orden', hidden: true });
  const list = make('ol', { class: 'buscar-lista' });
  const more = make('button', { class: 'buscar-mas', hidden: true }, say('mas'));
  // Focus goes as the eye does: on a wide screen the filters stand to the right of the results.
  // What did not come, told where it would stand.
  const missing = make('p', { role: 'status' });
  fill(place, count, chips, notes, order, list, missing, more);
  (wide ? more : notes).after(filters);
  const title = document.title;
  let answer, narrowed, asking = '', turn = 0, reached;

  const params = () => new URLSearchParams(location.search);

  // Changes the address and searches again; where the address cannot change, the page is opened anew.
  function go(change) {
    const next = params();
    change(next);
    try {
      history.pushState(null, '', '?' + next);
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
    const mine = ++turn, asked = params(), text = asked.get('q') || '';
    asking = location.search;
    // What a tab, the history and a screen reader call this answer.
    document.title = (text && text + ' · ') + title;
    place.hidden = false;
    count.textContent = say('buscando');
    try {
      const facets = {};
      for (const { field } of await engine.start()) facets[field] = asked.getAll(field);
      narrowed = Object.values(facets).join('');
      const found = (text.trim() || narrowed) && await engine.search({ text, facets, sort: asked.get('orden'), limit: history.state || 10 });
      if (mine !== turn) return;
      answer = found;
      [list, chips, notes].forEach((part) => fill(part));
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
        if (document.activeElement === document.body) count.focus();
      });
    } catch {
      if (mine === turn) count.textContent = say('error');
    }
  }

  function show({ query, total, near, substitutions, unknown }) {
    count.textContent = say(total === 1 ? 'uno' : total || !query.text ? 'varios' : 'nada', { n: figure(total), q: query.text });
    const nothing = document.getElementById('buscador-nada');
    fill(notes,
      ...substitutions.map(({ escrita, buscadas }) => make('p', {}, say('sustituida', { a: escrita, b: buscadas.join(', ') }))),
      ...unknown.map((a) => make('p', {}, say('desconocida', { a }))),
      near.length && make('p', {}, say('cercanas'), ...near.flatMap((word) => [' ', make('a', { href: '?q=' + word }, word)])),
      !total && nothing?.content.cloneNode(true));
    const sort = (key, value) => make('button', {
      'aria-pressed': `${(query.sort || '') === value}`,
      onclick: () => go((next) => (value ? next.set('orden', value) : next.delete('orden'))),
    }, say(key));
    order.hidden = total < 2 || !query.words.length;
    fill(order, say('orden') + ' ', sort('relevancia', ''), ' ', sort('fecha', 'fecha'));
  }

  // Adds hits to the list, of so many as were asked for.
  function append({ hits, query: { limit } }) {
    list.append(...hits.map((hit) => {
      return make('li', { class: 'buscar-resultado' },
        make('h2', {}, make('a', { href: root + hit.url }, hit.title)),
        make('p', { class: 'buscar-datos' }, hit.kind,
          hit.date && make('time', { datetime: hit.date }, ' · ' + day(new Date(hit.date + 'T00:00')))),
        make('p', { class: 'buscar-fragmento' }, ...(hit.marks.length ? marked(hit) : [hit.summary || hit.fragment])),
        hit.sections[0] && make('ul', { class: 'buscar-secciones' }, ...hit.sections.map(({ url, heading }) => make('li', {},
          make('a', { href: root + url }, heading)))));
    }));
    missing.textContent = hits.length < Math.min(limit, answer.total - reached) ? say('error') : '';
    if (hits.length) reached += limit;
    more.hidden = reached >= answer.total;
  }

  more.addEventListener('click', async () => {
    const shown = list.children.length, mine = turn;
    const next = await engine.search({ ...answer.query, offset: reached, limit: 10 }).catch(() => ({ ...answer, hits: [] }));
    if (mine !== turn) return;
    append(next);
    // Who comes back sees as many.
    history.replaceState(reached, '');
    list.children[shown]?.querySelector('a').focus();
  });

  // Counts are asked for when somebody can see them, on a wide screen at once; what was chosen is always told.
  async function showFacets() {
    const found = answer, mine = turn;
    filters.hidden = !found?.facets.length || !(found.total || narrowed);
    if (filters.hidden || !filters.open && !narrowed) return;
    const facets = await engine.facetCounts(found.query).catch(() => []);
    if (mine !== turn) return;
    const focused = document.activeElement.id;
    fill(filters, filters.firstChild, ...facets.map(
      ({ field, label, terms }) => make('fieldset', {}, make('legend', {}, label), ...terms.map((term) => make('label', {},
        make('input', { type: 'checkbox', id: 'filtro-' + field + '-' + term.id, checked: term.chosen, disabled: !term.count && !term.chosen, onchange: () => toggle(field, term.id) }),
        ' ' + term.label + ' (' + figure(term.count) + ')')))));
    // A term that the site does not have any more, of an old address, can be taken off as well.
    fill(chips, ...facets.flatMap(({ field, terms }) => params().getAll(field).map((id) => {
      const a = terms.find((term) => term.id === id)?.label || id;
      return make('li', {}, make('button', { class: 'buscar-ficha', 'aria-label': say('quitar', { a }), onclick: () => toggle(field, id) }, a + ' ×'));
    })));
    document.getElementById(focused)?.focus();
  }

  forms.forEach((form) => form.addEventListener('submit', (event) => {
    event.preventDefault();
    form.elements.q.blur();
    go((next) => next.set('q', form.elements.q.value));
  }));
  addEventListener('popstate', () => {
    // A step within the page, as the skip link's, asks nothing new.
    if (location.search === asking) return;
    forms.forEach((form) => (form.elements.q.value = params().get('q')));
    run();
  });
  if (location.search) run();
};
