import type { Lang } from "~/i18n/lang.ts";
import type { ConsentPurpose } from "../mail-care/mail-care-kinds.ts";

export type ConsentWording = { version: string; words: Record<Lang, string> };

/**
 * The sentences a donor agrees to, one for each purpose. A consent keeps the version and the sentence as it was read: a change
 * of a word here needs a new version, and never changes what was agreed before.
 */
export const CONSENT_WORDING: Record<ConsentPurpose, ConsentWording> = {
	reports: {
		version: "reports-2026-11",
		words: {
			ja: "寄附先の拠点とそのホスト機関から、研究の成果や寄附がどう使われたかについての報告を電子メールで受け取ることに同意します。同意はいつでも取り消せます。",
			en: "I agree to receive e-mail reports about research results and the use of my gift from the hub I give to and its host institution. I can withdraw this consent at any time.",
		},
	},
	appeals: {
		version: "appeals-2026-11",
		words: {
			ja: "寄附先の拠点とそのホスト機関から、今後の寄附のお願いや催しのご案内を電子メールで受け取ることに同意します。同意はいつでも取り消せます。",
			en: "I agree to receive e-mails from the hub I give to and its host institution that ask for further support or invite me to events. I can withdraw this consent at any time.",
		},
	},
	clicks: {
		version: "clicks-2026-11",
		words: {
			ja: "メールの中のリンクから開いたページを、寄附先の拠点とそのホスト機関が、よりよい報告をつくるために記録することに同意します。同意しなくてもメールの内容は変わりません。同意はいつでも取り消せます。",
			en: "I agree that the hub I give to and its host institution keep which pages I open from links in their e-mails, in order to write better reports. The e-mails are the same if I do not agree. I can withdraw this consent at any time.",
		},
	},
};

export const REPORT_CONSENT_VERSION = CONSENT_WORDING.reports.version;
export const REPORT_CONSENT_WORDING = CONSENT_WORDING.reports.words;
