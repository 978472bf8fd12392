import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { getReceipt } from "~/domain/receipts/get-receipt.server";
import { markPaperSent } from "~/domain/receipts/mark-paper-sent.server";
import { correctFormSchema, reasonFormSchema } from "~/domain/receipts/receipt-forms.schema";
import { replaceReceipt } from "~/domain/receipts/replace-receipt.server";
import { reprintReceipt } from "~/domain/receipts/reprint-receipt.server";
import { voidReceipt } from "~/domain/receipts/void-receipt.server";
import { formatDayShort, formatYenSign } from "~/i18n/format";
import { useErrorText, useLang, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ChangeHistory } from "~/ui/console/change-history";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { CopyForm, ReplaceForm, type SentForm, VoidForm } from "~/ui/console/receipt-forms";
import { StatusBadge } from "~/ui/console/status-badge";
import { sentValues } from "./fund-view.server";
import { receiptPage } from "./receipt-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["copied", "voided", "replaced", "posted"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const page = await receiptPage(ctx, params.receiptId ?? "");
	const done = new URL(request.url).searchParams.get("done");
	return { ...page, done: DONE.find((one) => one === done) ?? null };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const sent = await readForm(request);
	// Each of the page's forms names its reason for itself.
	const reason = sent.get(`${String(sent.get("intent"))}Reason`);
	if (typeof reason === "string") sent.set("reason", reason);
	const { receipt } = await getReceipt(ctx, params.receiptId ?? "");
	const receiptId = receipt.id;
	const intent = String(sent.get("intent") ?? "");
	const back = (done: (typeof DONE)[number], id = receiptId) => redirect(`/console/receipts/${id}?done=${done}`, 303);
	const refuse = (errors: Record<string, string[] | null>, status = 400) =>
		data({ intent, values: sentValues(sent), errors }, { status });
	try {
		if (intent === "posted") {
			await markPaperSent(ctx, { receiptIds: [receiptId] });
			return back("posted");
		}
		if (intent === "replace") {
			const form = parseForm(sent, correctFormSchema);
			if (!form.ok) return refuse(form.submission.reply().error ?? {});
			return back("replaced", (await replaceReceipt(ctx, { receiptId, ...form.value })).receiptId);
		}
		const form = parseForm(sent, reasonFormSchema);
		if (!form.ok) return refuse(form.submission.reply().error ?? {});
		if (intent === "copy") {
			await reprintReceipt(ctx, { receiptId, ...form.value });
			return back("copied");
		}
		if (intent !== "void") return refuse({ "": ["fields.invalid"] });
		await voidReceipt(ctx, { receiptId, ...form.value });
		return back("voided");
	} catch (error) {
		if (!isAppError(error) || !error.personKey.startsWith("receipts.")) throw error;
		return refuse({ "": [error.personKey] }, error.status);
	}
}

export default function Receipt() {
	const page = useLoaderData<typeof loader>();
	const answer = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const sent: SentForm | null = answer
		? {
				intent: answer.intent,
				values: answer.values,
				errors: Object.fromEntries(Object.entries(answer.errors).map(([name, list]) => [name, list ?? []])),
			}
		: null;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/receipts">{t("receipts.back")}</a>
			</p>
			<PageHead title={page.title}>
				<StatusBadge status={page.status} label={t(`receiptStatus.${page.status}`)} />
				{page.fileHref ? (
					<a className="btn btn-small" href={page.fileHref}>
						{t(page.status === "prepared" ? "receipts.specimen" : "receipts.open")}
					</a>
				) : (
					<span className="hint">{t("receipts.fileWaits")}</span>
				)}
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`receipts.done.${page.done}`)}</p> : null}
			{sent?.errors[""]?.length ? (
				<p className="notice notice-bad mb-6" role="alert">
					{sent.errors[""].map(errorText).join(" ")}
				</p>
			) : null}
			<Facts rows={page.facts.map((row) => ({ ...row, value: <span className="break-all">{row.value}</span> }))} />
			<Chain />
			<Gifts />
			<Copies />
			{page.mayPost ? (
				<form method="post" className="mt-6">
					<button type="submit" name="intent" value="posted" className="btn">
						{t("receipts.paper.markOne")}
					</button>
				</form>
			) : null}
			{page.mayCopy ? <CopyForm reissue={page.reissue} sent={sent} /> : null}
			{page.mayReplace ? <ReplaceForm donor={page.donor} isVoid={page.status === "void"} sent={sent} /> : null}
			{page.mayVoid ? <VoidForm sent={sent} /> : null}
			<ChangeHistory changes={page.history} />
		</>
	);
}

function Chain() {
	const { chain } = useLoaderData<typeof loader>();
	const t = useT("console");
	if (chain.length < 2) return null;
	return (
		<Section title={t("receipts.chain")} note={t("receipts.chainNote")}>
			<ol className="flex flex-wrap items-center gap-2 text-sm">
				{chain.map((link, index) => (
					<li key={link.id} className="flex items-center gap-2">
						{index > 0 ? <span aria-hidden="true">→</span> : null}
						{link.isThis ? (
							<strong aria-current="true">{link.numberText}</strong>
						) : (
							<a href={`/console/receipts/${link.id}`}>{link.numberText}</a>
						)}
						<StatusBadge status={link.status} label={t(`receiptStatus.${link.status}`)} />
					</li>
				))}
			</ol>
		</Section>
	);
}

function Gifts() {
	const { gifts } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<Section title={t("receipts.columns.gifts")}>
			<PlainTable
				label={t("receipts.columns.gifts")}
				empty={t("receipts.none")}
				columns={[
					{ label: t("receipts.gift") },
					{ label: t("receipts.columns.receivedOn"), number: true },
					{ label: t("receipts.columns.amount"), number: true },
				]}
				rows={gifts.map((gift) => ({
					key: gift.id,
					cells: [
						<a key="gift" href={`/console/gifts/${gift.id}`} className="font-mono">
							{gift.reference}
						</a>,
						formatDayShort(gift.receivedOn, lang),
						formatYenSign(gift.amountYen),
					],
				}))}
			/>
		</Section>
	);
}

function Copies() {
	const { copies, id } = useLoaderData<typeof loader>();
	const t = useT("console");
	if (copies.length === 0) return null;
	return (
		<Section title={t("receipts.copies")}>
			<PlainTable
				label={t("receipts.copies")}
				empty={t("receipts.none")}
				columns={[
					{ label: t("history.at"), number: true },
					{ label: t("receipts.document") },
					{ label: t("history.actor") },
					{ label: t("receipts.reason") },
					{ label: t("receipts.file") },
				]}
				rows={copies.map((copy) => ({
					key: copy.id,
					cells: [
						copy.at,
						t(`receipts.documents.${copy.document}`),
						copy.actor,
						copy.reason || "–",
						<a key="file" href={`/console/receipts/${id}/copies/${copy.id}`}>
							{t("receipts.open")}
						</a>,
					],
				}))}
			/>
		</Section>
	);
}
