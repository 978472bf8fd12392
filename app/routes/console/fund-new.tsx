import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { shareText } from "~/domain/funds/allocation.schema";
import { FUND_FORM_FIELDS, FUND_MAX, newFundFormSchema, OF_PROGRAMME } from "~/domain/funds/fund.schema";
import { mayProgrammeWide } from "~/domain/funds/keep-shares.server";
import { listFundPlaces, listIssuers, listProgrammePlaces } from "~/domain/funds/list-fund-places.server";
import { openFund } from "~/domain/funds/open-fund.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { AllocationFields } from "~/ui/console/allocation-fields";
import { FundErrors, FundFields } from "~/ui/console/fund-fields";
import { PageHead } from "~/ui/console/page-head";
import { fundOptions, nameOf, sentValues, sharesError } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

/** What most funds begin with; the rest is for the person to say. */
const BEGINS = { sortOrder: "1", presetYen: "3,000\n10,000\n30,000\n100,000", minYen: "500", maxYen: "10,000,000" };

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const t = getT(ctx.lang, "console");
	const issuers = await listIssuers(ctx);
	const ofProgramme = isForProgramme(request);
	const { places, shares } = ofProgramme ? await programmePlaces(ctx) : await hubPlaces(ctx);
	return {
		title: t(ofProgramme ? "funds.newProgrammeTitle" : "funds.newTitle"),
		ofProgramme,
		mayProgramme: mayProgrammeWide(ctx, "create"),
		fields: ["place", "slug", ...FUND_FORM_FIELDS],
		max: FUND_MAX,
		begins: { ...BEGINS, shares },
		options: {
			...fundOptions(issuers, ctx.lang),
			places,
		},
	};
}

/** The whole programme is asked for by the address: its fund has fields of its own. */
const isForProgramme = (request: Request) => new URL(request.url).searchParams.get("for") === "programme";

async function hubPlaces(ctx: StaffCtx) {
	const places = await listFundPlaces(ctx);
	return {
		places: places.map(({ hub, institution }) => ({
			value: `${hub.id}/${institution.id}`,
			label: `${hub.abbreviation} / ${nameOf(institution, ctx.lang)}`,
		})),
		shares: "",
	};
}

async function programmePlaces(ctx: StaffCtx) {
	const { institutions, shares } = await listProgrammePlaces(ctx);
	return {
		places: institutions.map((institution) => ({
			value: `${OF_PROGRAMME}${institution.id}`,
			label: nameOf(institution, ctx.lang),
		})),
		shares: shareText(shares),
	};
}

/** What the domain refuses for one field's sake, beside that field. */
const REFUSED: Record<string, { field: string; error: string }> = {
	fund_slug_taken: { field: "slug", error: "funds.slugTaken" },
	fund_institution_unknown: { field: "place", error: "fields.choose" },
	fund_not_host: { field: "place", error: "funds.notHost" },
	fund_issuer_unknown: { field: "receiptIssuerId", error: "fields.choose" },
};

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	// Whoever opens no fund at all is told so before anything about the form.
	await listFundPlaces(ctx);
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, errors }, { status });
	const form = parseForm(sent, newFundFormSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		await openFund(ctx, form.value);
	} catch (error) {
		if (isAppError(error) && error.personKey.startsWith("fields.fund.share"))
			return refuse({ shares: [sharesError(error)] });
		const refused = isAppError(error) ? REFUSED[error.code] : undefined;
		if (!refused) throw error;
		return refuse({ [refused.field]: [refused.error] });
	}
	return redirect(`/console/funds/${form.value.slug}?done=opened`, 303);
}

export default function NewFund() {
	const { title, fields, options, max, begins, ofProgramme, mayProgramme } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = Object.fromEntries(Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, list ?? []]));
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/funds">{t("funds.back")}</a>
			</p>
			<PageHead title={title} lead={t("funds.newLead")}>
				{mayProgramme && !ofProgramme ? (
					<a className="btn btn-small" href="/console/funds/new?for=programme">
						{t("funds.newProgramme")}
					</a>
				) : null}
			</PageHead>
			<FundErrors errors={errors} />
			<form method="post" className="mt-4 grid max-w-text gap-5">
				<FundFields fields={fields} values={sent?.values ?? begins} errors={errors} options={options} max={max} />
				{ofProgramme ? <AllocationFields values={sent?.values ?? begins} errors={errors} /> : null}
				<div>
					<button type="submit" className="btn btn-primary">
						{t("funds.open")}
					</button>
				</div>
			</form>
		</>
	);
}
