import type { Lang } from "~/i18n/lang.ts";

/**
 * The sentence a donor agrees to when asking for reports. A consent keeps the version and the sentence as it was read:
 * a change of a word here needs a new version, and never changes what was agreed before.
 */
export const REPORT_CONSENT_VERSION = "reports-2026-11";

export const REPORT_CONSENT_WORDING: Record<Lang, string> = {
	ja: "寄附先の拠点とそのホスト機関から、研究の成果や寄附がどう使われたかについての報告を電子メールで受け取ることに同意します。同意はいつでも取り消せます。",
	en: "I agree to receive e-mail reports about research results and the use of my gift from the hub I give to and its host institution. I can withdraw this consent at any time.",
};
