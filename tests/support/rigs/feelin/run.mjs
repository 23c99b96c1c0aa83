// The comparison interpreter: feelin under Node, beside this file in node_modules. Usage: node run.mjs values|time FILE
// FILE is {"contexts": […], "samples": [[text, context, input], …]}, dates as {"date": "…"}. `input` is null for an expression,
// or the name of the fact that a table cell is tested against.
// values: one JSON line a sample; an exception is {"error": "…"}. time: nanoseconds a sample, parse and evaluate, warm.
import { readFileSync } from 'node:fs';
import { evaluate, unaryTest } from 'feelin';

const [mode, file] = process.argv.slice(2);
const { contexts, samples } = JSON.parse(readFileSync(file, 'utf8'));

function value(json) {
  if (Array.isArray(json)) return json.map(value);
  if (json && typeof json === 'object') return evaluate(`date("${json.date}")`, {}).value;
  return json;
}
function plain(result) {
  if (Array.isArray(result)) return result.map(plain);
  return result && typeof result === 'object' ? String(result) : result;
}
const worlds = contexts.map(context => Object.fromEntries(Object.entries(context).map(([name, json]) => [name, value(json)])));
const run = ([text, context, input]) =>
  input === null ? evaluate(text, worlds[context]).value : unaryTest(text, { '?': worlds[context][input] }).value;

if (mode === 'values') {
  const lines = samples.map(sample => {
    try { return JSON.stringify(plain(run(sample)) ?? null); }
    catch (error) { return JSON.stringify({ error: String(error.message).split('\n')[0] }); }
  });
  process.stdout.write(lines.join('\n') + '\n');
} else {
  const pass = () => {
    const start = process.hrtime.bigint();
    for (const sample of samples) { try { run(sample); } catch { } }
    return Number(process.hrtime.bigint() - start) / samples.length;
  };
  pass(); pass();
  const rounds = [pass(), pass(), pass(), pass(), pass()].sort((a, b) => a - b);
  process.stdout.write(`${rounds[2]}\n`);
}
