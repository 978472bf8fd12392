import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import type { FileStore } from "./file-store";

/** Files in a folder of this machine: readable by this user only. */
export class FolderStore implements FileStore {
	readonly #folder: string;

	constructor(folder: string) {
		this.#folder = folder;
	}

	/**
	 * Written whole under a hidden name, flushed, then given its name by a hard link, which fails where the name is
	 * taken: a reader never sees half a file, and of two writers one wins.
	 */
	async add(key: string, bytes: Uint8Array): Promise<"added" | "was_there"> {
		const file = this.#path(key);
		const folder = path.dirname(file);
		await fs.mkdir(folder, { recursive: true, mode: 0o700 });
		const draft = path.join(folder, `.${randomUUID()}`);
		try {
			await writeFlushed(draft, bytes);
			if (!(await nameOnce(draft, file))) return "was_there";
			await flushFolder(folder);
			return "added";
		} finally {
			await fs.rm(draft, { force: true });
		}
	}

	async read(key: string): Promise<Uint8Array | null> {
		return await fs.readFile(this.#path(key)).catch(nullWhenMissing);
	}

	async remove(key: string): Promise<void> {
		await fs.rm(this.#path(key), { force: true });
	}

	#path(key: string): string {
		return path.join(this.#folder, ...key.split("/"));
	}
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
	const handle = await fs.open(file, "wx", 0o600);
	try {
		await handle.writeFile(bytes);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

const NO_HARD_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/** @returns false when the name is taken */
async function nameOnce(draft: string, file: string): Promise<boolean> {
	try {
		await fs.link(draft, file);
		return true;
	} catch (error) {
		const code = codeOf(error);
		if (code === "EEXIST") return false;
		if (code === undefined || !NO_HARD_LINKS.has(code)) throw error;
	}
	// Some network and USB file systems have no hard links; there the look and the rename are two steps.
	if ((await fs.stat(file).catch(nullWhenMissing)) !== null) return false;
	await fs.rename(draft, file);
	return true;
}

/** The name itself must survive a power cut, too. Windows cannot open a folder; its file systems keep names in order. */
async function flushFolder(folder: string): Promise<void> {
	if (process.platform === "win32") return;
	const handle = await fs.open(folder, "r");
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

function nullWhenMissing(error: unknown): null {
	if (codeOf(error) === "ENOENT") return null;
	throw error;
}

function codeOf(error: unknown): string | undefined {
	return (error as NodeJS.ErrnoException | undefined)?.code;
}
