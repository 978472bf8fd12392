import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { DONOR_KINDS } from "~/domain/donors/typed-donor.schema";
import { getSegment } from "~/domain/segments/get-segment.server";
import { listSegmentPlaces } from "~/domain/segments/list-segments.server";
import { beginRule, toRuleValues } from "~/domain/segments/segment-form";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { invalid } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { PageHead } from "~/ui/console/page-head";
import { SegmentForm } from "~/ui/console/segment-form";
import { SelectField } from "~/ui/console/select-field";
import { readQuery } from "./list-query";
import { actOnSegmentForm, placeLabel, placeWord, readSegmentForm, showBuilder } from "./segment-page.server";
import { SEGMENTS } from "./segments-path";

export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

/** What a list hands on when its filter becomes a segment. */
const querySchema = z.object({
	place: z.string().max(100).optional().catch(undefined),
	hub: z.string().max(50).optional().catch(undefined),
	kind: z.enum(DONOR_KINDS).optional().catch(undefined),
	segment: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const places = await listSegmentPlaces(ctx);
	const query = readQuery(request, querySchema);
	const copied = query.segment === undefined ? null : await getSegment(ctx, query.segment);
	const asked = places.filter(
		(one) =>
			(query.place === undefined || placeWord(one) === query.place) &&
			(query.hub === undefined || one.hub?.slug === query.hub) &&
			(copied === null || (one.hub?.id ?? null) === copied.hubId),
	);
	const [only] = asked;
	const place = only !== undefined && asked.length === 1 ? only : null;
	const rows = [
		...(copied?.rules.rules ?? []).map(toRuleValues),
		...(query.kind === undefined ? [] : [{ ...beginRule("kind"), kind: query.kind }]),
	];
	const begins = { ...readSegmentForm(new FormData()), match: copied?.rules.match ?? ("all" as const), rows };
	return {
		title: getT(ctx.lang, "console")("segments.newTitle"),
		kind: query.kind ?? "",
		places: places.map((one) => ({ value: placeWord(one), label: placeLabel(one, ctx.lang) })),
		place: place === null ? null : { value: placeWord(place), label: placeLabel(place, ctx.lang) },
		builder:
			place === null
				? null
				: await showBuilder(ctx, { institutionId: place.institution.id, hubId: place.hub?.id ?? null }, begins),
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const places = await listSegmentPlaces(ctx);
	const form = await readForm(request);
	const place = await placeIn(ctx, places, form);
	const outcome = await actOnSegmentForm(ctx, form, place);
	if (outcome.segmentId !== null) return redirect(`${SEGMENTS}/${outcome.segmentId}?done=kept`, 303);
	return data({ builder: await showBuilder(ctx, place, outcome.form), place: place.shown }, { status: outcome.status });
}

async function placeIn(ctx: StaffCtx, places: Awaited<ReturnType<typeof listSegmentPlaces>>, form: FormData) {
	const place = places.find((one) => placeWord(one) === form.get("place"));
	if (!place) throw invalid("segment_place_unknown", "no such place", { personKey: "fields.choose" });
	return {
		institutionId: place.institution.id,
		hubId: place.hub?.id ?? null,
		shown: { value: placeWord(place), label: placeLabel(place, ctx.lang) },
	};
}

export default function NewSegment() {
	const loaded = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const builder = sent?.builder ?? loaded.builder;
	const place = sent?.place ?? loaded.place;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={SEGMENTS}>{t("segments.back")}</a>
			</p>
			<PageHead title={loaded.title} lead={t("segments.newLead")} />
			{builder && place ? (
				<SegmentForm builder={builder} place={place} />
			) : (
				<form method="get" className="flex flex-wrap items-end gap-3">
					{loaded.kind ? <input type="hidden" name="kind" value={loaded.kind} /> : null}
					<SelectField name="place" label={t("segments.place")} value={undefined} options={loaded.places} />
					<button type="submit" className="btn btn-small min-h-9">
						{t("segments.continue")}
					</button>
				</form>
			)}
		</>
	);
}
