import type Stripe from "stripe";
import { missing } from "./api-error.ts";
import { type Call, listRows, pathId, read } from "./call.ts";
import { eventText } from "./event-text.ts";
import { created, flag, listOf, paging, paramsOf, text } from "./params.ts";
import type { List } from "./wire.ts";

const listParams = paramsOf<Stripe.EventListParams>()({
	...paging,
	created,
	delivery_success: flag,
	type: text(),
	types: listOf(text()),
});

export function retrieveEvent(call: Call): Stripe.EventBase {
	const row = call.world.store.row("event", pathId(call));
	if (!row || row.account !== call.account) throw missing("event", pathId(call), "id");
	return JSON.parse(eventText(call.world.store, row)) as Stripe.EventBase;
}

export function listEvents(call: Call): List<Stripe.EventBase> {
	const { created, delivery_success, type, types, limit, starting_after, ending_before } = read(call, listParams);
	const { store } = call.world;
	const pattern = type?.includes("*") ? new RegExp(`^${type.replaceAll(".", "\\.").replaceAll("*", ".*")}$`) : null;
	const rows = listRows(
		call,
		"event",
		"/v1/events",
		{ created, limit, starting_after, ending_before },
		{
			where: { type: pattern ? undefined : type },
			index: "type",
			matches: (row) =>
				(types === undefined || types.includes(String(row.keys.type))) &&
				(pattern === null || pattern.test(String(row.keys.type))) &&
				(delivery_success === undefined ||
					(store.rows("delivery", row.account, "event", row.id).length === 0) === delivery_success),
		},
	);
	return { ...rows, data: rows.data.map((row) => JSON.parse(eventText(store, row)) as Stripe.EventBase) };
}
