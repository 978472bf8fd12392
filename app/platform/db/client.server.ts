import { PrismaPg } from "@prisma/adapter-pg";
import { processWide } from "../process-wide";
import { appUrl } from "./database-url.server";
import { Prisma, PrismaClient } from "./generated/client";
import { makePool } from "./pool.server";

export { Prisma, PrismaClient };

/** How long a transaction may wait for a connection, and then run. The defaults fail with P2028 at 30 at once. */
export const TRANSACTION_WAIT_MS = 20_000;
export const TRANSACTION_LIMIT_MS = 60_000;
const CONNECTIONS = 30;

const state = processWide("prisma", () => ({ client: null as Promise<PrismaClient> | null }));

/** The one Prisma client of this process, as the app's role. */
export function getPrisma(): Promise<PrismaClient> {
	state.client ??= appUrl().then(makePrisma);
	return state.client;
}

export function makePrisma(url: string): PrismaClient {
	const pool = makePool(url, CONNECTIONS, "izumi prisma");
	return new PrismaClient({
		adapter: new PrismaPg(pool, { disposeExternalPool: true }),
		// Sealed keys leave the database only where they are opened.
		omit: { stripeAccount: { secretKeySealed: true, webhookSecretSealed: true } },
		transactionOptions: { maxWait: TRANSACTION_WAIT_MS, timeout: TRANSACTION_LIMIT_MS },
	});
}

export async function closePrisma(): Promise<void> {
	const client = state.client;
	state.client = null;
	await (await client?.catch(() => null))?.$disconnect();
}
