import type { Row, Store } from "./store.ts";
import type { EventEnvelope } from "./wire.ts";

/** An event as the API lists it and as endpoints receive it: the envelope with the object as it was then. */
export function eventText(store: Store, row: Row): string {
	if (!row.ref || !row.object) throw new Error(`event ${row.id} has no body`);
	const { previous_attributes: previous, ...envelope } = JSON.parse(store.bodyText(row.ref)) as EventEnvelope;
	const head = JSON.stringify({
		...envelope,
		pending_webhooks: store.rows("delivery", row.account, "event", row.id).length,
	});
	const before = previous ? `,"previous_attributes":${JSON.stringify(previous)}` : "";
	return `${head.slice(0, -1)},"data":{"object":${store.bodyText(row.object)}${before}}}`;
}
