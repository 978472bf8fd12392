import { randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { processWide } from "./process-wide";

/** What a name says of its process. `unknown`: it ran somewhere this one cannot look. */
export type Life = "alive" | "dead" | "unknown";

const own = processWide("processName", () => ({ name: nameOf() }));

/**
 * Names this process so that another can tell later whether it still lives: the boot of the machine and the space of process
 * numbers (a container has its own), the number, and the moment it was started, since a number may be given again.
 */
export function processName(): string {
	return own.name;
}

/** Does the process of that name live? Known only where it shares this one's space of process numbers. */
export function lifeOf(name: string): Life {
	if (name === own.name) return "alive";
	const [place, pid = "", startedAt] = name.split("/");
	if (place !== own.name.split("/")[0] || place === "" || !/^\d+$/.test(pid)) return "unknown";
	const found = startOf(pid);
	if (found !== null) return found === startedAt ? "alive" : "dead";
	return isFree(Number(pid)) ? "dead" : "unknown";
}

function nameOf(): string {
	try {
		const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
		const space = readlinkSync("/proc/self/ns/pid").replace(/\D/g, "");
		const startedAt = startOf(String(process.pid));
		if (boot && space && startedAt) return `${boot}.${space}/${process.pid}/${startedAt}`;
	} catch {
		// Not Linux: nobody looks into the lives of others.
	}
	return `/${process.pid}/${randomBytes(8).toString("hex")}`;
}

/** A process of somebody else may be hidden from /proc; its number is still taken. */
function isFree(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "ESRCH";
	}
}

/** When the process of a number was started, in ticks since the boot; `ended` when only its remains are left, null when none is seen. */
function startOf(pid: string): string | null {
	try {
		// The second field is the program's name in brackets and may hold anything.
		const [state = "Z", ...rest] = readFileSync(`/proc/${pid}/stat`, "utf8")
			.replace(/^.*\) /s, "")
			.split(" ");
		return /[ZXx]/.test(state) ? "ended" : (rest[18] ?? null);
	} catch {
		return null;
	}
}
