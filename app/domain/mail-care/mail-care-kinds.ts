/** How a mail came back: `hard` never again, `soft` perhaps later, `complaint` the reader called it unwanted. */
export const BOUNCE_KINDS = ["hard", "soft", "complaint"] as const;
export type BounceKind = (typeof BOUNCE_KINDS)[number];
export const SUPPRESSION_REASONS = ["hard_bounce", "soft_bounces", "complaint", "staff"] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];
export const PREFERENCE_SOURCES = ["one_click", "page", "portal", "staff"] as const;
export type PreferenceSource = (typeof PREFERENCE_SOURCES)[number];
/** What a donor agrees to, each by a box of its own. `clicks`: that opening a link of a mail is counted. */
export const CONSENT_PURPOSES = ["reports", "appeals", "clicks"] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];
