import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { eventSchema } from "~/domain/events/event.schema";
import { listEventPlaces } from "~/domain/events/list-events.server";
import { createEvent } from "~/domain/events/write-event.server";
import { readSentImage } from "~/domain/images/take-image.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { notFound } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { EventErrors, EventFields } from "~/ui/console/event-fields";
import { PageHead } from "~/ui/console/page-head";
import { SelectField } from "~/ui/console/select-field";
import { eventOptions, sentEvent } from "./event-form.server";
import { refusedField } from "./story-form.server";

export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const FORM_MAX_BYTES = 20_000_000;

async function placeOf(ctx: StaffCtx, request: Request) {
	const hubs = await listEventPlaces(ctx);
	const asked = new URL(request.url).searchParams.get("hub");
	const hub = asked === null && hubs.length === 1 ? hubs[0] : hubs.find(({ slug }) => slug === asked);
	if (asked !== null && !hub) throw notFound("hub", asked.slice(0, 40));
	return { hubs, hub };
}

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { hubs, hub } = await placeOf(ctx, request);
	return {
		title: getT(ctx.lang, "console")("events.newTitle"),
		places: hubs.map(({ slug, abbreviation }) => ({ value: slug, label: abbreviation })),
		place: hub?.abbreviation ?? null,
		form: hub === undefined ? null : await eventOptions(ctx, hub.id),
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { hub } = await placeOf(ctx, request);
	const sent = await readForm(request, { maxBytes: FORM_MAX_BYTES });
	if (!hub) throw notFound("hub", "of no event");
	const refuse = (errors: Record<string, string[] | null>) =>
		data({ ...sentEvent(sent), errors: errors as Record<string, string[]> }, { status: 400 });
	const form = parseForm(sent, eventSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		const image = await readSentImage(sent);
		const { eventId } = await createEvent(ctx, { hubId: hub.id, fields: form.value, image });
		return redirect(`/console/events/${eventId}?done=created`, 303);
	} catch (error) {
		return refuse(refusedField(error));
	}
}

export default function NewEvent() {
	const { title, places, place, form } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/events">{t("events.back")}</a>
			</p>
			<PageHead title={title} lead={place} />
			{form === null ? (
				<form method="get" className="flex flex-wrap items-end gap-3">
					<SelectField name="hub" label={t("events.chooseHub")} value={undefined} options={places} />
					<button type="submit" className="btn btn-primary">
						{t("stories.continue")}
					</button>
				</form>
			) : (
				<>
					<EventErrors errors={sent?.errors ?? {}} />
					<form method="post" encType="multipart/form-data" className="mt-4 grid max-w-[52rem] gap-5">
						<EventFields
							values={sent?.values ?? {}}
							audiences={sent?.audiences ?? []}
							storyIds={sent?.storyIds ?? []}
							errors={sent?.errors ?? {}}
							{...form}
							slugIsFixed={false}
						/>
						<div>
							<button type="submit" className="btn btn-primary">
								{t("events.create")}
							</button>
						</div>
					</form>
				</>
			)}
		</>
	);
}
