import { getPrisma } from "./client.server";

/**
 * Tells every web process that what the public sees has changed. Most changes tell it themselves, by trigger; ledger
 * entries do not, because a transaction that notifies keeps all others from committing until it has.
 */
export async function notifyPublicData(): Promise<void> {
	const prisma = await getPrisma();
	await prisma.$executeRaw`SELECT pg_notify('public_data', '')`;
}
