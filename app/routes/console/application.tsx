import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { mayDo, mayEver } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { acceptApplication } from "~/domain/applications/accept-application.server";
import { getApplication } from "~/domain/applications/get-application.server";
import { noteApplication } from "~/domain/applications/note-application.server";
import { receiveApplication } from "~/domain/applications/receive-application.server";
import { REFUSAL_GROUNDS } from "~/domain/applications/refusal-grounds";
import { refuseApplication } from "~/domain/applications/refuse-application.server";
import { reviewApplication } from "~/domain/applications/review-application.server";
import { type ReviewForm, reviewFormSchema } from "~/domain/applications/review-form.schema";
import { withdrawApplication } from "~/domain/applications/withdraw-application.server";
import { jstDay, jstDayString } from "~/domain/calendar/fiscal-year";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ApplicationFacts, ApplicationTrail } from "~/ui/console/application-facts";
import { ApplicationForms } from "~/ui/console/application-forms";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { StatusBadge } from "~/ui/console/status-badge";
import { toApplicationView } from "./application-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["review", "accept", "refuse", "withdraw", "note", "received", "partly_paid", "over"] as const;
/** What a transfer request usually allows. */
const PAY_BY_DAYS = 31;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const story = await getApplication(ctx, { applicationId: params.applicationId ?? "" });
	const done = new URL(request.url).searchParams.get("done");
	const scope = { institutionId: story.institutionId, hubId: story.hubId };
	return {
		title: getT(ctx.lang, "console")("applications.pageTitle", { reference: story.reference }),
		view: toApplicationView(story, ctx.lang, mayDo(ctx, "readContact", "Gift", scope)),
		today: jstDayString(ctx.now),
		payBy: jstDay(ctx.now).add({ days: PAY_BY_DAYS }).toString(),
		may: {
			review: mayDo(ctx, "review", "Application", scope),
			accept: mayDo(ctx, "accept", "Application", scope),
			record: mayDo(ctx, "record", "BankLine", scope),
			contact: mayEver(ctx, "readContact", "Gift"),
		},
		done: DONE.find((one) => one === done) ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const applicationId = params.applicationId ?? "";
	const sent = await readForm(request);
	const values = Object.fromEntries([...sent].map(([name, value]) => [name, String(value).slice(0, 3000)]));
	const intent = String(sent.get("intent") ?? "");
	const form = parseForm(sent, reviewFormSchema);
	if (!form.ok) {
		return data({ intent, values, errors: form.submission.reply().error ?? {}, over: null }, { status: 400 });
	}
	try {
		const done = await carryOut(ctx, applicationId, form.value);
		return redirect(`/console/applications/${applicationId}?done=${done}`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 409 && error.status !== 400)) throw error;
		const params = Object.entries(error.params).map(([name, value]) => [name, String(value)]);
		const message = `${error.personKey}?${new URLSearchParams(params)}`;
		const errors = { [String(error.params.field ?? "")]: [message] };
		const over = error.code === "application_over_payment" ? String(error.params.over) : null;
		return data({ intent, values, errors, over }, { status: error.status });
	}
}

/** @returns what the page then says was done */
async function carryOut(ctx: StaffCtx, applicationId: string, form: ReviewForm): Promise<(typeof DONE)[number]> {
	switch (form.intent) {
		case "review":
			await reviewApplication(ctx, { applicationId, note: form.note });
			return "review";
		case "accept":
			await acceptApplication(ctx, { applicationId, payBy: form.payBy, note: form.note });
			return "accept";
		case "refuse":
			await refuseApplication(ctx, { applicationId, ground: form.ground, note: form.note });
			return "refuse";
		case "withdraw":
			await withdrawApplication(ctx, { applicationId, note: form.note });
			return "withdraw";
		case "note":
			await noteApplication(ctx, { applicationId, note: form.note });
			return "note";
		case "receive": {
			const { intent: _, lineNote, ...money } = form;
			const booked = await receiveApplication(ctx, { applicationId, ...money, note: lineNote });
			return booked.overYen > 0n ? "over" : booked.status;
		}
	}
}

export default function Application() {
	const { view, title, may, done, today, payBy } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/applications">{t("applications.back")}</a>
			</p>
			<PageHead title={title}>
				<StatusBadge
					status={view.status}
					label={t(`applicationStatus.${view.status}` as "applicationStatus.applied")}
				/>
				<StatusBadge
					status={view.paymentStatus}
					label={t(`giftStatus.${view.paymentStatus}` as "giftStatus.received")}
				/>
			</PageHead>
			{done && !sent ? <p className="notice notice-good mb-4">{t(`applications.done.${done}`)}</p> : null}
			<ApplicationFacts view={view} />
			<Section
				title={t("applications.donorTitle")}
				note={may.contact ? t("gift.donor.note") : t("gift.donor.noContact")}
			>
				<Facts
					rows={view.typed.map(({ field, value }) => ({
						label: t(`gift.fields.${field}` as "gift.fields.email"),
						value,
					}))}
				/>
			</Section>
			<ApplicationForms
				view={view}
				may={may}
				defaults={{ valueOn: today, payBy }}
				grounds={REFUSAL_GROUNDS.map((value) => ({ value, label: t(`applications.grounds.${value}`) }))}
				sent={sent ?? null}
			/>
			<ApplicationTrail steps={view.steps} />
		</>
	);
}
