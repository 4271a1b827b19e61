// Starts the program and the browser, and holds pages against axe.
import { spawn, execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const here = fileURLToPath(new URL('.', import.meta.url));
export const program = process.env.SUFFRAGE ?? join(here, '../../../target/debug/suffrage');
const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const axe = readFileSync(join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');
const shots = join(here, 'shots');
mkdirSync(shots, { recursive: true });

/** The server on a free port: its address, and how to stop it. */
export async function serve(...more) {
  const child = spawn(program, ['serve', '--address', '127.0.0.1:0', '--log', 'off', '--lang', 'en', ...more]);
  const address = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
      const found = text.match(/http:\/\/[^/]+/);
      if (found) resolve(found[0]);
    });
    child.stderr.on('data', (part) => process.stderr.write(part));
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { address, stop: () => new Promise((done) => { child.on('exit', done); child.kill('SIGTERM'); }) };
}

/** The publication, and a host that knows nothing but files. */
export async function publish() {
  const folder = mkdtempSync(join(tmpdir(), 'suffrage-site-'));
  execFileSync(program, ['publish', folder]);
  const kinds = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };
  const server = createServer((request, response) => {
    let path = join(folder, normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)));
    if (path.endsWith('/')) path += 'index.html';
    if (!path.startsWith(folder) || !existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': kinds[extname(path)] ?? 'text/plain' }).end(readFileSync(path));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { address: `http://127.0.0.1:${server.address().port}`, folder, stop: () => server.close() };
}

export const browser = () => chromium.launch({
  executablePath: chromiumPath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

/** A page of its own, which must ask nobody but its server, and write nothing into the console. */
export async function open(b, options = {}) {
  const context = await b.newContext({ viewport: { width: 1100, height: 850 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (line) => { if (line.type() === 'error' && !/status of 4\d\d/.test(line.text())) page.faults.push(line.text()); });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('request', (request) => {
    const host = new URL(request.url()).hostname;
    if (host && host !== '127.0.0.1') page.faults.push(`asks ${request.url()}`);
  });
  return page;
}

/** No violation of WCAG A, AA or of best practice; nothing in the console; nobody else asked. */
export async function sound(page, name) {
  // By the debugger's door: the pages' policy lets no script in.
  const session = await page.context().newCDPSession(page);
  const run = (expression) => session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  await run(axe);
  const { result, exceptionDetails } = await run(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then((found) => ({ passes: found.passes.length, faults: found.violations.map((one) => one.id + ': ' + one.help + ' | '
      + one.nodes.slice(0, 4).map((node) => node.html.slice(0, 200) + ' ' + (node.any[0]?.message ?? node.failureSummary)).join(' | ')) }))`);
  assert.equal(exceptionDetails, undefined, 'axe runs');
  assert.ok(result.value.passes > 5, 'axe looked at the page');
  assert.deepEqual(result.value.faults, [], `${name}: accessibility`);
  assert.deepEqual(page.faults, [], `${name}: console and requests`);
  await session.detach();
  if (process.env.SHOTS) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

/** Nothing sticks out to the right. */
export async function fits(page) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= room, `the page is ${wide} wide where there is room for ${room}`);
}
