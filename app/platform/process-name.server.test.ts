import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { lifeOf, processName } from "./process-name.server";

const NAME_OF_CHILD = `
	import("./app/platform/process-name.server.ts").then(({ processName }) => console.log(processName()));
	setInterval(() => {}, 1000);`;

test("another process of this machine is alive until it is not", async () => {
	const child = spawn(process.execPath, ["--import", "tsx", "-e", NAME_OF_CHILD], {
		stdio: ["ignore", "pipe", "ignore"],
	});
	const [said] = (await once(child.stdout, "data")) as [Buffer];
	const name = said.toString().trim();
	expect(name).not.toBe(processName());
	expect(lifeOf(name)).toBe("alive");
	// Its number given to another, started later.
	expect(lifeOf(name.replace(/\d+$/, "1"))).toBe("dead");
	child.kill("SIGKILL");
	await once(child, "exit");
	expect(lifeOf(name)).toBe("dead");
});

test("of what runs elsewhere nothing is known", () => {
	expect(lifeOf(processName())).toBe("alive");
	expect(lifeOf("another-boot.4026531836/1/77")).toBe("unknown");
	expect(lifeOf("/1/77")).toBe("unknown");
	expect(lifeOf("nonsense")).toBe("unknown");
});
