import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { mayDo } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { eventSchema } from "~/domain/events/event.schema";
import { EVENT_STATES, type EventState } from "~/domain/events/event-kinds";
import { getEvent } from "~/domain/events/list-events.server";
import { changeEvent, moveEvent } from "~/domain/events/write-event.server";
import { readSentImage } from "~/domain/images/take-image.server";
import { formatInteger, formatYen } from "~/i18n/format";
import { useErrorText, useT } from "~/i18n/use-t";
import { env } from "~/platform/env.server";
import { parseForm, readForm } from "~/platform/http/form.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { EventErrors, EventFields } from "~/ui/console/event-fields";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { StatusBadge } from "~/ui/console/status-badge";
import { eventFormOf, eventOptions, sentEvent } from "./event-form.server";
import { refusedField } from "./story-form.server";

export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const FORM_MAX_BYTES = 20_000_000;
const NOTICES = ["created", "saved", "draft", "published", "withdrawn"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const event = await getEvent(ctx, params.eventId ?? "");
	const { lang } = ctx;
	const { code, answers, hub } = event;
	const done = new URL(request.url).searchParams.get("done");
	const mayChange = mayDo(ctx, "change", "OutreachEvent", { hubId: hub.id, hub });
	return {
		...{ title: event.titleJa, slug: event.slug, lang, hub: hub.abbreviation, mayChange },
		status: EVENT_STATES.find((one) => one === event.status) ?? ("draft" as const),
		giveUrl: code === null ? null : `${env.APP_URL}/${lang}/hubs/${hub.slug}/give?appeal=${code}`,
		answers: answers && {
			visits: formatInteger(answers.visits),
			gifts: answers.gifts && {
				count: formatInteger(answers.gifts.giftCount),
				yen: formatYen(answers.gifts.keptYen, lang),
			},
		},
		form: mayChange ? { ...eventFormOf(event), ...(await eventOptions(ctx, event.hubId)) } : null,
		done: NOTICES.find((one) => one === done) ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const eventId = params.eventId ?? "";
	const sent = await readForm(request, { maxBytes: FORM_MAX_BYTES });
	const refuse = (errors: Record<string, string[] | null>) =>
		data({ ...sentEvent(sent), errors: errors as Record<string, string[]> }, { status: 400 });
	const to: EventState | undefined = EVENT_STATES.find((one) => one === sent.get("to"));
	try {
		if (to !== undefined) {
			await moveEvent(ctx, { eventId, to });
			return redirect(`/console/events/${eventId}?done=${to}`, 303);
		}
		const form = parseForm(sent, eventSchema);
		if (!form.ok) return refuse(form.submission.reply().error ?? {});
		await changeEvent(ctx, { eventId, fields: form.value, image: await readSentImage(sent) });
		return redirect(`/console/events/${eventId}?done=saved`, 303);
	} catch (error) {
		return refuse(refusedField(error));
	}
}

export default function EventPage() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const { form, answers, giveUrl, status } = page;
	const errors = sent?.errors ?? {};
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/events">{t("events.back")}</a>
			</p>
			<PageHead title={page.title} lead={<StatusBadge status={`event_${status}`} label={t(`eventState.${status}`)} />}>
				{status === "published" ? (
					<a className="btn btn-small" href={`/${page.lang}/events/${page.slug}`}>
						{t("stories.publicPage")}
					</a>
				) : null}
				{page.mayChange ? <Moves status={status} /> : null}
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-4">{t(`events.done.${page.done}`)}</p> : null}
			{errors[""] ? (
				<p className="notice notice-bad mb-4" role="alert">
					{errors[""].map(errorText).join(" ")}
				</p>
			) : null}
			<Section title={t("events.answers")} note={t("events.answersNote")}>
				<Facts
					rows={[
						{ label: t("stories.hub"), value: page.hub },
						...(giveUrl
							? [{ label: t("events.giveUrl"), value: <span className="break-all font-mono text-xs">{giveUrl}</span> }]
							: []),
						...(answers ? [{ label: t("events.visits"), value: answers.visits }] : []),
						...(answers?.gifts
							? [
									{ label: t("events.giftCount"), value: answers.gifts.count },
									{ label: t("events.giftYen"), value: answers.gifts.yen },
								]
							: []),
					]}
				/>
			</Section>
			{form ? (
				<Section title={t("events.editTitle")}>
					<EventErrors errors={errors} />
					<form method="post" encType="multipart/form-data" className="mt-4 grid max-w-[52rem] gap-5">
						<EventFields
							values={sent?.values ?? form.values}
							audiences={sent?.audiences ?? form.audiences}
							storyIds={sent?.storyIds ?? form.storyIds}
							errors={errors}
							options={form.options}
							images={form.images}
							slugIsFixed={status !== "draft"}
						/>
						<div>
							<button type="submit" className="btn btn-primary">
								{t("events.save")}
							</button>
						</div>
					</form>
				</Section>
			) : null}
		</>
	);
}

function Moves({ status }: { status: EventState }) {
	const t = useT("console");
	const moves = { draft: ["published", "withdrawn"], published: ["draft", "withdrawn"], withdrawn: [] } as const;
	return (
		<form method="post" className="flex flex-wrap gap-2">
			{moves[status].map((to) => (
				<button key={to} type="submit" name="to" value={to} className="btn btn-small">
					{t(`events.to.${to}`)}
				</button>
			))}
		</form>
	);
}
