import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { listDonors } from "~/domain/donors/list-donors.server";
import { getRecognition } from "~/domain/gifts/get-recognition.server";
import { listGifts } from "~/domain/gifts/list-gifts.server";
import { matchGift, unmatchGift } from "~/domain/gifts/match-gift.server";
import { recogniseGift, withdrawRecognition } from "~/domain/gifts/recognise-gift.server";
import { type RecognitionForm, recognitionSchema } from "~/domain/gifts/recognition.schema";
import { SOFT_CREDIT_REASONS } from "~/domain/gifts/soft-credit-reasons";
import { type DonorName, donorName } from "~/domain/names/person-name";
import { formatYenSign } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead } from "~/ui/console/page-head";
import { RecognitionForms, RecognitionLists } from "~/ui/console/recognition";
import { readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const FOUND_MAX = 20;
const DONE = ["recognise", "match", "withdrawCredit", "unmatch"] as const;
const querySchema = z.object({
	donor: z.string().trim().max(100).optional().catch(undefined),
	gift: z.string().trim().max(100).optional().catch(undefined),
	done: z.enum(DONE).optional().catch(undefined),
});

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const giftId = params.giftId ?? "";
	const found = await getRecognition(ctx, giftId);
	const query = readQuery(request, querySchema);
	const { institutionId, donorId } = found.gift;
	const [donors, gifts] = await Promise.all([
		found.may && query.donor ? listDonors(ctx, { search: query.donor, institutionId, limit: FOUND_MAX }) : null,
		found.may && query.gift ? listGifts(ctx, { search: query.gift, status: "received", limit: FOUND_MAX }) : null,
	]);
	return {
		title: getT(ctx.lang, "console")("recognition.title"),
		giftId,
		view: toView(found, ctx.lang),
		query,
		donorChoices: donors?.donors
			.filter((one) => one.id !== donorId)
			.map((one) => ({ value: one.id, label: donorName(one, ctx.lang) })),
		giftChoices: gifts?.gifts
			.filter((one) => one.id !== giftId)
			.map((one) => ({
				value: one.id,
				label: `${donorName(one, ctx.lang)} ${formatYenSign(one.amountYen)} ${one.givenOn ?? ""}`,
			})),
		reasons: SOFT_CREDIT_REASONS.filter((reason) => reason !== "matching"),
	};
}

type Found = Awaited<ReturnType<typeof getRecognition>>;

function toView({ gift, credits, matches, matchedBy, leftYen, may }: Found, lang: Lang) {
	const nameOf = (row: Omit<DonorName, "donorKind"> & { donorKind?: string; kind?: string }) =>
		donorName({ ...row, donorKind: (row.donorKind ?? row.kind) === "company" ? "company" : "individual" }, lang);
	return {
		donor: nameOf(gift),
		amountYen: gift.amountYen,
		isCompany: gift.donorKind === "company",
		leftYen,
		may,
		credits: credits.map(({ id, donor, amountYen, reason, note }) => ({
			id,
			donorId: donor.id,
			donor: nameOf(donor),
			amountYen,
			reason,
			note,
		})),
		matches: matches.map(({ id, amountYen, matchedGift }) => ({
			id,
			giftId: matchedGift.id,
			donor: nameOf(matchedGift),
			amountYen,
		})),
		matchedBy: matchedBy.map(({ id, amountYen, matchingGift }) => ({
			id,
			giftId: matchingGift.id,
			donor: nameOf(matchingGift),
			amountYen,
		})),
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const giftId = params.giftId ?? "";
	const sent = await readForm(request);
	const intent = String(sent.get("intent") ?? "");
	const values = Object.fromEntries([...sent].map(([name, value]) => [name, String(value).slice(0, 1000)]));
	const form = parseForm(sent, recognitionSchema);
	if (!form.ok) return data({ intent, values, errors: form.submission.reply().error ?? {} }, { status: 400 });
	try {
		await carryOut(ctx, giftId, form.value);
		return redirect(`/console/gifts/${giftId}/recognition?done=${form.value.intent}`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 409 && error.status !== 400)) throw error;
		const words = Object.entries(error.params).map(([name, value]) => [name, String(value)]);
		const message = `${error.personKey}?${new URLSearchParams(words)}`;
		const errors: Record<string, string[] | null> = { [String(error.params.field ?? "")]: [message] };
		return data({ intent, values, errors }, { status: error.status });
	}
}

async function carryOut(ctx: StaffCtx, giftId: string, form: RecognitionForm): Promise<void> {
	switch (form.intent) {
		case "recognise": {
			const { intent: _, ...credit } = form;
			await recogniseGift(ctx, { giftId, ...credit });
			return;
		}
		case "match":
			await matchGift(ctx, { matchingGiftId: giftId, matchedGiftId: form.matchedGiftId, amountYen: form.amountYen });
			return;
		case "withdrawCredit":
			return withdrawRecognition(ctx, { giftId, softCreditId: form.id });
		case "unmatch":
			return unmatchGift(ctx, { matchingGiftId: giftId, giftMatchId: form.id });
	}
}

export default function GiftRecognition() {
	const { title, giftId, view, query, donorChoices, giftChoices, reasons } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={`/console/gifts/${giftId}`}>{t("recognition.back")}</a>
			</p>
			<PageHead title={title} lead={`${view.donor} ${formatYenSign(view.amountYen)}`} />
			{query.done && !sent ? <p className="notice notice-good mb-4">{t(`recognition.done.${query.done}`)}</p> : null}
			<p className="hint">{t("recognition.note")}</p>
			<RecognitionLists view={view} sent={sent ?? null} />
			{view.may ? (
				<RecognitionForms
					view={view}
					giftId={giftId}
					query={query}
					donorChoices={donorChoices ?? null}
					giftChoices={giftChoices ?? null}
					reasons={reasons.map((value) => ({ value, label: t(`recognition.reasons.${value}`) }))}
					sent={sent ?? null}
				/>
			) : null}
		</>
	);
}
