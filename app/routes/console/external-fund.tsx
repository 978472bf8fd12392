import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { decideExternalFund } from "~/domain/external-funds/decide-external-fund.server";
import { DECISIONS } from "~/domain/external-funds/decision.status";
import { receiptSchema } from "~/domain/external-funds/external-fund.schema";
import { receiveExternalFund } from "~/domain/external-funds/receive-external-fund.server";
import { returnExternalFund } from "~/domain/external-funds/return-external-fund.server";
import { voidExternalFund } from "~/domain/external-funds/void-external-fund.server";
import { voidReceipt } from "~/domain/external-funds/void-receipt.server";
import { useT } from "~/i18n/use-t";
import { invalid, isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ChangeHistory } from "~/ui/console/change-history";
import { Facts } from "~/ui/console/facts";
import { FundBalance } from "~/ui/console/fund-balance";
import { DecideForm, Fold, ReceiptForm, VoidForm } from "~/ui/console/fund-receipt-forms";
import { FundReceipts } from "~/ui/console/fund-receipts";
import { FundYearsChart, FundYearsTable } from "~/ui/console/fund-years-table";
import { PageHead, Section } from "~/ui/console/page-head";
import { StatusBadge } from "~/ui/console/status-badge";
import { externalFundPage } from "./external-fund-page.server";
import { sharesError as errorKeyOf, sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["recorded", "changed", "yearsChanged", "receive", "return", "decide", "voidReceipt", "void"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const page = await externalFundPage(ctx, params.externalFundId ?? "");
	const done = new URL(request.url).searchParams.get("done");
	return { ...page, done: DONE.find((one) => one === done) ?? null };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const externalFundId = params.externalFundId ?? "";
	await authorize(ctx, "change", { type: "ExternalFund", id: externalFundId });
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, errors }, { status });
	const intent = values.intent ?? "";
	try {
		if (intent === "receive" || intent === "return") {
			const form = parseForm(sent, receiptSchema(jstDayString(ctx.now)));
			if (!form.ok) return refuse(form.submission.reply().error ?? {});
			const book = intent === "return" ? returnExternalFund : receiveExternalFund;
			await book(ctx, { externalFundId, ...form.value });
		} else await settle(ctx, externalFundId, values);
		return redirect(`/console/external-funds/${externalFundId}?done=${intent}`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 400 && error.status !== 409)) throw error;
		const field = error.code === "year_closed" ? "adjustmentReason" : String(error.params.field ?? "");
		return refuse({ [field]: [errorKeyOf(error)] }, error.status);
	}
}

async function settle(ctx: StaffCtx, externalFundId: string, values: Record<string, string>): Promise<void> {
	const { intent, reason = "", receiptId = "", decidedOn = "" } = values;
	if (intent === "voidReceipt") return voidReceipt(ctx, { externalFundId, receiptId, reason });
	if (intent === "void") return voidExternalFund(ctx, { externalFundId, reason });
	const decision = DECISIONS.find((one) => one === values.decision);
	if (intent !== "decide" || !decision) {
		throw invalid("intent_unknown", `no intent ${intent}`, {
			personKey: "fields.choose",
			params: { field: "decision" },
		});
	}
	const asPlanned = values.asPlanned === "on";
	await decideExternalFund(ctx, { externalFundId, decision, decidedOn: decidedOn || null, asPlanned });
}

export default function ExternalFund() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/external-funds">{t("externalFunds.back")}</a>
			</p>
			<PageHead title={page.title} lead={page.funder}>
				{page.voidedOn ? (
					<StatusBadge status="void" label={t("externalFunds.voided")} />
				) : (
					<StatusBadge status={`decision_${page.decision}`} label={t(`externalFunds.decisions.${page.decision}`)} />
				)}
				{page.may.change ? (
					<>
						<a className="btn btn-small" href={`/console/external-funds/${page.id}/edit`}>
							{t("externalFunds.edit")}
						</a>
						<a className="btn btn-small" href={`/console/external-funds/${page.id}/years`}>
							{t("externalFunds.editYears")}
						</a>
					</>
				) : null}
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`externalFunds.done.${page.done}`)}</p> : null}
			{page.voidedOn ? (
				<p className="notice notice-warn mb-6">
					{t("externalFunds.voidedNote", { day: page.voidedOn, reason: page.voidReason })}
				</p>
			) : null}
			{page.wpi ? <p className="notice mb-6">{t("externalFunds.wpiNote")}</p> : null}
			<Section title={t("externalFunds.facts")}>
				<Facts rows={page.facts} />
			</Section>
			<Section
				title={t("externalFunds.yearsTitle")}
				note={t(page.partial ? "externalFunds.tableNotePartial" : "externalFunds.tableNote")}
			>
				<FundYearsChart years={page.years} title={t("externalFunds.chart")} partial={page.partial} />
				<FundYearsTable years={page.years} partial={page.partial} />
			</Section>
			<Actions />
			<FundBalance balance={page.balance} gifts={false} />
			<ChangeHistory changes={page.history} />
		</>
	);
}

/** Receipts with what can be booked now, the decision, and taking the whole back. */
function Actions() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = Object.fromEntries(Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, list ?? []]));
	const of = (intent: string) => {
		const mine = sent?.values.intent === intent;
		return { values: mine ? (sent?.values ?? null) : null, errors: mine ? errors : {} };
	};
	const isOpen = (intent: string) => sent?.values.intent === intent;
	const { forms, may } = page;
	return (
		<>
			<Section title={t("externalFunds.receipts")}>
				<FundReceipts receipts={page.receipts} mayVoid={may.change} sent={of("voidReceipt")} />
				{may.change && page.decision === "decided" ? (
					<Fold title={t("externalFunds.receive")} open={isOpen("receive")}>
						<ReceiptForm {...forms} {...of("receive")} kind="receive" entryKey={forms.receiveKey} host={page.host} />
					</Fold>
				) : null}
				{may.change && page.decision === "decided" && !page.host ? (
					<Fold title={t("externalFunds.return")} open={isOpen("return")}>
						<ReceiptForm {...forms} {...of("return")} kind="return" entryKey={forms.returnKey} host={false} />
					</Fold>
				) : null}
				{may.change && page.decision !== "decided" ? (
					<p className="hint mt-3">{t("externalFunds.decideFirst")}</p>
				) : null}
			</Section>
			{may.change ? (
				<Section title={t("externalFunds.actions")}>
					{forms.decisions.length > 0 ? (
						<Fold title={t("externalFunds.decide")} open={isOpen("decide")}>
							<DecideForm {...of("decide")} decisions={forms.decisions} today={forms.today} />
						</Fold>
					) : null}
					<Fold title={t("externalFunds.void")} open={isOpen("void")}>
						<VoidForm
							{...of("void")}
							intent="void"
							text={t("externalFunds.voidText")}
							button={t("externalFunds.void")}
						/>
					</Fold>
				</Section>
			) : null}
		</>
	);
}
