import { Resolver } from "node:dns/promises";
import { env } from "~/platform/env.server";

const TIMEOUT_MS = 2000;

/** What a name server said. `none`: there is no such record, or no such name. `unknown`: it did not answer. */
export type DnsAnswer<T> = { state: "found"; records: T[] } | { state: "none"; noName: boolean } | { state: "unknown" };

export type DnsReader = {
	txt(name: string): Promise<DnsAnswer<string>>;
	/** addresses of both kinds */
	addresses(name: string): Promise<DnsAnswer<string>>;
	/** exchanges, the preferred first; "" for the null MX */
	mx(name: string): Promise<DnsAnswer<string>>;
};

/** Asks the machine's name servers, or those of DNS_SERVERS, with a limit to its patience. */
export function dnsReader(servers: string | undefined = env.DNS_SERVERS, timeoutMs = TIMEOUT_MS): DnsReader {
	const resolver = new Resolver({ timeout: timeoutMs, tries: timeoutMs < TIMEOUT_MS ? 1 : 2 });
	if (servers !== undefined) resolver.setServers(servers.split(",").map((server) => server.trim()));
	return {
		txt: (name) => answerOf(() => resolver.resolveTxt(name).then((rows) => rows.map((parts) => parts.join("")))),
		mx: (name) =>
			answerOf(async () => {
				const rows = await resolver.resolveMx(name);
				return rows.sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange);
			}),
		async addresses(name) {
			const [four, six] = await Promise.all([
				answerOf(() => resolver.resolve4(name)),
				answerOf(() => resolver.resolve6(name)),
			]);
			const records = [four, six].flatMap((one) => (one.state === "found" ? one.records : []));
			if (records.length > 0) return { state: "found", records };
			return four.state === "unknown" ? four : six.state === "unknown" ? six : four;
		},
	};
}

async function answerOf<T>(ask: () => Promise<T[]>): Promise<DnsAnswer<T>> {
	try {
		const records = await ask();
		return records.length === 0 ? { state: "none", noName: false } : { state: "found", records };
	} catch (error) {
		const { code } = error as { code?: string };
		if (code === "ENOTFOUND" || code === "EBADNAME") return { state: "none", noName: true };
		if (code === "ENODATA") return { state: "none", noName: false };
		return { state: "unknown" };
	}
}
