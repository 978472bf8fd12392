import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { mayDo } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { ENTERED_CHANNELS } from "~/domain/gifts/enter-gift.schema";
import { AGREEMENT_MAX_BYTES } from "~/domain/pledges/attach-agreement.server";
import { getPledge } from "~/domain/pledges/get-pledge.server";
import { pledgeDeedSchema } from "~/domain/pledges/pledge-deeds.schema";
import { pledgePaymentSchema } from "~/domain/pledges/pledge-payment.schema";
import { WRITE_OFF_GROUNDS } from "~/domain/pledges/pledge-write-off.status";
import { recordPledgePayment } from "~/domain/pledges/record-pledge-payment.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead } from "~/ui/console/page-head";
import { PledgeForms } from "~/ui/console/pledge-forms";
import { PledgeFacts, PledgeRecords, PledgeSchedule } from "~/ui/console/pledge-parts";
import { StatusBadge } from "~/ui/console/status-badge";
import { doWithPledge, PLEDGE_DONE } from "./pledge-deeds.server";
import { promiseRefused, type RefusedPromise, sentTexts } from "./pledge-preview.server";
import { toPledgeView } from "./pledge-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

/** The file is checked again by itself; this bounds what is read. */
const BODY_MAX_BYTES = AGREEMENT_MAX_BYTES + 9_000_000;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const story = await getPledge(ctx, params.pledgeId ?? "");
	const scope = { institutionId: story.institutionId, hubId: story.hubId };
	const may = {
		change: mayDo(ctx, "change", "Pledge", scope),
		enter: mayDo(ctx, "enter", "Gift", scope),
		decide: mayDo(ctx, "approve", "PledgeWriteOff", scope),
		contact: mayDo(ctx, "readContact", "Gift", scope),
	};
	const view = toPledgeView(story, ctx.lang, may.contact);
	const done = new URL(request.url).searchParams.get("done");
	return {
		view,
		may,
		title: getT(ctx.lang, "console")("pledges.oneTitle", { donor: view.donorName }),
		today: jstDayString(ctx.now),
		nextYen: view.instalments.find(({ openYen }) => openYen > 0n)?.openYen ?? 0n,
		channels: ENTERED_CHANNELS,
		done: PLEDGE_DONE.find((one) => one === done) ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const pledgeId = params.pledgeId ?? "";
	const sent = await readForm(request, { maxBytes: BODY_MAX_BYTES });
	const intent = String(sent.get("intent") ?? "");
	const refuse = ({ errors, status }: RefusedPromise) => data({ intent, values: sentTexts(sent), errors }, { status });
	const form = intent === "payment" ? parseForm(sent, pledgePaymentSchema(ctx.now)) : parseForm(sent, pledgeDeedSchema);
	if (!form.ok) return refuse({ errors: form.submission.reply().error ?? {}, status: 400 });
	try {
		if (!("intent" in form.value)) {
			await recordPledgePayment(ctx, { ...form.value, pledgeId });
			return redirect(`/console/pledges/${pledgeId}?done=payment`, 303);
		}
		const done = await doWithPledge(ctx, pledgeId, form.value, sent);
		return redirect(`/console/pledges/${pledgeId}?done=${done}`, 303);
	} catch (error) {
		return refuse(promiseRefused(error));
	}
}

export default function Pledge() {
	const { view, may, title, today, done, ...page } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/pledges">{t("pledges.back")}</a>
			</p>
			<PageHead title={title} lead={<span className="font-mono text-xs">{view.id}</span>}>
				<StatusBadge status={view.status} label={t(`pledgeStatus.${view.status}` as "pledgeStatus.active")} />
				<a className="btn btn-small" href={`/console/donors/${view.donorId}`}>
					{t("gift.donorPage")}
				</a>
				{may.contact ? (
					<a className="btn btn-small" href={`/console/pledges/${view.id}/letter.pdf`}>
						{t("pledges.letter")}
					</a>
				) : null}
				{may.change && view.status !== "cancelled" ? (
					<a className="btn btn-small" href={`/console/pledges/${view.id}/amend`}>
						{t("pledges.amend")}
					</a>
				) : null}
			</PageHead>
			{done && !sent ? (
				<p className="notice notice-good mb-4" role="status">
					{t(`pledges.done.${done}`)}
				</p>
			) : null}
			<PledgeFacts view={view} mayRead={may.change} />
			<PledgeSchedule view={view} today={today} />
			<PledgeForms
				{...page}
				view={view}
				may={may}
				today={today}
				grounds={WRITE_OFF_GROUNDS.map((value) => ({ value, label: t(`pledges.grounds.${value}`) }))}
				sent={sent ?? null}
			/>
			<PledgeRecords view={view} />
		</>
	);
}
