import { describe, expect, it } from "vitest";
import { type DueFacts, type DuePolicy, deliveryOf, holdOf } from "./due-rule";

const ISSUER = "0197aaaa-0000-7000-8000-000000000001";
const gift: DueFacts = {
	status: "received",
	acceptance: "not_required",
	worthYen: 10_000n,
	receipted: false,
	issuerId: ISSUER,
	receivedOn: "2026-06-02",
	refundOpen: false,
	disputeOpen: false,
	warningOpen: false,
	erased: false,
	taxTreatment: "designated",
	hasEmail: true,
	city: "金沢市",
	addressLine: "角間町1",
};
const issuer: DuePolicy = {
	institutionId: ISSUER,
	enabled: true,
	legalForm: "national_university_corporation",
	delivery: "pdf",
	startsOn: null,
};
const none = () => null;
const valid = () => ({});

describe("which gifts are due", () => {
	it("a gift that arrived and that nothing holds", () => {
		expect(holdOf(gift, issuer, none)).toBeNull();
		expect(holdOf({ ...gift, acceptance: "accepted" }, issuer, none)).toBeNull();
	});

	it.each([
		[{ status: "awaiting_payment" }, {}, "not_received"],
		[{ acceptance: "under_review" }, {}, "not_accepted"],
		[{ worthYen: 0n }, {}, "refunded"],
		[{ receipted: true }, {}, "receipted"],
		[{ issuerId: null }, {}, "other_issuer"],
		[{ issuerId: "0197aaaa-0000-7000-8000-000000000002" }, {}, "other_issuer"],
		[{}, { enabled: false }, "issuer_off"],
		[{ receivedOn: null }, {}, "no_day"],
		[{}, { startsOn: "2026-06-03" }, "before_start"],
		[{ refundOpen: true }, {}, "refund_open"],
		[{ disputeOpen: true }, {}, "dispute_open"],
		[{ warningOpen: true }, {}, "fraud_warning"],
		[{ erased: true }, {}, "erased"],
		[{ city: "", addressLine: "" }, { delivery: "paper" }, "address"],
		[{ city: "", addressLine: "", hasEmail: false }, {}, "address"],
	] as const)("%o with %o waits: %s", (facts, policy, hold) => {
		expect(holdOf({ ...gift, ...facts }, { ...issuer, ...policy }, none)).toBe(hold);
	});

	it("the first day counts", () => {
		expect(holdOf(gift, { ...issuer, startsOn: "2026-06-02" }, none)).toBeNull();
	});

	it("a PDF needs no address", () => {
		expect(holdOf({ ...gift, city: "", addressLine: "" }, issuer, none)).toBeNull();
		expect(deliveryOf({ hasEmail: false }, issuer)).toBe("paper");
	});

	it("a private school waits for its certificate", () => {
		const school = { ...issuer, legalForm: "incorporated_educational_institution" } as const;
		const special = { ...gift, taxTreatment: "special_public_interest" } as const;
		expect(holdOf(special, school, none)).toBe("certificate");
		expect(holdOf(special, school, valid)).toBeNull();
	});
});
