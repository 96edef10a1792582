// Builds the browser's half of live pages out of Jupyter's official packages:
//
//     cd client && npm ci && npm run build
//
// What it writes is committed, so that nobody needs Node to run or to test this project:
// ../sciatica/serve/client/live.js, live.css, licences.txt, and built-from.json with the hashes of
// all that went in and came out.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, version } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "..", "sciatica", "serve", "client");
const INPUTS = readdirSync(here).filter((name) => /\.(m?js|txt)$|^package(-lock)?\.json$/.test(name)).sort();

const made = await build({
  absWorkingDir: here,
  entryPoints: ["live.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none", // all licences stand in licences.txt
  banner: { js: "/* licences: see licences.txt beside this file */", css: "/* licences: see licences.txt beside this file */" },
  metafile: true,
  write: false,
  outdir: target,
});

// Every package that something in the bundle comes from, with its licence word for word.
const folders = new Set();
for (const output of Object.values(made.metafile.outputs)) {
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
    const found = path.match(/node_modules(?:.*node_modules)?\/(?:@[^/]+\/)?[^/]+/);
    if (found && bytesInOutput) folders.add(found[0]);
  }
}
const packages = [...folders].map((folder) => {
  const about = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
  const file = readdirSync(join(here, folder)).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? readFileSync(join(here, folder, file), "utf8").trim() : "";
  const licence = about.license ?? about.licenses?.map((one) => one.type).join(" OR ");
  return { name: about.name, version: about.version, licence, text };
}).sort((a, b) => (a.name < b.name ? -1 : 1));

// Jupyter's packages are published without the file that their headers name; all bear the same.
const JUPYTER = readFileSync(join(here, "jupyter-licence.txt"), "utf8").trim();
const licences = packages.map(({ name, version, licence, text }) => {
  const words = text || (/^@(jupyter|lumino)/.test(name) ? JUPYTER : "");
  if (!words) throw new Error(`${name} ${version} comes without its licence`);
  return `${name} ${version} (${licence})\n\n${words}\n`;
}).join(`\n${"-".repeat(80)}\n\n`);

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
const outputs = new Map([["licences.txt", licences]]);
for (const file of made.outputFiles) outputs.set(basename(file.path), file.text);

mkdirSync(target, { recursive: true });
for (const [name, text] of outputs) writeFileSync(join(target, name), text);
const about = {
  inputs: Object.fromEntries(INPUTS.map((name) => [name, hash(readFileSync(join(here, name)))])),
  outputs: Object.fromEntries([...outputs].sort().map(([name, text]) => [name, hash(text)])),
  packages: Object.fromEntries(packages.map(({ name, version, licence }) => [name, `${version}, ${licence}`])),
  esbuild: version,
};
writeFileSync(join(target, "built-from.json"), `${JSON.stringify(about, null, 1)}\n`);
console.log(outputs.size, "files,", packages.length, "packages");
