import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { allocationFormSchema } from "~/domain/funds/allocation.schema";
import { changeAllocation } from "~/domain/funds/change-allocation.server";
import { changeFund } from "~/domain/funds/change-fund.server";
import { closeFund } from "~/domain/funds/close-fund.server";
import { type FundFields as Fields, FUND_FORM_FIELDS, FUND_MAX, fundFormSchema } from "~/domain/funds/fund.schema";
import { getFund } from "~/domain/funds/get-fund.server";
import { reopenFund } from "~/domain/funds/reopen-fund.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { AllocationSection } from "~/ui/console/allocation-fields";
import { ChangeHistory } from "~/ui/console/change-history";
import { Facts } from "~/ui/console/facts";
import { FundBalance } from "~/ui/console/fund-balance";
import { FundErrors, FundFields } from "~/ui/console/fund-fields";
import { FundConflict, FundState, FundTax } from "~/ui/console/fund-parts";
import { PageHead, Section } from "~/ui/console/page-head";
import { StatusBadge } from "~/ui/console/status-badge";
import { fundPage } from "./fund-page.server";
import { editableFields, sentValues, sharesError } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["opened", "saved", "closed", "reopened", "allocated"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const page = await fundPage(ctx, params.fund ?? "");
	const done = new URL(request.url).searchParams.get("done");
	return { ...page, max: FUND_MAX, done: DONE.find((one) => one === done) ?? null };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const slug = params.fund ?? "";
	const sent = await readForm(request);
	const values = sentValues(sent);
	const back = (done: (typeof DONE)[number]) => redirect(`/console/funds/${slug}?done=${done}`, 303);
	const ofAllocation = sent.get("intent") === "allocation";
	const refuse = (errors: Record<string, string[] | null>, status = 400) => {
		return data({ values, errors, conflict: status === 409 }, { status });
	};
	try {
		if (sent.get("intent") === "close") return await closeFund(ctx, { slug }).then(() => back("closed"));
		if (sent.get("intent") === "reopen") return await reopenFund(ctx, { slug }).then(() => back("reopened"));
		if (ofAllocation) {
			const form = parseForm(sent, allocationFormSchema);
			if (!form.ok) return refuse(form.submission.reply().error ?? {});
			await changeAllocation(ctx, { slug, basedOn: values.basedOn ?? "", allocation: form.value });
			return back("allocated");
		}
		const { fund, may, hasGifts } = await getFund(ctx, slug);
		// What was sent beyond what the person may change is read too: the domain refuses it instead of passing over it.
		const editable = editableFields(may, hasGifts);
		const fields = FUND_FORM_FIELDS.filter((field) => editable.includes(field) || sent.has(field));
		const form = parseForm(sent, fundFormSchema(fields, fund as Fields));
		if (!form.ok) return refuse(form.submission.reply().error ?? {});
		await changeFund(ctx, { slug, ...form.value });
		return back("saved");
	} catch (error) {
		if (!isAppError(error)) throw error;
		if (error.code === "fund_changed") return refuse({}, 409);
		if (error.personKey.startsWith("fields.fund.share")) return refuse({ shares: [sharesError(error)] });
		if (error.code === "fund_use_kept") return refuse({ use: ["funds.useKept"] });
		if (error.code === "fund_issuer_unknown") return refuse({ receiptIssuerId: ["fields.choose"] });
		if (error.code === "fund_not_host") return refuse({ "": ["funds.notHost"] });
		throw error;
	}
}

export default function Fund() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = Object.fromEntries(Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, list ?? []]));
	const ofAllocation = sent?.values.intent === "allocation";
	const sentFund = ofAllocation ? undefined : sent;
	const hasErrors = !ofAllocation && Object.keys(errors).length > 0;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/funds">{t("funds.back")}</a>
			</p>
			<PageHead title={page.title} lead={<span className="font-mono text-xs">{page.slug}</span>}>
				<StatusBadge status={page.status} label={t(`fundStatus.${page.status as "open"}`)} />
				{page.previewHref ? (
					<a className="btn btn-small" href={page.previewHref}>
						{t("funds.preview")}
					</a>
				) : null}
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`funds.${page.done}`)}</p> : null}
			{sentFund?.conflict ? <FundConflict now={page.values} labels={page.valueTexts} sent={sentFund.values} /> : null}
			{hasErrors ? <FundErrors errors={errors} /> : null}
			<Section title={t("funds.facts")}>
				<Facts rows={page.facts} />
				{page.may.change && !page.may.changeTerms ? <p className="hint mt-3">{t("funds.termsReadOnly")}</p> : null}
				{page.may.changeTerms && page.hasGifts ? <p className="hint mt-3">{t("funds.useKept")}</p> : null}
			</Section>
			<FundBalance balance={page.balance} gifts />
			{page.fields.length > 0 ? (
				<form method="post" className="mt-9 grid max-w-text gap-5">
					{/* After a conflict the person has seen the newer values: saving again is meant. */}
					<input
						type="hidden"
						name="basedOn"
						value={sentFund && !sentFund.conflict ? (sentFund.values.basedOn ?? page.revision) : page.revision}
					/>
					<FundFields
						fields={page.fields}
						values={sentFund?.values.basedOn === undefined ? page.values : sentFund.values}
						errors={sentFund ? errors : {}}
						options={page.options}
						max={page.max}
					/>
					<div>
						<button type="submit" name="intent" value="save" className="btn btn-primary">
							{t("funds.save")}
						</button>
					</div>
				</form>
			) : null}
			{page.allocation ? (
				<AllocationSection
					{...page.allocation}
					sent={sent && ofAllocation ? sent.values : null}
					errors={ofAllocation ? errors : {}}
					conflict={ofAllocation && sent?.conflict === true}
				/>
			) : null}
			<FundTax notes={page.taxNotes} previewHref={page.previewHref} />
			{page.may.close ? <FundState status={page.status} isLastOpen={page.isLastOpen} /> : null}
			<ChangeHistory changes={page.history} />
		</>
	);
}
