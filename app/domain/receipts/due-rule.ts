import type { LegalForm, TaxTreatment } from "../institutions/tax-note";
import { needsCertificate } from "./legal-basis";

/** Why a gift has no receipt yet; in the order a person should hear of them. Keys of console.json under `receipts.holds`. */
export const HOLDS = [
	"not_received",
	"not_accepted",
	"refunded",
	"receipted",
	"other_issuer",
	"issuer_off",
	"before_start",
	"no_day",
	"refund_open",
	"dispute_open",
	"fraud_warning",
	"erased",
	"certificate",
	"address",
] as const;
export type Hold = (typeof HOLDS)[number];

export type DueFacts = {
	status: string;
	acceptance: string;
	worthYen: bigint;
	receipted: boolean;
	issuerId: string | null;
	receivedOn: string | null;
	refundOpen: boolean;
	disputeOpen: boolean;
	warningOpen: boolean;
	erased: boolean;
	taxTreatment: TaxTreatment;
	hasEmail: boolean;
	city: string;
	addressLine: string;
};

export type DuePolicy = {
	institutionId: string;
	enabled: boolean;
	legalForm: LegalForm;
	delivery: "pdf" | "paper";
	startsOn: string | null;
};

/**
 * What stands against receipting a gift now; null when it is due.
 *
 * A gift that ever was on a receipt is never due by itself again: what follows a refund is a replacement in the chain, and
 * what follows a receipt that staff made void is theirs to decide.
 * @param certificateOn  a day's certificate of the kind the issuer's legal form must enclose, or null
 */
export function holdOf(gift: DueFacts, issuer: DuePolicy, certificateOn: (day: string) => object | null): Hold | null {
	if (gift.status !== "received") return "not_received";
	if (gift.acceptance !== "not_required" && gift.acceptance !== "accepted") return "not_accepted";
	if (gift.worthYen <= 0n) return "refunded";
	if (gift.receipted) return "receipted";
	if (gift.issuerId !== issuer.institutionId) return "other_issuer";
	if (!issuer.enabled) return "issuer_off";
	if (gift.receivedOn === null) return "no_day";
	if (issuer.startsOn !== null && gift.receivedOn < issuer.startsOn) return "before_start";
	if (gift.refundOpen) return "refund_open";
	if (gift.disputeOpen) return "dispute_open";
	if (gift.warningOpen) return "fraud_warning";
	if (gift.erased) return "erased";
	const { legalForm } = issuer;
	if (needsCertificate({ legalForm, taxTreatment: gift.taxTreatment }) && certificateOn(gift.receivedOn) === null) {
		return "certificate";
	}
	// A receipt that goes by post needs somewhere to go.
	if (deliveryOf(gift, issuer) === "paper" && gift.city === "" && gift.addressLine === "") return "address";
	return null;
}

/** Whoever has no mail address gets paper, whatever the issuer does. */
export function deliveryOf(gift: { hasEmail: boolean }, issuer: { delivery: "pdf" | "paper" }): "pdf" | "paper" {
	return gift.hasEmail ? issuer.delivery : "paper";
}
