import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { PREFECTURES } from "~/domain/addresses/prefectures";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { listEnterableCampaigns } from "~/domain/campaigns/list-enterable-campaigns.server";
import { listDonors } from "~/domain/donors/list-donors.server";
import { DONOR_MAX } from "~/domain/donors/typed-donor.schema";
import { ENTERED_CHANNELS, enterGiftSchema } from "~/domain/gifts/enter-gift.schema";
import { enterGift } from "~/domain/gifts/enter-gift.server";
import { listEnterableFunds } from "~/domain/gifts/list-enterable-funds.server";
import { donorName } from "~/domain/names/person-name";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { EnterGiftForm, FindDonor } from "~/ui/console/enter-gift-form";
import { PageHead } from "~/ui/console/page-head";
import { readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const FOUND_MAX = 20;
const querySchema = z.object({
	q: z.string().trim().max(100).optional().catch(undefined),
	donor: z.uuid().optional().catch(undefined),
	kind: z.enum(["individual", "company"]).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "enter", "Gift");
	const query = readQuery(request, querySchema);
	const ja = ctx.lang === "ja";
	const [funds, found, chosen] = await Promise.all([
		listEnterableFunds(ctx),
		query.q ? listDonors(ctx, { search: query.q, limit: FOUND_MAX }) : null,
		query.donor ? listDonors(ctx, { id: query.donor, limit: 1 }) : null,
	]);
	const toChoice = (donor: Awaited<ReturnType<typeof listDonors>>["donors"][number]) => ({
		id: donor.id,
		name: donorName(donor, ctx.lang),
		kind: donor.donorKind,
		about: [donor.corporateNumber, donor.hubs.join(", "), ja ? donor.institutionJa : donor.institutionEn]
			.filter(Boolean)
			.join(" / "),
	});
	const [donor] = chosen?.donors ?? [];
	const campaigns = await listEnterableCampaigns(
		ctx,
		funds.map((fund) => fund.id),
	);
	return {
		title: getT(ctx.lang, "console")("enterGift.title"),
		query,
		today: jstDayString(ctx.now),
		found: found?.donors.filter((one) => !one.erased).map(toChoice) ?? null,
		donor: donor && !donor.erased ? toChoice(donor) : null,
		// A donor belongs to one institution: only its funds can receive the gift.
		funds: funds
			.filter((fund) => !donor || fund.institutionId === donor.institutionId)
			.map((fund) => ({
				value: fund.id,
				label: [fund.hub?.abbreviation, ja ? fund.nameJa : fund.nameEn].filter(Boolean).join(" / "),
			})),
		campaigns: campaigns.map(({ slug, title }) => ({ value: slug, label: title })),
		prefectures: PREFECTURES.map(({ value, ja: nameJa, en }) => ({ value, label: ja ? nameJa : en })),
		channels: ENTERED_CHANNELS,
		max: DONOR_MAX,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "enter", "Gift");
	const sent = await readForm(request);
	const values = Object.fromEntries([...sent].map(([name, value]) => [name, String(value).slice(0, 3000)]));
	const form = parseForm(sent, enterGiftSchema(ctx.now));
	if (!form.ok) return data({ values, errors: form.submission.reply().error ?? {} }, { status: 400 });
	try {
		const { giftId } = await enterGift(ctx, form.value);
		return redirect(`/console/gifts/${giftId}?done=entered`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 409 && error.status !== 400)) throw error;
		const { field = "", ...params } = error.params;
		const words = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
		const errors: Record<string, string[] | null> = { [String(field)]: [`${error.personKey}?${words}`] };
		return data({ values, errors }, { status: error.status });
	}
}

export default function GiftNew() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/gifts">{t("gift.back")}</a>
			</p>
			<PageHead title={page.title} lead={t("enterGift.lead")} />
			<FindDonor query={page.query} found={page.found} donor={page.donor} />
			<EnterGiftForm {...page} sent={sent ?? null} />
		</>
	);
}
