// Builds and checks the npm workspace for Maven, doing nothing when nothing changed.
//   node build.mjs build            npm ci (if the lock changed), build every app into target/<app>
//   node build.mjs test [--skip=…]  types, lint, unit tests, bundle budget
// Hashes of the inputs lie under target/, so `mvn clean` starts afresh.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const root = dirname(fileURLToPath(import.meta.url));
const target = join(root, 'target');
const stamps = join(target, 'stamps');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(`The user interfaces need Node.js ${OLDEST_NODE.join('.')} or newer, but \`node\` is ${process.versions.node}.`);
}

const [goal, ...flags] = process.argv.slice(2);
if (goal === 'build') {
  install();
  build();
} else if (goal === 'test') {
  if (flags.includes('--skip=true')) {
    console.log('ui: checks skipped');
  } else {
    install();
    check();
  }
} else {
  fail('Usage: node build.mjs build|test [--skip=true]');
}

function install() {
  const inputs = hash([...manifests(), '.npmrc'].filter((file) => existsSync(join(root, file))));
  // The stamp lies inside node_modules: whoever removes that directory removes the stamp with it.
  const stamp = join(root, 'node_modules', '.promotion-bus-installed');
  if (read(stamp) === inputs) return;
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, inputs);
}

function build() {
  const inputs = hash(sources());
  const stamp = join(stamps, 'build');
  if (read(stamp) === inputs && apps().every((app) => existsSync(join(target, app, 'index.html')))) {
    console.log('ui: nothing changed since the last build');
    return;
  }
  rmSync(stamp, { force: true });
  for (const app of apps()) {
    npm(['run', 'build', '--workspace', app]);
    rmSync(join(target, app), { recursive: true, force: true });
    cpSync(join(root, app, 'dist'), join(target, app), { recursive: true });
  }
  remember(stamp, inputs);
}

function check() {
  const inputs = hash(sources());
  const stamp = join(stamps, 'test');
  if (read(stamp) === inputs) {
    console.log('ui: nothing changed since the checks last passed');
    return;
  }
  rmSync(stamp, { force: true });
  npm(['run', 'check']);
  remember(stamp, inputs);
}

/** Workspaces with a page of their own; the kit is a library and builds with them. */
function apps() {
  return directories().filter((name) => existsSync(join(root, name, 'index.html')));
}

function directories() {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'package.json')))
    .map((entry) => entry.name)
    .filter((name) => name !== 'node_modules' && name !== 'target')
    .sort();
}

function manifests() {
  return ['package.json', 'package-lock.json', ...directories().map((name) => join(name, 'package.json'))];
}

/** Everything a build or a check reads, the OpenAPI files included: generated clients depend on them. */
function sources() {
  const own = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
  const api = join(root, '..', 'docs', 'api');
  return [...own, ...directories().flatMap((name) => walk(join(root, name))), ...(existsSync(api) ? walk(api) : [])];
}

function walk(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist', 'target'].includes(entry.name) ? [] : walk(path);
    return [relative(root, path)];
  });
}

function hash(files) {
  const sum = createHash('sha256').update(process.versions.node);
  for (const file of [...files].sort()) {
    sum.update(file.split(sep).join('/')).update('\0').update(readFileSync(join(root, file))).update('\0');
  }
  return sum.digest('hex');
}

function npm(args) {
  const windows = process.platform === 'win32';
  const run = spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: root, stdio: 'inherit', shell: windows });
  if (run.error) fail(`The user interfaces need npm beside Node.js, and it could not be started: ${run.error.message}`);
  if (run.status !== 0) fail(`npm ${args.join(' ')} failed; its output above says why.`);
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function remember(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
