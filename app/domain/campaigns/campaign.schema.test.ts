import { describe, expect, it } from "vitest";
import { peerDecisionSchema } from "../peer-pages/peer-page.schema";
import { campaignFieldsSchema, campaignStepSchema } from "./campaign.schema";

describe("a form of a campaign", () => {
	it("takes a step without a word beside it", () => {
		expect(campaignStepSchema.parse({ intent: "submit" })).toEqual({ intent: "submit", note: "" });
		expect(peerDecisionSchema.parse({ intent: "close" })).toEqual({ intent: "close", note: "" });
		expect(campaignStepSchema.safeParse({ intent: "erase" }).success).toBe(false);
	});

	const fundId = "01a2024c-4b1a-7065-b4d9-066f15c2349f";
	const least = {
		...{ slug: "try-one", titleJa: "試し", summaryJa: "概要", goalKind: "yen", goalAmount: "１００，０００円" },
		...{ startsOn: "2026/12/1", endsOn: "２０２６年１２月３１日", fundIds: fundId },
	};

	it("reads what people type, leaves out blank offers, and gives an offer the campaign's days", () => {
		const offers = [
			{ nameJa: "", limitYen: "" },
			{ nameJa: "株式会社泉", limitYen: "1,000", percent: "５０％" },
		];
		expect(campaignFieldsSchema.parse({ ...least, offers })).toMatchObject({
			...{ goalAmount: 100_000n, startsOn: "2026-12-01", endsOn: "2026-12-31", fundIds: [fundId], imageId: null },
			offers: [{ id: null, basisPoints: 5000, limitYen: 1000n, startsOn: "2026-12-01", endsOn: "2026-12-31" }],
		});
	});

	it("names the field of an offer that is wrong", () => {
		const offers = [{ nameJa: "株式会社泉", limitYen: "0", percent: "1001" }];
		const paths = campaignFieldsSchema
			.safeParse({ ...least, offers })
			.error?.issues.map((issue) => issue.path.join("."));
		expect(paths?.sort()).toEqual(["offers.0.limitYen", "offers.0.percent"]);
	});
});
