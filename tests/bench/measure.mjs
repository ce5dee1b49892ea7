// Runs one command and tells what it cost, in one line of JSON: node measure.mjs COMMAND…
//
// Time is bash's own `time`, which counts every child. Memory is the peak that the kernel keeps of
// each process (VmHWM), read again and again while it lives; the largest process counts.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

const read = path => {
  try { return readFileSync(path, 'utf8') } catch { return '' }
}

let peak = 0
function look(pid) {
  const own = /VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))
  if (own) peak = Math.max(peak, Number(own[1]))
  for (const child of read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean)) look(child)
}

const command = process.argv.slice(2)
const run = spawn('bash', ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&3', 'measure', ...command], {
  stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
})
let times = ''
let said = ''
run.stderr.on('data', data => { times += data })
run.stdio[3].on('data', data => { said += data })
const watch = setInterval(() => look(run.pid), 3)
run.on('close', code => {
  clearInterval(watch)
  if (code !== 0) {
    process.stderr.write(said)
    process.exit(code ?? 1)
  }
  const [wall, user, system] = times.trim().split(/\s+/).map(Number)
  console.log(JSON.stringify({ wall, user, system, peak: peak * 1024 }))
})
