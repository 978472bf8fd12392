import { z } from "zod";

/** The most changes of one scenario. */
const MAX_CHANGES = 8;
export const SCENARIO_NAME_MAX = 80;
export const SCENARIO_NOTE_MAX = 500;
const MAX_EXTENSION_YEARS = 10;
const MAX_MONTHLY_FACTOR = 10;

/** One thing that could be otherwise. */
export const scenarioChangeSchema = z.discriminatedUnion("kind", [
	/** support goes on so many years more */
	z.strictObject({ kind: z.literal("extend_support"), years: z.int().min(1).max(MAX_EXTENSION_YEARS) }),
	/** from next year on, the funder with the most decided and not received pays nothing */
	z.strictObject({ kind: z.literal("lose_largest_funder") }),
	/** what the host gives and has not given yet; -1000 is 10 % less */
	z.strictObject({ kind: z.literal("host_contribution"), changeBasisPoints: z.int().min(-10_000).max(10_000) }),
	/** gifts of monthly plans; 2 is twice as many */
	z.strictObject({ kind: z.literal("monthly_donors"), factor: z.number().min(0).max(MAX_MONTHLY_FACTOR) }),
]);
export type ScenarioChange = z.output<typeof scenarioChangeSchema>;
export const SCENARIO_CHANGE_KINDS = [
	"extend_support",
	"lose_largest_funder",
	"host_contribution",
	"monthly_donors",
] as const satisfies readonly ScenarioChange["kind"][];

/** Each kind at most once: two of a kind would hang on their order. */
export const scenarioChangesSchema = z
	.array(scenarioChangeSchema)
	.max(MAX_CHANGES)
	.refine((changes) => new Set(changes.map(({ kind }) => kind)).size === changes.length, {
		message: "each kind of change once",
	});

export const SHARED_WITH = ["own", "hub", "programme"] as const;
export type SharedWith = (typeof SHARED_WITH)[number];

export const scenarioSchema = z.object({
	name: z.string().trim().min(1).max(SCENARIO_NAME_MAX),
	note: z.string().trim().max(SCENARIO_NOTE_MAX).default(""),
	changes: scenarioChangesSchema.min(1),
	sharedWith: z.enum(SHARED_WITH).default("own"),
});
export type ScenarioFields = z.output<typeof scenarioSchema>;
