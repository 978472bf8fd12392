import type { findHubFacts } from "~/domain/hubs/list-hub-facts.server";

type HubFacts = NonNullable<Awaited<ReturnType<typeof findHubFacts>>>;

export function hubAnswer({ hosts, ...hub }: HubFacts) {
	return { ...hub, institutions: hosts.map((host) => host.institution.slug) };
}
