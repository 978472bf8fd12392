/** Why an institution takes no gift, as its rules list it; the donor reads the ground in plain words. */
export const REFUSAL_GROUNDS = [
	"anti_social_forces",
	"benefit_in_return",
	"ip_or_results",
	"audit_right",
	"cancellation_right",
	"admission",
	"improper_contractor",
	"cost_to_institution",
	"other",
] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];
