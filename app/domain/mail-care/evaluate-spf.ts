import { BlockList, isIP } from "node:net";
import type { DnsReader } from "./dns-answers.server.ts";

/**
 * What a domain's SPF record (RFC 7208) says of a server. `record_missing`, `record_double`, `record_broken`, `too_many_lookups`
 * are faults of the record itself. `unknown`: a name server did not answer, or the record uses macros.
 */
export type SpfVerdict =
	| "pass"
	| "fail"
	| "softfail"
	| "neutral"
	| "record_missing"
	| "record_double"
	| "record_broken"
	| "too_many_lookups"
	| "unknown";

export const SPF_LOOKUPS = 10;

type Walk = { reader: DnsReader; ips: readonly string[]; lookups: number };
const QUALIFIED = { "+": "pass", "-": "fail", "~": "softfail", "?": "neutral" } as const;

/** @param ips  addresses of the server that sends; every one must pass. Without any, only the record's form is judged */
export async function evaluateSpf(
	reader: DnsReader,
	domain: string,
	ips: readonly string[],
): Promise<{ verdict: SpfVerdict; records: string[]; lookups: number }> {
	const walk: Walk = { reader, ips, lookups: 0 };
	const found = await spfRecords(reader, domain);
	const records = found === "unknown" ? [] : found;
	const verdicts: SpfVerdict[] = [];
	for (const ip of ips.length === 0 ? [null] : ips) {
		walk.lookups = 0;
		verdicts.push(await judge(walk, domain, ip, 0));
	}
	const verdict = verdicts.find((one) => one !== "pass") ?? "pass";
	return { verdict, records, lookups: walk.lookups };
}

async function spfRecords(reader: DnsReader, domain: string): Promise<string[] | "unknown"> {
	const answer = await reader.txt(domain);
	if (answer.state === "unknown") return "unknown";
	return answer.state === "none" ? [] : answer.records.filter((text) => /^v=spf1(?:\s|$)/i.test(text.trim()));
}

async function judge(walk: Walk, domain: string, ip: string | null, depth: number): Promise<SpfVerdict> {
	const records = await spfRecords(walk.reader, domain);
	if (records === "unknown") return "unknown";
	const [record, ...more] = records;
	if (record === undefined) return "record_missing";
	if (more.length > 0) return "record_double";
	if (depth > SPF_LOOKUPS) return "too_many_lookups";
	let redirect: string | null = null;
	let sawAll: SpfVerdict | null = null;
	for (const term of record.trim().split(/\s+/).slice(1, 200)) {
		const modifier = /^([a-z][\w.-]*)=(.*)$/i.exec(term);
		if (modifier) {
			if (modifier[1]?.toLowerCase() === "redirect") redirect = modifier[2] ?? "";
			continue;
		}
		const read =
			/^([+~?-]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?::([^/]+(?=\/)|[^/]+))?((?:\/\d{1,3})?(?:\/\/\d{1,3})?)$/i.exec(
				// An IPv6 address has colons and slashes of its own.
				term.replace(/^([+~?-]?ip6:)(.*)$/i, (_, head: string, rest: string) => head + rest.replaceAll(":", "_")),
			);
		if (!read) return "record_broken";
		const [, sign = "", name = "", value = "", prefix = ""] = read;
		const outcome = QUALIFIED[(sign || "+") as keyof typeof QUALIFIED];
		if (name.toLowerCase() === "all") {
			sawAll = outcome;
			break;
		}
		const matched = await matches(walk, { name: name.toLowerCase(), value: value || domain, prefix }, ip, depth);
		if (matched === true && ip !== null) return outcome;
		if (typeof matched === "string") return matched;
	}
	// Without a server to ask about, a record that reads well to its end is a good one.
	if (sawAll !== null) return ip === null ? "pass" : sawAll;
	if (redirect === null) return ip === null ? "pass" : "neutral";
	walk.lookups += 1;
	if (walk.lookups > SPF_LOOKUPS) return "too_many_lookups";
	if (redirect.includes("%")) return "unknown";
	const verdict = await judge(walk, redirect, ip, depth + 1);
	return verdict === "record_missing" ? "record_broken" : verdict;
}

type Mechanism = { name: string; value: string; prefix: string };

/** @returns whether the address is meant, or what makes the whole record fail */
async function matches(walk: Walk, of: Mechanism, ip: string | null, depth: number): Promise<boolean | SpfVerdict> {
	const { name, value, prefix } = of;
	if (name === "ip4" || name === "ip6") {
		const network = value.replaceAll("_", ":");
		if (isIP(network) !== (name === "ip4" ? 4 : 6)) return "record_broken";
		return ip !== null && isWithin(ip, network, prefix);
	}
	walk.lookups += 1;
	if (walk.lookups > SPF_LOOKUPS) return "too_many_lookups";
	if (value.includes("%")) return ip === null ? false : "unknown";
	if (name === "ptr" || name === "exists") return false;
	if (name === "include") {
		const verdict = await judge(walk, value, ip, depth + 1);
		if (verdict === "record_missing") return "record_broken";
		return verdict === "pass"
			? true
			: verdict === "fail" || verdict === "softfail" || verdict === "neutral"
				? false
				: verdict;
	}
	const hosts = name === "mx" ? await walk.reader.mx(value) : { state: "found" as const, records: [value] };
	if (hosts.state === "unknown") return "unknown";
	if (hosts.state === "none" || ip === null) return false;
	for (const host of hosts.records.slice(0, SPF_LOOKUPS)) {
		const answer = await walk.reader.addresses(host);
		if (answer.state === "unknown") return "unknown";
		if (answer.state === "found" && answer.records.some((one) => isWithin(ip, one, prefix))) return true;
	}
	return false;
}

/** @param prefix  `/24`, `/24//64`, `//64` or nothing: the lengths for both kinds of address */
function isWithin(ip: string, network: string, prefix: string): boolean {
	const kind = isIP(network);
	if (kind === 0 || isIP(ip) !== kind) return false;
	const own = network.includes(":")
		? (/\/\/(\d+)$/.exec(prefix)?.[1] ?? /^\/(\d+)$/.exec(prefix)?.[1])
		: /^\/(\d+)/.exec(prefix)?.[1];
	const bits = own === undefined ? (kind === 4 ? 32 : 128) : Number(own);
	if (bits > (kind === 4 ? 32 : 128)) return false;
	const list = new BlockList();
	const family = kind === 4 ? "ipv4" : "ipv6";
	list.addSubnet(network, bits, family);
	return list.check(ip, family);
}
