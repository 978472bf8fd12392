import type Stripe from "stripe";
import { BadInput } from "../bad-input.ts";
import { CONNECT_APPLICATION } from "../deliveries.ts";
import { NoSuchThing } from "../till.ts";
import type { Transaction } from "../transaction.ts";
import { PLATFORM_ACCOUNT } from "../wire.ts";
import type { World } from "../world.ts";
import { newAccount, setReady } from "./account-shape.ts";

/** Onboarding done, stopped by Stripe, or open again. */
export function changeStanding(tx: Transaction, id: string, ready: boolean): Stripe.Account {
	const known =
		tx.get("account", PLATFORM_ACCOUNT, id) ?? newAccount({ id, now: tx.now, type: "standard", ready: true });
	const account = tx.put("account", PLATFORM_ACCOUNT, setReady(known, ready));
	tx.emit("account.updated", id, account, { charges_enabled: known.charges_enabled });
	return account;
}

/** `POST /_sandbox/account/{account}`: what happens to a connected account outside the API. */
export function moveAccount(world: World, id: string, { action }: Record<string, unknown>): unknown {
	const known = world.store.row("account", id) !== undefined || world.store.accounts().includes(id);
	if (!known || id === PLATFORM_ACCOUNT) throw new NoSuchThing(`no connected account ${id}`);
	switch (action) {
		case "complete":
		case "enable":
			return world.change((tx) => changeStanding(tx, id, true));
		case "disable":
			return world.change((tx) => changeStanding(tx, id, false));
		case "deauthorize":
			return world.change((tx) => {
				tx.mark("setting", id, `deauthorized:${id}`, { at: tx.now });
				const application = { id: CONNECT_APPLICATION, object: "application", name: "Izumi sandbox" };
				tx.emit("account.application.deauthorized", id, application);
				return { account: id, deauthorized: true };
			});
		case "authorize":
			return world.change((tx) => {
				tx.remove("setting", `deauthorized:${id}`);
				tx.emit("account.application.authorized", id, {
					id: CONNECT_APPLICATION,
					object: "application",
					name: "Izumi sandbox",
				});
				return { account: id, deauthorized: false };
			});
		default:
			throw new BadInput("action must be complete, disable, enable, deauthorize or authorize");
	}
}
