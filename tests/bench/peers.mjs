// Turns the corpus into sites for other generators: node peers.mjs CORPUS FOLDER
//
// Each gets a minimal theme that makes the same kinds of pages as ours: base layout, way back,
// metadata, table of contents, lists of twenty, four taxonomies, site map and feed.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const [corpus, folder] = process.argv.slice(2)
const taxonomies = ['departamento', 'descriptor', 'nivel', 'etiquetas']
const write = (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const values = text => text.replace(/^\[|\]$/g, '').split(', ').map(v => JSON.stringify(v)).join(', ')
for (const collection of readdirSync(join(corpus, 'content'))) {
  for (const name of readdirSync(join(corpus, 'content', collection))) {
    const text = readFileSync(join(corpus, 'content', collection, name), 'utf8')
    const [, head, body] = text.split('---\n', 3)
    const rest = text.slice(head.length + 8)
    const field = Object.fromEntries(head.trim().split('\n').map(line => {
      const at = line.indexOf(': ')
      return [line.slice(0, at), line.slice(at + 2)]
    }))
    const terms = taxonomies.map(t => `${t} = [${values(field[t])}]`).join('\n')
    const common = `title = ${field.titulo}\ndate = ${field.fecha}\n`
    const path = `content/${collection}/${name}`
    write(`hugo/${path}`, `+++\n${common}summary = ${field.resumen}\nmunicipio = "${field.municipio}"\n` +
      `${terms}\n+++\n${rest.replaceAll(/\]\(\.\.\/(\w+)\/(doc-\d+)\.md\)/g, '](/$1/$2/)')}`)
    write(`zola/${path}`, `+++\n${common}description = ${field.resumen}\n[taxonomies]\n${terms}\n` +
      `[extra]\nmunicipio = "${field.municipio}"\n+++\n` +
      rest.replaceAll(/\]\(\.\.\/(\w+)\/(doc-\d+)\.md\)/g, '](@/$1/$2.md)'))
    if (body === undefined) throw new Error(name)
  }
  write(`zola/content/${collection}/_index.md`,
    `+++\ntitle = "${collection}"\nsort_by = "date"\npaginate_by = 20\n+++\n`)
}

write('hugo/hugo.toml', `baseURL = "https://ejemplo.test/"\nlanguageCode = "es"\ntitle = "Corpus"
[pagination]\npagerSize = 20\n[taxonomies]\n${taxonomies.map(t => `${t} = "${t}"`).join('\n')}
[outputs]\nhome = ["HTML", "RSS"]\nsection = ["HTML"]\nterm = ["HTML"]\ntaxonomy = ["HTML"]
[services.rss]\nlimit = 30\n`)
write('hugo/layouts/baseof.html', `<!doctype html><html lang="es"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Summary }}"><link rel="canonical" href="{{ .Permalink }}"></head><body>
<header><a href="/">{{ site.Title }}</a></header><nav>{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
<main data-pagefind-body>{{ block "main" . }}{{ end }}</main><footer>{{ site.Title }}</footer></body></html>`)
write('hugo/layouts/page.html', `{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p><time>{{ .Date.Format "2006-01-02" }}</time>
<dl><dt>Municipio</dt><dd>{{ .Params.municipio }}</dd>{{ range $t := slice ${taxonomies.map(t => `"${t}"`).join(' ')} }}<dt>{{ $t }}</dt><dd>{{ range $.GetTerms $t }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</dd>{{ end }}</dl>
{{ .TableOfContents }}{{ .Content }}{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}`)
const hugoList = `{{ define "main" }}<h1>{{ .Title }}</h1>{{ $p := .Paginate .RegularPages }}{{ range $p.Pages }}<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Params.summary }}</p><p>{{ .Params.municipio }} <time>{{ .Date.Format "2006-01-02" }}</time></p></article>{{ end }}
<nav>{{ with $p.Prev }}<a href="{{ .URL }}">anterior</a>{{ end }} {{ $p.PageNumber }} / {{ $p.TotalPages }} {{ with $p.Next }}<a href="{{ .URL }}">siguiente</a>{{ end }}</nav>{{ end }}`
for (const name of ['section', 'term']) write(`hugo/layouts/${name}.html`, hugoList)
write('hugo/layouts/taxonomy.html', `{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}`)
write('hugo/layouts/home.html', `{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}`)

write('zola/config.toml', `base_url = "https://ejemplo.test"\ntitle = "Corpus"\ndefault_language = "es"\ngenerate_feeds = true\nfeed_limit = 30
taxonomies = [${taxonomies.map(t => `{ name = "${t}", paginate_by = 20 }`).join(', ')}]\n`)
write('zola/templates/base.html', `<!doctype html><html lang="es"><head><meta charset="utf-8"><title>{% block title %}{{ config.title }}{% endblock %}</title></head><body>
<header><a href="/">{{ config.title }}</a></header><main>{% block main %}{% endblock %}</main><footer>{{ config.title }}</footer></body></html>`)
write('zola/templates/page.html', `{% extends "base.html" %}{% block main %}<h1>{{ page.title }}</h1><p>{{ page.description }}</p><time>{{ page.date }}</time>
<dl><dt>Municipio</dt><dd>{{ page.extra.municipio }}</dd>{% for t, all in page.taxonomies %}<dt>{{ t }}</dt><dd>{% for v in all %}<a href="{{ get_taxonomy_url(kind=t, name=v) }}">{{ v }}</a> {% endfor %}</dd>{% endfor %}</dl>
<ul>{% for h in page.toc %}<li><a href="{{ h.permalink }}">{{ h.title }}</a></li>{% endfor %}</ul>{{ page.content | safe }}{% if page.lower %}<a href="{{ page.lower.permalink }}">{{ page.lower.title }}</a>{% endif %}{% endblock %}`)
const zolaList = title => `{% extends "base.html" %}{% block main %}<h1>${title}</h1>{% for page in paginator.pages %}<article><h2><a href="{{ page.permalink }}">{{ page.title }}</a></h2><p>{{ page.description }}</p><p>{{ page.extra.municipio }} <time>{{ page.date }}</time></p></article>{% endfor %}
<nav>{% if paginator.previous %}<a href="{{ paginator.previous }}">anterior</a>{% endif %} {{ paginator.current_index }} / {{ paginator.number_pagers }}{% if paginator.next %}<a href="{{ paginator.next }}">siguiente</a>{% endif %}</nav>{% endblock %}`
write('zola/templates/section.html', zolaList('{{ section.title }}'))
write('zola/templates/taxonomy_single.html', zolaList('{{ term.name }}'))
write('zola/templates/taxonomy_list.html', `{% extends "base.html" %}{% block main %}<ul>{% for term in terms %}<li><a href="{{ term.permalink }}">{{ term.name }}</a></li>{% endfor %}</ul>{% endblock %}`)
write('zola/templates/index.html', `{% extends "base.html" %}{% block main %}<h1>{{ config.title }}</h1>{% endblock %}`)
