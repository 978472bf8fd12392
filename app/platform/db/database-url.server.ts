import net from "node:net";
import pg from "pg";
import { env } from "../env.server";
import { processWide } from "../process-wide";
import { type EmbeddedServer, ensureEmbedded } from "./embedded.server";

/** The role of every query of the product. It owns nothing, so triggers and grants bind it; migrations make it. */
export const APP_ROLE = "izumi_app";

const KEEP_EVERY_MS = 3000;

type Which = { url: string; server: EmbeddedServer | null };

const state = processWide("database", () => ({ which: null as Promise<Which> | null }));

/**
 * The one answer to "which database": DATABASE_URL, else the embedded server, found or started.
 * The URL's user owns the tables and migrates; see `appUrl` for everything else.
 */
export async function ownerUrl(say?: (line: string) => void): Promise<string> {
	state.which ??= decide(say).catch((error) => {
		state.which = null;
		throw error;
	});
	return (await state.which).url;
}

async function decide(say?: (line: string) => void): Promise<Which> {
	if (env.DATABASE_URL) return { url: env.DATABASE_URL, server: null };
	const server = await ensureEmbedded({ dataDir: env.DATA_DIR, say });
	return { url: server.url, server };
}

/** Empties the embedded database: for a demo whose filling was cut short. Close every pool first. */
export async function recreateEmbedded(): Promise<void> {
	const server = (await state.which)?.server;
	if (!server) throw new Error("Only the embedded database is emptied this way.");
	const name = decodeURIComponent(new URL(server.url).pathname.slice(1));
	const other = new URL(server.url);
	other.pathname = "/postgres";
	const client = new pg.Client({ connectionString: other.href });
	await client.connect();
	try {
		await client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`);
		await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
	} finally {
		await client.end();
	}
}

/** The same database with the app's role. */
export async function appUrl(): Promise<string> {
	return withRole(await ownerUrl());
}

export function withRole(url: string, role: string = APP_ROLE): string {
	const parsed = new URL(url);
	const options = [parsed.searchParams.get("options"), `-c role=${role}`].filter(Boolean).join(" ");
	parsed.searchParams.delete("options");
	// Percent-encoded by hand: some readers of database addresses do not take "+" for a space.
	const query = [parsed.searchParams.toString(), `options=${encodeURIComponent(options)}`].filter(Boolean).join("&");
	parsed.search = query;
	return parsed.href;
}

/**
 * Starts the embedded server again if it was killed while this process needs it; it recovers what was committed.
 * @returns a function that stops watching
 */
export function keepDatabase(say: (line: string) => void): () => void {
	let busy = false;
	const timer = setInterval(async () => {
		if (busy) return;
		busy = true;
		try {
			const server = (await state.which)?.server;
			if (!server || (await accepts(server.port))) return;
			state.which = Promise.resolve(await decide());
			say("The database had stopped; it was started again.");
		} catch (error) {
			say((error as Error).message);
		} finally {
			busy = false;
		}
	}, KEEP_EVERY_MS);
	timer.unref();
	return () => clearInterval(timer);
}

function accepts(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect({ port, host: "127.0.0.1", timeout: 2000 });
		const answer = (open: boolean) => {
			socket.destroy();
			resolve(open);
		};
		socket.once("connect", () => answer(true));
		socket.once("error", () => answer(false));
		socket.once("timeout", () => answer(false));
	});
}

/** Points this process at another database; for tests, before the first connection. */
export function pointAtDatabase(url: string): void {
	state.which = Promise.resolve({ url, server: null });
}

/** Stops the embedded server if this process started it. Close every pool first. */
export async function stopDatabase(): Promise<void> {
	const which = await state.which?.catch(() => null);
	state.which = null;
	await which?.server?.stop();
}
