// Answers queries with the client's core and the files of a browser index, for the test in Rust.
// Two are asked at once, as somebody who types fast does: what one adds up is not the other's.
// Use: node search-answers.mjs <folder of the index> <core.js> <queries.json>
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bring, handed } from './search-handed.mjs';

const [folder, core, queries] = process.argv.slice(2);
await bring(core);
const ask = globalThis.acervoNucleo((path) => handed(readFileSync(join(folder, path))));

async function answered(query) {
  const answer = await ask('search', query);
  const hits = answer.hits.map((hit) => ({
    url: hit.url,
    title: hit.title,
    kind: hit.kind,
    date: hit.date,
    score: hit.score,
    summary: hit.summary,
    fragment: hit.fragment,
    marks: hit.marks.map(([start, end]) => hit.fragment.slice(start, end)),
    sections: hit.sections,
  }));
  // The client keeps terms that no answer has, to show them switched off; the index leaves them out.
  const kept = ({ count, chosen }) => count || chosen;
  const facets = (await ask('counts', answer.query)).map(({ terms }) => terms.filter(kept).map(({ id, count, chosen }) => [id, count, chosen]));
  const substitutions = answer.substitutions.map(({ a, b }) => [a, b.split(', ')]);
  return { total: answer.total, hits, near: answer.near, facets, substitutions, unknown: answer.unknown };
}

const asked = JSON.parse(readFileSync(queries, 'utf8')), answers = [];
for (let at = 0; at < asked.length; at += 2) answers.push(...(await Promise.all(asked.slice(at, at + 2).map(answered))));
process.stdout.write(JSON.stringify(answers));
