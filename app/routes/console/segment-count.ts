import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { countSegment } from "~/domain/segments/count-segment.server";
import { listSegmentPlaces } from "~/domain/segments/list-segments.server";
import { readRuleValues } from "~/domain/segments/segment-form";
import { placeWord } from "./segment-page.server";
import { parseRows } from "./segment-view.server";

/** How many fit while a segment is being built; null while a rule is not complete. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const places = await listSegmentPlaces(ctx);
	const { searchParams: form } = new URL(request.url);
	const place = places.find((one) => placeWord(one) === form.get("place"));
	const { rules, errors } = parseRows(readRuleValues(form));
	if (!place || Object.keys(errors).length > 0) return { count: null };
	const match = form.get("match") === "any" ? ("any" as const) : ("all" as const);
	const audience = { institutionId: place.institution.id, hubId: place.hub?.id ?? null };
	return { count: await countSegment(ctx, { ...audience, rules: { match, rules } }) };
}
