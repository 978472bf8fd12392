import type { Ctx } from "~/domain/access/ctx.server";
import { getInstitutionSettings } from "~/domain/institutions/get-institution-settings.server";
import {
	GIVING_FIELDS,
	GIVING_MAX,
	type GivingPolicyFields,
	LAST_DAY,
} from "~/domain/institutions/giving-policy.schema";
import { formatInteger, formatMoment } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { changeHead, nameOf } from "./fund-view.server";

type Settings = Awaited<ReturnType<typeof getInstitutionSettings>>;

/** All an institution's settings page shows. */
export async function institutionPage(ctx: Ctx, slug: string) {
	const { lang } = ctx;
	const t = getT(lang, "console");
	const shown = await getInstitutionSettings(ctx, slug);
	return {
		title: nameOf(shown.institution, lang),
		slug,
		may: shown.may,
		facts: [
			{ label: t("institutions.hubs"), value: shown.hubs.join(lang === "ja" ? "、" : ", ") || t("institutions.noHub") },
			{ label: t("institutions.openFunds"), value: formatInteger(shown.openFunds) },
		],
		policy: {
			values: policyValues(shown.policy),
			revision: shown.revision,
			days: anchorDays(lang),
			max: { name: GIVING_MAX.bankName, holder: GIVING_MAX.bankAccountHolder },
		},
		chargedOn: shown.chargedOn,
		accounts: shown.accounts.map((account) => accountView(account, lang)),
		nextWebhookUrl: shown.nextWebhookUrl,
		eventTypes: shown.eventTypes,
		history: shown.changes.map((change) => ({ ...changeHead(change, lang), values: changeValues(change, lang) })),
	};
}

function anchorDays(lang: Lang) {
	const t = getT(lang, "console");
	return Array.from({ length: LAST_DAY }, (_, index) => ({
		value: String(index + 1),
		label: index + 1 === LAST_DAY ? t("institutions.lastDay") : t("institutions.day", { day: index + 1 }),
	}));
}

function policyValues(policy: Settings["policy"]): Record<string, string> {
	return Object.fromEntries(
		GIVING_FIELDS.map((field) => {
			const value = policy[field];
			return [field, field !== "anchorDay" && typeof value !== "string" ? formatInteger(value) : String(value)];
		}),
	);
}

function accountView(account: Settings["accounts"][number], lang: Lang) {
	const t = getT(lang, "console");
	const told: unknown = account.capabilities;
	const capabilities = typeof told === "object" && told !== null ? Object.entries(told) : [];
	return {
		id: account.id,
		kind: account.kind,
		status: account.status,
		takesGifts: account.takesGifts,
		isMade: account.stripeId !== null,
		disabledReason: account.disabledReason,
		problem: account.problem,
		facts: [
			{ label: t("institutions.stripeId"), value: account.stripeId ?? t("institutions.notMade") },
			...(account.kind === "own_keys"
				? [{ label: t("institutions.key"), value: `•••• ${account.keyEnding ?? ""}` }]
				: []),
			...(account.webhookUrl ? [{ label: t("institutions.webhookUrl"), value: account.webhookUrl }] : []),
			{ label: t("institutions.charges"), value: t(account.chargesEnabled ? "institutions.yes" : "institutions.no") },
			{ label: t("institutions.payouts"), value: t(account.payoutsEnabled ? "institutions.yes" : "institutions.no") },
			{
				label: t("institutions.capabilities"),
				value:
					capabilities
						.map(([name, state]) => `${name}: ${String(state)}`)
						.sort()
						.join(" / ") || t("institutions.unknown"),
			},
			...(account.missing.length > 0 ? [{ label: t("institutions.missing"), value: account.missing.join(" / ") }] : []),
			{
				label: t("institutions.checkedAt"),
				value: account.checkedAt ? formatMoment(account.checkedAt, lang) : t("institutions.never"),
			},
		],
	};
}
export type AccountView = ReturnType<typeof accountView>;

function changeValues(change: Settings["changes"][number], lang: Lang): string[] {
	const t = getT(lang, "console");
	const words = (field: string, value: unknown) => {
		if (value === null || value === undefined || value === "") return t("institutions.nothing");
		if (field === "anchorDay" && value === LAST_DAY) return t("institutions.lastDay");
		if (field === "bankAccountType") return t(`institutions.accountTypes.${value as "futsu"}`);
		const isAmount = GIVING_FIELDS.includes(field as keyof GivingPolicyFields) && field.endsWith("Yen");
		return isAmount && /^\d+$/.test(String(value)) ? formatInteger(BigInt(String(value))) : String(value);
	};
	if (change.action === "giving_policy.changed") {
		return Object.entries(change.after ?? {}).map(([field, after]) =>
			t("history.value", {
				field: t(`institutions.fields.${field as "anchorDay"}`),
				before: words(field, change.before?.[field]),
				after: words(field, after),
			}),
		);
	}
	return [...new Set([change.before, change.after])]
		.flatMap((side) => (side === null ? [] : [Object.entries(side)]))
		.map((entries) => entries.map(([name, value]) => `${name}: ${String(value ?? "–")}`).join(", "));
}
