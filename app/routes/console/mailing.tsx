import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { settleUncertain } from "~/domain/mailings/settle-uncertain.server";
import { cancelMailing, pauseMailing, resumeMailing } from "~/domain/mailings/steer-mailing.server";
import { MAIL_FINDINGS } from "~/domain/mails/settle-uncertain-mail.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { invalid, isAppError } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import { Facts } from "~/ui/console/facts";
import { MailingMails } from "~/ui/console/mailing-mails";
import { LeftOutList, MailingProgress } from "~/ui/console/mailing-parts";
import { PageHead, Section } from "~/ui/console/page-head";
import { StatusBadge } from "~/ui/console/status-badge";
import { readQuery } from "./list-query";
import { MAILINGS } from "./mailing-view";
import { mailingView } from "./mailing-view.server";

const REFRESH_S = 5;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
	{ title: shown?.view.name },
	// Works without script; a page that is done stays as it is.
	...(shown?.view.works ? [{ httpEquiv: "refresh", content: String(REFRESH_S) }] : []),
];

const querySchema = z.object({
	mails: z.enum(["uncertain", "bounced"]).optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	return { view: await mailingView(ctx, params.mailingId ?? "", readQuery(request, querySchema)) };
}

const formSchema = z.discriminatedUnion("intent", [
	z.object({ intent: z.enum(["pause", "resume", "cancel"]) }),
	z.object({ intent: z.literal("settle"), finding: z.enum(MAIL_FINDINGS), mailId: z.uuid().optional() }),
]);

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const mailingId = params.mailingId ?? "";
	const sent = formSchema.safeParse(Object.fromEntries(await readForm(request)));
	if (!sent.success) throw invalid("mailing_form_unknown", "the form asks for nothing known");
	try {
		await act(ctx, mailingId, sent.data);
		return redirect(`${MAILINGS}/${mailingId}`, 303);
	} catch (error) {
		if (!isAppError(error) || error.status !== 409) throw error;
		return data({ error: error.personKey }, { status: 409 });
	}
}

async function act(ctx: StaffCtx, mailingId: string, asked: z.output<typeof formSchema>): Promise<void> {
	switch (asked.intent) {
		case "pause":
			return pauseMailing(ctx, { mailingId });
		case "resume":
			return resumeMailing(ctx, { mailingId });
		case "cancel":
			return cancelMailing(ctx, { mailingId });
		case "settle": {
			const { finding, mailId } = asked;
			await settleUncertain(ctx, { mailingId, finding, ...(mailId !== undefined && { mailIds: [mailId] }) });
		}
	}
}

export default function Mailing() {
	const { view } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<>
			<p className="no-print mb-2 text-sm">
				<a href={MAILINGS}>{t("mailings.back")}</a>
			</p>
			<PageHead title={view.name} lead={view.place}>
				<StatusBadge status={view.status} label={t(`mailings.status.${view.status}`)} />
			</PageHead>
			{sent?.error ? (
				<p className="notice notice-bad mb-4" role="alert">
					{errorText(sent.error)}
				</p>
			) : null}
			{view.trouble ? (
				<div className="notice notice-warn mb-4">
					<p>{view.troubleWords}</p>
					<p className="hint mt-1">{view.trouble}</p>
				</div>
			) : null}
			{view.started ? <MailingProgress counts={view.counts} total={view.total} /> : null}
			{view.works ? <p className="hint mb-3">{t("mailings.refresh")}</p> : null}
			<Steering />
			<MailingFacts />
			<Section title={t("mailings.leftOutHeading")} note={t("mailings.leftOutNote")}>
				{view.started ? <LeftOutList leftOut={view.leftOut} /> : <p className="hint">{t("mailings.notYet")}</p>}
				{view.dropped.length > 0 ? (
					<>
						<h3 className="mt-4 text-base">{t("mailings.droppedHeading")}</h3>
						<ul className="mt-1 list-disc ps-5 text-sm">
							{view.dropped.map((line) => (
								<li key={line}>{line}</li>
							))}
						</ul>
					</>
				) : null}
			</Section>
			<MailingMails {...view.uncertain} kind="uncertain" maySettle={view.maySteer} />
			<MailingMails {...view.bounced} kind="bounced" maySettle={false} />
		</>
	);
}

/** Pause, go on, call off: what its state allows. */
function Steering() {
	const { view } = useLoaderData<typeof loader>();
	const t = useT("console");
	if (!view.maySteer || view.steps.length === 0) return null;
	return (
		<form method="post" className="no-print mb-6 flex flex-wrap gap-3">
			{view.steps.map((step) => (
				<button
					key={step}
					type="submit"
					name="intent"
					value={step}
					className={step === "resume" ? "btn btn-primary" : "btn"}
				>
					{t(`mailings.steps.${step}`)}
				</button>
			))}
			{view.steps.includes("cancel") ? <p className="hint basis-full">{t("mailings.cancelNote")}</p> : null}
		</form>
	);
}

function MailingFacts() {
	const { view } = useLoaderData<typeof loader>();
	const t = useT("console");
	const rows = view.facts.map(({ key, value }) => ({ label: t(`mailings.facts.${key}`), value }));
	return (
		<Facts
			rows={[
				{
					label: t("mailings.facts.subject"),
					value: view.subjectHref ? <a href={view.subjectHref}>{view.name}</a> : view.name,
				},
				{
					label: t("mailings.columns.segment"),
					value: view.segment ? <a href={view.segment.href}>{view.segment.name}</a> : "–",
				},
				...rows,
			]}
		/>
	);
}
