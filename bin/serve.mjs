import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { refuseTakenPort } from "./ports.mjs";
import { begin, prepare, root } from "./prepare.mjs";
import { forgetUnfinishedDemo, seedWhenEmpty } from "./seed-demo.mjs";
import { Supervisor } from "./supervise.mjs";

const READY_LIMIT_MS = 90_000;
const say = (line) => console.log(line);

/** Everything one machine needs: database, sandbox in demo mode, web and worker, until Ctrl-C. */
export async function serve({ dev }) {
	await prepare({ say });
	process.env.NODE_ENV ??= dev ? "development" : "production";
	if (dev) process.env.IZUMI_DEV = "1";
	await import("tsx");
	const { env } = await import("../app/platform/env.server.ts");
	const demo = env.demo;
	// A demo's terminal is for people: only what goes wrong.
	if (demo && !dev) process.env.LOG_LEVEL ??= "warn";
	await refuseTakenPort(env.PORT, "PORT");
	if (env.stripeSandbox) await refuseTakenPort(env.SANDBOX_STRIPE_PORT, "SANDBOX_STRIPE_PORT");

	if (!dev) await prepare({ build: true, say });

	const supervisor = new Supervisor();
	const closing = closeOnSignal(supervisor);
	try {
		await startDatabase(env, closing);
		if (closing.asked) return;
		if (env.stripeSandbox) supervisor.start({ name: "sandbox", script: "test/stripe-sandbox/main.ts" });
		if (demo) await seedWhenEmpty(closing, say);
		if (closing.asked) return;
		if (env.stripeSandbox) await tellSandboxWhereToDeliver(env);
		if (closing.asked) return;
		supervisor.start({ name: "web", script: "app/server.ts", watch: dev });
		supervisor.start({ name: "worker", script: "app/worker.ts", watch: dev });
		await ready(supervisor, env, closing);
		if (!closing.asked) await welcome(env, dev);
		await closing.wait;
	} finally {
		await closing.close();
	}
}

function closeOnSignal(supervisor) {
	let ask = () => {};
	const wait = new Promise((resolve) => {
		ask = resolve;
	});
	const state = { asked: false, wait, cleanUps: [], close };
	let closed = null;
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
		process.on(signal, () => {
			if (!state.asked && signal === "SIGINT") say("\nStopping …");
			state.asked = true;
			ask();
			clearInterval(watch);
			// Also while a step before the end of the start is under way.
			void close().then(() => process.exit(0));
		});
	}
	// Killed outright, npm cannot pass anything on: its death shows as a new parent.
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.env.npm_lifecycle_event && process.ppid !== parent) process.kill(process.pid, "SIGTERM");
	}, 1000);
	watch.unref();
	function close() {
		closed ??= (async () => {
			await supervisor.stop();
			for (const cleanUp of state.cleanUps.reverse()) await cleanUp();
		})();
		return closed;
	}
	// A terminal that was closed cannot be written to; that must not keep us from closing.
	process.stdout.on("error", () => {});
	process.stderr.on("error", () => {});
	return state;
}

async function startDatabase(env, closing) {
	const database = await import("../app/platform/db/database-url.server.ts");
	const { waitForDatabase } = await import("../app/platform/db/wait-for-database.server.ts");
	const { migrate } = await import("../prisma/migrate.ts");
	const step = begin(say, "Preparing the database");
	closing.cleanUps.push(() => database.stopDatabase());
	const url = await database.ownerUrl(say);
	await waitForDatabase(url, { say });
	if (env.demo) await forgetUnfinishedDemo(env, say);
	await migrate(url, { say });
	const stopKeeping = database.keepDatabase(say);
	closing.cleanUps.push(async () => stopKeeping());
	step.done();
}

/** The sandbox forgets nothing, but the port may be another one than last time. */
async function tellSandboxWhereToDeliver(env) {
	const { host, port, protocol } = env.stripeSandbox;
	const deadline = Date.now() + READY_LIMIT_MS;
	const body = JSON.stringify({
		url: `http://127.0.0.1:${env.PORT}/webhooks/stripe`,
		secret: env.STRIPE_WEBHOOK_SECRET,
	});
	for (;;) {
		const answer = await fetch(`${protocol}://${host}:${port}/_sandbox/webhook`, { method: "POST", body }).catch(
			() => null,
		);
		if (answer?.ok) return;
		if (Date.now() > deadline) throw new Error(`The payment sandbox does not answer at port ${port}.`);
		await sleep(200);
	}
}

async function ready(supervisor, env, closing) {
	const deadline = Date.now() + READY_LIMIT_MS;
	while (!closing.asked) {
		const answer = await fetch(`http://127.0.0.1:${env.PORT}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(
			() => null,
		);
		if (answer?.ok) return;
		if (supervisor.failures("web") >= 3) throw new Error("The web process does not start; its last words are above.");
		if (Date.now() > deadline) throw new Error(`The web process does not answer at port ${env.PORT}.`);
		await sleep(200);
	}
}

async function welcome(env, dev) {
	const lines = ["", `Izumi is running at ${env.APP_URL}`, `  for staff      ${env.APP_URL}/console`];
	if (env.demo) {
		lines.push(`  sent mails     ${env.APP_URL}/sandbox/mail`);
		if (env.stripeSandbox)
			lines.push(`  payments       simulated on port ${env.SANDBOX_STRIPE_PORT}: no real money moves`);
		lines.push(...(await demoLogins()));
	} else {
		lines.push(...(await firstAdministrator()));
	}
	lines.push(
		"",
		dev ? "Changed files are taken up by themselves. Ctrl-C stops everything." : "Ctrl-C stops everything.",
		"",
	);
	say(lines.join("\n"));
}

async function demoLogins() {
	if (!fs.existsSync(path.join(root, "prisma/seed/demo-logins.ts"))) return [];
	const { demoLogins } = await import("../prisma/seed/demo-logins.ts");
	const widthOf = (key) => Math.max(...demoLogins.map((login) => login[key].length));
	const [mail, password] = [widthOf("email"), widthOf("password")];
	const lines = demoLogins.map(
		(login) => `  ${login.email.padEnd(mail)}  ${login.password.padEnd(password)}  ${login.role}`,
	);
	return ["", "Demo logins:", ...lines];
}

/** The one-time link is printed here and kept nowhere; while there is no administrator each start makes a new one. */
async function firstAdministrator() {
	const { jobContext } = await import("../app/domain/access/ctx.server.ts");
	const { ensureFirstAdminLink } = await import("../app/domain/access/first-admin.server.ts");
	const { closePrisma } = await import("../app/platform/db/client.server.ts");
	try {
		const link = await ensureFirstAdminLink(await jobContext("first-admin"));
		return link ? ["", "Make the first administrator, within a day, at", `  ${link}`] : [];
	} finally {
		await closePrisma();
	}
}
