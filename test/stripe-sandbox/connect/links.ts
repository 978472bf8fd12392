import type Stripe from "stripe";
import { type Call, named, read } from "../call.ts";
import { randomText } from "../ids.ts";
import { anything, need, oneOf, paramsOf, text } from "../params.ts";
import { expandable } from "../shapes.ts";
import { platformOnly } from "./accounts.ts";

const LIFE_SECONDS = 5 * 60;

const createParams = paramsOf<Stripe.AccountLinkCreateParams>()({
	account: need(text()),
	type: need(oneOf("account_onboarding", "account_update")),
	collect: oneOf("currently_due", "eventually_due"),
	collection_options: anything,
	refresh_url: text(),
	return_url: text(),
	...expandable,
});

/** A page that works once, for some minutes, to whoever holds its address. */
export function createLink(call: Call): Stripe.AccountLink {
	platformOnly(call);
	const input = read(call, createParams);
	const account = named(call, "account", input.account, "account");
	const id = randomText(20);
	const expiresAt = call.tx.now + LIFE_SECONDS;
	call.tx.put("account_link", call.account, {
		id,
		account: account.id,
		expiresAt,
		refreshUrl: input.refresh_url ?? null,
		returnUrl: input.return_url ?? null,
		used: false,
	});
	return { object: "account_link", created: call.tx.now, expires_at: expiresAt, url: `${call.base}/c/connect/${id}` };
}
