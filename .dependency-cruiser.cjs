/**
 * The arrows of docs/design.md §4: routes, jobs → domain → platform; ui and emails import only texts and each other.
 * @type {import("dependency-cruiser").IConfiguration}
 */
module.exports = {
	forbidden: [
		{
			name: "no-circles",
			severity: "error",
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
		},
		{
			name: "domain-knows-no-caller",
			comment: "A rule in the domain must be reachable from HTTP, jobs and tests alike.",
			severity: "error",
			from: { path: "^app/domain/" },
			// The type of what a report shows is the contract of pages, mails and papers alike.
			to: {
				path: "^app/((routes|jobs|ui)/|(root|routes|server|worker|entry)\\b)",
				pathNot: "^app/ui/report/report-(view|extras)",
			},
		},
		{
			name: "platform-knows-no-product",
			comment: "The outside world: no rule of the product lives there. Types of the job catalogue are the exception.",
			severity: "error",
			from: { path: "^app/platform/", pathNot: "\\.test\\.tsx?$" },
			to: {
				path: "^(app/(domain|routes|jobs|ui)/|app/(root|routes|server|worker|entry)\\b|emails/)",
				dependencyTypesNot: ["type-only"],
			},
		},
		{
			name: "jobs-know-no-routes",
			severity: "error",
			from: { path: "^app/(jobs/|worker\\.ts)" },
			to: { path: "^app/(routes|ui)/" },
		},
		{
			name: "routes-know-no-jobs",
			comment: "A route calls the domain, which enqueues.",
			severity: "error",
			from: { path: "^app/routes/" },
			to: { path: "^app/jobs/" },
		},
		{
			name: "ui-takes-props",
			severity: "error",
			from: { path: "^app/ui/", pathNot: "\\.test\\.tsx?$" },
			to: { path: "^(app|emails|prisma|test)/", pathNot: "^app/(ui|i18n)/" },
		},
		{
			name: "mails-take-props",
			severity: "error",
			from: { path: "^emails/", pathNot: "\\.test\\.tsx?$" },
			// What a page and a mail both show is described once, by its type.
			to: { path: "^(app|prisma|test)/", pathNot: "^app/(i18n/|ui/report/report-(view|extras)|ui/rich-text)" },
		},
		{
			name: "documents-take-props",
			comment: "A receipt prints what it is given: the same props give the same bytes.",
			severity: "error",
			from: { path: "^app/documents/", pathNot: "\\.test\\.tsx?$" },
			to: {
				path: "^(app|emails|prisma|test)/",
				pathNot: "^app/(documents/|i18n/|ui/report/report-(view|extras)|ui/rich-text)",
			},
		},
		{
			name: "texts-know-nothing",
			severity: "error",
			from: { path: "^app/i18n/", pathNot: "\\.test\\.tsx?$" },
			to: { path: "^(app|emails|prisma|test)/", pathNot: "^app/i18n/" },
		},
		{
			name: "only-domain-and-platform-import-prisma",
			severity: "error",
			// The two processes close the connections they end with.
			from: { path: "^(app|emails)/", pathNot: "^app/(domain|platform)/|^app/(server|worker)\\.ts$|\\.test\\.tsx?$" },
			to: { path: "^app/platform/db/(generated|client\\.server|transaction\\.server)|^node_modules/(@prisma|prisma)/" },
		},
		{
			name: "product-knows-no-tests",
			severity: "error",
			from: { path: "^(app|emails)/", pathNot: "\\.test\\.tsx?$" },
			to: { path: "^test/" },
		},
		{
			name: "browser-code-has-no-secrets",
			comment: "What people's browsers load must not reach a server file.",
			severity: "error",
			from: { path: "^app/(entry\\.client\\.tsx|ui/)|\\.(schema|status)\\.ts$", pathNot: "\\.test\\.tsx?$" },
			to: { path: "\\.server\\.tsx?$", dependencyTypesNot: ["type-only"] },
		},
		{ name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
	],
	options: {
		doNotFollow: { path: "node_modules" },
		exclude: { path: "^app/platform/db/generated/|^build/" },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
		enhancedResolveOptions: {
			exportsFields: ["exports"],
			conditionNames: ["import", "require", "node", "default", "types"],
			mainFields: ["module", "main", "types"],
			extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".css"],
		},
	},
};
