import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayDo, mayEver } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { newAppealSchema } from "~/domain/appeals/appeal.schema";
import { createAppeal } from "~/domain/appeals/create-appeal.server";
import { getSegment } from "~/domain/segments/get-segment.server";
import { listSegmentPlaces } from "~/domain/segments/list-segments.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { forbidden, isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { AppealFields } from "~/ui/console/appeal-fields";
import { PageHead } from "~/ui/console/page-head";
import { SelectField } from "~/ui/console/select-field";
import { APPEALS, appealOptions, channelOptions } from "./appeal-view.server";
import { sentValues } from "./fund-view.server";
import { readQuery } from "./list-query";
import { placeLabel, placeWord } from "./segment-page.server";

export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({
	place: z.string().max(100).optional().catch(undefined),
	segment: z.uuid().optional().catch(undefined),
});

/** An appeal is a hub's: its donors know the hub. */
async function placesOf(ctx: StaffCtx) {
	if (!mayEver(ctx, "change", "Appeal")) throw forbidden("change Appeal");
	const places = await listSegmentPlaces(ctx);
	return places.flatMap(({ hub, institution }) => {
		const may = hub && mayDo(ctx, "change", "Appeal", { institutionId: institution.id, hubId: hub.id });
		const place = { hub, institution };
		return hub && may
			? [{ value: placeWord(place), label: placeLabel(place, ctx.lang), hubId: hub.id, institutionId: institution.id }]
			: [];
	});
}

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const places = await placesOf(ctx);
	const query = readQuery(request, querySchema);
	const segment = query.segment === undefined ? null : await getSegment(ctx, query.segment);
	const asked = places.filter(
		(one) =>
			(query.place === undefined || one.value === query.place) &&
			(segment === null || (one.hubId === segment.hubId && one.institutionId === segment.institutionId)),
	);
	const [only] = asked;
	const place = only !== undefined && asked.length === 1 ? only : null;
	return {
		title: getT(ctx.lang, "console")("appeals.newTitle"),
		places,
		place,
		begins: { segmentId: segment?.id ?? "", channel: "mail" },
		options: place === null ? null : await appealOptions(ctx, place),
		channels: channelOptions(ctx),
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const places = await placesOf(ctx);
	const sent = await readForm(request, { maxBytes: 500_000 });
	const place = places.find((one) => one.value === sent.get("place")) ?? null;
	const refuse = async (errors: Record<string, string[] | null>) =>
		data(
			{
				values: sentValues(sent),
				errors: errors as Record<string, string[]>,
				place,
				options: place === null ? null : await appealOptions(ctx, place),
			},
			{ status: 400 },
		);
	const form = parseForm(sent, newAppealSchema);
	if (!form.ok || place === null) {
		return refuse(form.ok ? { "": ["fields.choose"] } : (form.submission.reply().error ?? {}));
	}
	const { place: _word, ...fields } = form.value;
	try {
		const { appealId } = await createAppeal(ctx, { ...fields, hubId: place.hubId, institutionId: place.institutionId });
		return redirect(`${APPEALS}/${appealId}?done=created`, 303);
	} catch (error) {
		if (!isAppError(error) || error.status !== 400) throw error;
		return refuse({ [String(error.params.field ?? "")]: [error.personKey] });
	}
}

export default function NewAppeal() {
	const loaded = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const place = sent?.place ?? loaded.place;
	const options = sent?.options ?? loaded.options;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/appeals">{t("appeals.back")}</a>
			</p>
			<PageHead title={loaded.title} lead={place ? place.label : t("appeals.newLead")} />
			{place && options ? (
				<form method="post" className="grid max-w-3xl gap-5">
					<input type="hidden" name="place" value={place.value} />
					<AppealFields
						values={sent?.values ?? loaded.begins}
						errors={sent?.errors ?? {}}
						options={options}
						channels={loaded.channels}
					/>
					<div>
						<button type="submit" className="btn btn-primary">
							{t("appeals.create")}
						</button>
					</div>
				</form>
			) : (
				<form method="get" className="flex flex-wrap items-end gap-3">
					<SelectField name="place" label={t("segments.place")} value={undefined} options={loaded.places} />
					<button type="submit" className="btn btn-small min-h-9">
						{t("segments.continue")}
					</button>
				</form>
			)}
		</>
	);
}
