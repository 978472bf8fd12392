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
			{ label: t("institutions.capabilities"), value: capabilityText(account.capabilities, lang) },
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
	return change.action.startsWith("stripe_account.") ? accountChange(change, lang) : [];
}

/** What happened to an account, in words: never more of a key than its end. */
function accountChange({ action, before, after }: Settings["changes"][number], lang: Lang): string[] {
	const t = getT(lang, "console");
	if (action === "stripe_account.chosen") {
		const account = (word: unknown) => (typeof word === "string" ? word : t("institutions.kinds.platform"));
		const field = t("institutions.chargedOn");
		return [t("history.value", { field, before: account(before?.account), after: account(after?.account) })];
	}
	const state = after?.status === "active" && after.chargesEnabled === false ? "stopped" : after?.status;
	return [
		String(after?.account ?? ""),
		...(typeof state === "string" ? [t(`institutions.states.${state as "active"}`)] : []),
		...(typeof after?.keyEnding === "string" ? [`${t("institutions.key")}: •••• ${after.keyEnding}`] : []),
		...(after?.webhookSecret ? [t("institutions.newWebhookSecret")] : []),
	];
}

const CAPABILITIES = ["card_payments", "konbini_payments", "jp_bank_transfer_payments"] as const;
const CAPABILITY_STATES = ["active", "pending", "inactive"] as const;

/** The ways to pay we offer, and whether Stripe lets the account take them. */
function capabilityText(told: unknown, lang: Lang): string {
	const t = getT(lang, "console");
	const given = new Map(typeof told === "object" && told !== null ? Object.entries(told) : []);
	const lines = CAPABILITIES.flatMap((name) => {
		const state = CAPABILITY_STATES.find((one) => one === given.get(name));
		const [method, standing] = [t(`institutions.ways.${name}`), state && t(`institutions.wayStates.${state}`)];
		return standing ? [t("institutions.way", { method, standing })] : [];
	});
	return lines.join(" / ") || t("institutions.unknown");
}
