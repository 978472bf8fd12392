import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { bankLineSchema } from "~/domain/bank-lines/bank-line.schema";
import { BANK_LINE_FILTERS } from "~/domain/bank-lines/bank-line-filters";
import { listBankLines, listPayoutsForLines } from "~/domain/bank-lines/list-bank-lines.server";
import { listRecordingInstitutions } from "~/domain/bank-lines/list-recording-institutions.server";
import { recordBankLine } from "~/domain/bank-lines/record-bank-line.server";
import { tieBankLine, untieBankLine } from "~/domain/bank-lines/tie-bank-line.server";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { BankLineForm } from "~/ui/console/bank-line-form";
import { BankLineTable } from "~/ui/console/bank-line-table";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { SelectField } from "~/ui/console/select-field";
import { bankLineRows } from "./bank-line-rows.server";
import { errorMessage } from "./finance-view.server";
import { sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const HERE = "/console/finance/bank-lines";
const querySchema = z.object({
	state: z.enum(BANK_LINE_FILTERS).optional().catch(undefined),
	cursor: z
		.string()
		.regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
		.optional()
		.catch(undefined),
	done: z.enum(["recorded", "tied", "untied"]).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { state, cursor, done } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
	const { lines, nextCursor } = await listBankLines(ctx, { state, cursor });
	const open = lines.filter(({ payoutId, giftId }) => payoutId === null && giftId === null);
	const [choices, institutions] = await Promise.all([
		listPayoutsForLines(
			ctx,
			open.map(({ amountYen }) => amountYen),
		),
		listRecordingInstitutions(ctx),
	]);
	const href = (at: string | null) =>
		`${HERE}?${new URLSearchParams({ ...(state && { state }), ...(at && { cursor: at }) })}`;
	return {
		title: getT(ctx.lang, "console")("bankLines.title"),
		state,
		done: done ?? null,
		lines: bankLineRows(lines, choices, ctx.lang),
		institutions: institutions.map(({ id, nameJa, nameEn }) => ({
			value: id,
			label: ctx.lang === "ja" ? nameJa : nameEn,
		})),
		firstHref: cursor ? href(null) : null,
		nextHref: nextCursor ? href(nextCursor) : null,
	};
}

const tieSchema = z.discriminatedUnion("intent", [
	z.object({ intent: z.literal("tie"), bankLineId: z.uuid(), payoutId: z.uuid() }),
	z.object({ intent: z.literal("untie"), bankLineId: z.uuid() }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "record", "BankLine");
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, problem: string | null, status = 400) =>
		data({ values, errors, problem }, { status });
	try {
		if (values.intent !== "record") {
			const form = parseForm(sent, tieSchema);
			if (!form.ok) return refuse({}, "fields.choose");
			if (form.value.intent === "tie") await tieBankLine(ctx, form.value);
			else await untieBankLine(ctx, form.value);
			return redirect(`${HERE}?done=${form.value.intent === "tie" ? "tied" : "untied"}`, 303);
		}
		const form = parseForm(sent, bankLineSchema);
		if (!form.ok) return refuse(form.submission.reply().error ?? {}, null);
		await recordBankLine(ctx, form.value);
		return redirect(`${HERE}?done=recorded`, 303);
	} catch (error) {
		if (isAppError(error) && error.personKey.startsWith("bankLines.")) {
			return refuse({}, errorMessage(error), error.status);
		}
		throw error;
	}
}

export default function BankLines() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<>
			<PageHead title={page.title} lead={t("bankLines.lead")} />
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`bankLines.done.${page.done}`)}</p> : null}
			{sent?.problem ? (
				<p className="notice notice-bad mb-6" role="alert">
					{errorText(sent.problem)}
				</p>
			) : null}
			<form method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
				<SelectField
					name="state"
					label={t("bankLines.state")}
					value={page.state}
					all={t("filters.all")}
					options={BANK_LINE_FILTERS.map((state) => ({ value: state, label: t(`bankLines.states.${state}`) }))}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			<BankLineTable label={page.title} lines={page.lines} />
			<Pager first={page.firstHref} next={page.nextHref} />
			{page.institutions.length > 0 ? (
				<Section title={t("bankLines.record")} note={t("bankLines.recordNote")}>
					<BankLineForm
						institutions={page.institutions}
						values={sent?.values.intent === "record" ? sent.values : {}}
						errors={sent?.errors ?? {}}
					/>
				</Section>
			) : null}
		</>
	);
}
