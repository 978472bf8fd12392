import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { listMyHubs, listMyInstitutions } from "~/domain/access/list-my-hubs.server";
import { getT } from "~/i18n/texts.server";
import { env } from "~/platform/env.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { ConsoleShell } from "~/ui/console-shell";

export const handle = { i18n: ["console"] } satisfies RouteHandle;

export const meta: MetaFunction = () => [{ name: "robots", content: "noindex" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	return {
		lang: ctx.lang,
		demo: env.demo,
		sections: sectionsFor(ctx),
		user: { name: ctx.actor.name, role: await roleText(ctx) },
	};
}

export default function ConsoleLayout() {
	const shell = useLoaderData<typeof loader>();
	const { pathname, search } = useLocation();
	return (
		<ConsoleShell {...shell} path={pathname} search={search} signOutHref="/auth/sign-out">
			<Outlet />
		</ConsoleShell>
	);
}

function sectionsFor(ctx: StaffCtx) {
	const t = getT(ctx.lang, "console");
	const work = [{ href: "/console", label: t("nav.home") }];
	if (mayEver(ctx, "read", "Gift")) work.push({ href: "/console/gifts", label: t("nav.gifts") });
	if (mayEver(ctx, "read", "RecurringPlan")) work.push({ href: "/console/plans", label: t("nav.plans") });
	if (mayEver(ctx, "read", "Pledge")) work.push({ href: "/console/pledges", label: t("nav.pledges") });
	if (mayEver(ctx, "read", "Donor")) work.push({ href: "/console/donors", label: t("nav.donors") });
	if (mayEver(ctx, "read", "Application")) {
		work.push({ href: "/console/applications", label: t("nav.applications") });
	}
	if (mayEver(ctx, "read", "DonorRequest")) work.push({ href: "/console/requests", label: t("nav.requests") });
	if (mayEver(ctx, "read", "Mail")) work.push({ href: "/console/mails", label: t("nav.mails") });
	if (mayEver(ctx, "read", "LedgerBalance")) work.push({ href: "/console/programme", label: t("nav.programme") });
	if (mayEver(ctx, "oversee", "Fund")) {
		work.push({ href: "/console/funds", label: t("nav.funds") }, { href: "/console/goals", label: t("nav.goals") });
	}
	const telling: { href: string; label: string }[] = [];
	if (mayEver(ctx, "read", "Campaign")) telling.push({ href: "/console/campaigns", label: t("nav.campaigns") });
	if (mayEver(ctx, "decide", "PeerPage")) telling.push({ href: "/console/peer-pages", label: t("nav.peerPages") });
	if (mayEver(ctx, "read", "Segment")) telling.push({ href: "/console/segments", label: t("nav.segments") });
	if (mayEver(ctx, "read", "Appeal")) telling.push({ href: "/console/appeals", label: t("nav.appeals") });
	if (mayEver(ctx, "read", "Outcome")) {
		telling.push(
			{ href: "/console/outcomes", label: t("nav.outcomes") },
			{ href: "/console/share", label: t("nav.share") },
		);
	}
	if (mayEver(ctx, "read", "Report")) telling.push({ href: "/console/reports", label: t("nav.reports") });
	if (mayEver(ctx, "read", "Story")) telling.push({ href: "/console/stories", label: t("nav.stories") });
	if (mayEver(ctx, "read", "OutreachEvent")) telling.push({ href: "/console/events", label: t("nav.events") });
	if (mayEver(ctx, "read", "MailBounce")) telling.push({ href: "/console/mail-care", label: t("nav.mailCare") });
	if (mayEver(ctx, "read", "Mailing")) telling.push({ href: "/console/mailings", label: t("nav.mailings") });
	const standing: { href: string; label: string }[] = [];
	if (mayEver(ctx, "read", "HubOutlook")) standing.push({ href: "/console/sufficiency", label: t("nav.sufficiency") });
	if (mayEver(ctx, "read", "Opportunity")) {
		standing.push({ href: "/console/opportunities", label: t("nav.opportunities") });
	}
	if (mayEver(ctx, "read", "ExternalFund")) {
		standing.push({ href: "/console/external-funds", label: t("nav.externalFunds") });
	}
	if (mayEver(ctx, "read", "SpendingLine")) standing.push({ href: "/console/spending", label: t("nav.spending") });
	if (mayEver(ctx, "read", "Import")) standing.push({ href: "/console/imports", label: t("nav.imports") });
	if (mayEver(ctx, "read", "LedgerBalance")) standing.push({ href: "/console/desk", label: t("nav.desk") });
	if (mayEver(ctx, "read", "Snapshot")) standing.push({ href: "/console/snapshots", label: t("nav.snapshots") });
	if (mayEver(ctx, "read", "LedgerBalance")) standing.push({ href: "/console/years", label: t("nav.years") });
	if (mayEver(ctx, "read", "Finding")) standing.push({ href: "/console/follow-up", label: t("nav.followUp") });
	if (mayEver(ctx, "read", "Practice")) standing.push({ href: "/console/practices", label: t("nav.practices") });
	const finance: { href: string; label: string }[] = [];
	if (mayEver(ctx, "read", "Payout")) {
		finance.push(
			{ href: "/console/finance", label: t("nav.financeOverview") },
			{ href: "/console/finance/payouts", label: t("nav.payouts") },
		);
	}
	if (mayEver(ctx, "read", "BankLine"))
		finance.push({ href: "/console/finance/bank-lines", label: t("nav.bankLines") });
	if (mayEver(ctx, "read", "Refund")) finance.push({ href: "/console/finance/refunds", label: t("nav.refunds") });
	if (mayEver(ctx, "read", "Dispute")) finance.push({ href: "/console/finance/disputes", label: t("nav.disputes") });
	if (mayEver(ctx, "read", "ReconciliationRun")) {
		finance.push({ href: "/console/finance/reconciliation", label: t("nav.reconciliation") });
	}
	if (mayEver(ctx, "read", "Receipt")) finance.push({ href: "/console/receipts", label: t("nav.receipts") });
	const settings = [{ href: "/console/settings/two-factor", label: t("nav.twoFactor") }];
	if (mayEver(ctx, "create", "ApiToken")) {
		settings.unshift(
			{ href: "/console/settings/staff", label: t("nav.staff") },
			{ href: "/console/settings/api-tokens", label: t("nav.apiTokens") },
		);
	}
	if (mayEver(ctx, "block", "BlockRule"))
		settings.unshift({ href: "/console/settings/blocks", label: t("nav.blocks") });
	if (
		(["changeGiving", "changeReceipts", "connectStripe"] as const).some((action) => mayEver(ctx, action, "Institution"))
	) {
		settings.unshift({ href: "/console/settings/institutions", label: t("nav.institutions") });
	}
	if (mayEver(ctx, "changeSupport", "Hub")) {
		settings.unshift({ href: "/console/settings/hubs", label: t("nav.hubSupport") });
	}
	return [
		{ label: t("nav.work"), links: work },
		...(telling.length > 0 ? [{ label: t("nav.telling"), links: telling }] : []),
		...(standing.length > 0 ? [{ label: t("nav.standing"), links: standing }] : []),
		...(finance.length > 0 ? [{ label: t("nav.finance"), links: finance }] : []),
		{ label: t("nav.settings"), links: settings },
	];
}

/** "Officer, NanoLSI": what a person may see here follows from it. */
async function roleText(ctx: StaffCtx): Promise<string> {
	const t = getT(ctx.lang, "console");
	const { hubs } = await listMyHubs(ctx);
	const institutions = await listMyInstitutions(ctx);
	const texts = ctx.actor.grants.map(({ role, scope }) => {
		const name = t(`roles.${role}`);
		if (scope.kind === "programme") return `${name} (${t("scopes.programme")})`;
		if (scope.kind === "hub") return `${name} (${hubs.find((hub) => hub.id === scope.hubId)?.abbreviation ?? ""})`;
		const institution = institutions.find((one) => one.id === scope.institutionId);
		return `${name} (${(ctx.lang === "ja" ? institution?.nameJa : institution?.nameEn) ?? ""})`;
	});
	return texts.join(ctx.lang === "ja" ? "、" : ", ") || t("roles.none");
}
