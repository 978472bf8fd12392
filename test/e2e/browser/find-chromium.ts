import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { env } from "~/platform/env.server";

/** Everything this folder keeps of a browser: outside the repository's files, and only ours. */
const KEPT = path.resolve(".test-data/browser");
const SYSTEM = "/usr/bin/chromium";

export type Chromium = { executablePath: string; env: Record<string, string> };

/**
 * A Chromium to drive: CHROMIUM_PATH, else the system's, else the one inside the package @sparticuz/chromium, unpacked once
 * into a folder of ours with the few libraries a bare machine lacks. Any of them writes Japanese with the package's font.
 */
export async function findChromium(): Promise<Chromium> {
	const fonts = writeFonts();
	const given = env.CHROMIUM_PATH;
	if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH: there is no ${given}`);
	const installed = given ?? (existsSync(SYSTEM) ? SYSTEM : null);
	if (installed) return { executablePath: installed, env: { FONTCONFIG_FILE: fonts } };
	const folder = await unpack();
	const libraries = [path.join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
	const executablePath = path.join(folder, "chromium");
	return { executablePath, env: { FONTCONFIG_FILE: fonts, LD_LIBRARY_PATH: libraries } };
}

/** Few machines that run tests have a Japanese font, and without one neither a picture nor axe says so. */
function writeFonts(): string {
	mkdirSync(KEPT, { recursive: true });
	const folder = path.dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/noto-sans-jp/package.json"));
	const weights = ["400Regular", "700Bold"].map((weight) => `<dir>${path.join(folder, weight)}</dir>`);
	const file = path.join(KEPT, "fonts.conf");
	writeFileSync(
		file,
		`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${weights.join("")}<cachedir>${path.join(KEPT, "font-cache")}</cachedir></fontconfig>\n`,
	);
	return file;
}

/** The package unpacks into TMPDIR and takes whatever it finds there, so it gets a folder of its own. */
async function unpack(): Promise<string> {
	const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
	const { version } = JSON.parse(readFileSync(path.resolve(path.dirname(entry), "../../package.json"), "utf8"));
	const folder = path.join(KEPT, `chromium-${version}`);
	if (existsSync(folder)) return folder;
	// Under another name until it is whole, so that a run cut short leaves no half browser.
	const unfinished = `${folder}-${process.pid}`;
	rmSync(unfinished, { recursive: true, force: true });
	mkdirSync(unfinished, { recursive: true });
	const code = `import(${JSON.stringify(pathToFileURL(entry).href)}).then((m) => (m.default.default ?? m.default).executablePath())`;
	// By this name the package knows that it must bring its own libraries.
	await run(["--input-type=module", "-e", code], { TMPDIR: unfinished, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" });
	try {
		renameSync(unfinished, folder);
	} catch (error) {
		if (!existsSync(folder)) throw error;
		rmSync(unfinished, { recursive: true, force: true });
	}
	return folder;
}

function run(args: string[], env: Record<string, string>): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, {
			env: { ...process.env, ...env },
			stdio: ["ignore", "ignore", "pipe"],
		});
		let said = "";
		child.stderr.on("data", (chunk: Buffer) => {
			said += chunk;
		});
		child.once("error", reject);
		child.once("exit", (code) =>
			code === 0 ? resolve() : reject(new Error(`The bundled Chromium could not be unpacked: ${said.trim()}`)),
		);
	});
}
