import type { Namespace } from "~/i18n/options.ts";

/** What a route says about itself: `export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle`. */
export interface RouteHandle {
	/** True loads Remix in the browser. Public pages leave it out: they are complete without any script. */
	script?: boolean;
	/** Text namespaces the page uses, besides `errors`. */
	i18n?: readonly Namespace[];
}

/** Script runs on a page when any route of its chain asks for it. */
export function wantsScript(handles: Iterable<unknown>): boolean {
	for (const handle of handles) {
		if (typeof handle === "object" && handle !== null && "script" in handle && handle.script === true) return true;
	}
	return false;
}
