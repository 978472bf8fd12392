import type { Call } from "./call.ts";
import type { BalanceTransaction, Kind, Objects, StoredEndpoint } from "./wire.ts";

/** An object as the API shows it now: without secrets, and with what follows from the time. */
export function shown<K extends Kind>(call: Call, kind: K, value: Objects[K]): Objects[K] {
	if (kind === "balance_transaction") {
		const { payout: _, ...rest } = value as BalanceTransaction;
		return { ...rest, status: rest.available_on <= call.tx.now ? "available" : "pending" } as Objects[K];
	}
	if (kind === "webhook_endpoint") {
		const { secret: _, ...rest } = value as StoredEndpoint;
		return rest as Objects[K];
	}
	return value;
}
