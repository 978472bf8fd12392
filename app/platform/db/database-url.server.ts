import { env } from "../env.server";
import { processWide } from "../process-wide";
import { type EmbeddedServer, ensureEmbedded } from "./embedded.server";

/** The role of every query of the product. It owns nothing, so triggers and grants bind it; migrations make it. */
export const APP_ROLE = "izumi_app";

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
