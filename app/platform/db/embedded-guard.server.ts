import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import type net from "node:net";
import path from "node:path";
import type { Place } from "./embedded-place.server";

/** Arguments: the server's pid, its pid file, and when shared this holder's file in the folder of all holders. */
const GUARD = `
read -r _
if [ -n "$3" ]; then
	rm -f "$3"
	rmdir "$(dirname "$3")" 2>/dev/null || exit 0
fi
[ "$(head -n 1 "$2" 2>/dev/null)" = "$1" ] || exit 0
kill -INT "$1"
while kill -0 "$1" 2>/dev/null && [ "$(head -n 1 "$2" 2>/dev/null)" = "$1" ]; do sleep 0.05; done
`;

/**
 * Stops the server when this process vanishes without a chance to do so: its end of the pipe closes with it.
 * The guardian has its own process group, so that Ctrl-C does not end it first.
 */
export function guard(pid: number, place: Place, holder = ""): ChildProcess | null {
	if (process.platform === "win32") return null;
	const pidFile = path.join(place.postgresDir, "postmaster.pid");
	const child = spawn("/bin/sh", ["-c", GUARD, "sh", String(pid), pidFile, holder], {
		detached: true,
		cwd: "/",
		stdio: ["pipe", "ignore", "ignore"],
	});
	child.on("error", () => {});
	child.stdin?.on("error", () => {});
	child.unref();
	(child.stdin as unknown as net.Socket | null)?.unref();
	return child;
}

/** Marks a shared server as used by this process; the answer gives it up, and the last to do so stops it. */
export function hold(pid: number, place: Place): () => Promise<void> {
	const folder = `${place.postgresDir}.holders`;
	fs.mkdirSync(folder, { recursive: true });
	for (const name of fs.readdirSync(folder)) {
		if (!isAlive(Number.parseInt(name, 10))) fs.rmSync(path.join(folder, name), { force: true });
	}
	const holder = path.join(folder, `${process.pid}-${randomBytes(4).toString("hex")}`);
	fs.writeFileSync(holder, "");
	const guardian = guard(pid, place, holder);
	return async () => {
		if (!guardian || guardian.exitCode !== null) return;
		guardian.ref();
		const exit = new Promise((resolve) => guardian.once("exit", resolve));
		guardian.stdin?.end();
		await exit;
	};
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== "ESRCH";
	}
}
