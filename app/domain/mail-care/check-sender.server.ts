import { createPublicKey } from "node:crypto";
import { isIP } from "node:net";
import { env } from "~/platform/env.server";
import { type DnsReader, dnsReader } from "./dns-answers.server";
import { evaluateSpf, type SpfVerdict } from "./evaluate-spf";

export const SENDER_CHECKS = ["spf", "dkim", "dmarc", "mx"] as const;
export type SenderCheckName = (typeof SENDER_CHECKS)[number];

/** One check in words: `mailSender.found.<name>_<code>` says what was found and what it means. */
export type SenderCheck = {
	verdict: "good" | "warn" | "bad" | "unknown";
	code: string;
	/** where it was looked for */
	name: string;
	/** the records as they stand there */
	records: string[];
	/** the record that would help */
	add: string | null;
};
export type SenderChecks = Record<SenderCheckName, SenderCheck>;

export type CheckedSender = { address: string; dkimSelector: string };

/** From which machines mails leave, for SPF: the addresses of the server in SMTP_URL. */
export type SendingServer = { host: string | null; envelopeDomain: string | null };

export function sendingServer(): SendingServer {
	const host = env.SMTP_URL === undefined ? null : new URL(env.SMTP_URL).hostname;
	return { host, envelopeDomain: env.MAIL_BOUNCE_ADDRESS?.split("@")[1] ?? null };
}

/**
 * Looks in the DNS whether others will believe a sender: SPF of the address mails return to, DKIM and DMARC of the sender's own
 * domain, and whether answers to it can arrive. It asks, and changes nothing.
 */
export async function checkSender(
	sender: CheckedSender,
	server: SendingServer = sendingServer(),
	reader: DnsReader = dnsReader(),
): Promise<SenderChecks> {
	const domain = sender.address.slice(sender.address.lastIndexOf("@") + 1).toLowerCase();
	const [spf, dkim, dmarc, mx] = await Promise.all([
		checkSpf(reader, server.envelopeDomain ?? domain, server),
		checkDkim(reader, domain, sender.dkimSelector),
		checkDmarc(reader, domain),
		checkMx(reader, domain),
	]);
	return { spf, dkim, dmarc, mx };
}

const SPF_VERDICTS: Record<SpfVerdict, SenderCheck["verdict"]> = {
	pass: "good",
	neutral: "warn",
	softfail: "bad",
	fail: "bad",
	record_missing: "bad",
	record_double: "bad",
	record_broken: "bad",
	too_many_lookups: "bad",
	unknown: "unknown",
};

async function checkSpf(reader: DnsReader, domain: string, { host }: SendingServer): Promise<SenderCheck> {
	const ips = await addressesOf(reader, host);
	if (ips === "unknown") return { verdict: "unknown", code: "unknown", name: domain, records: [], add: null };
	const { verdict, records } = await evaluateSpf(reader, domain, ips);
	const code = verdict === "pass" && ips.length === 0 ? "form_only" : verdict;
	const own = ips.map((ip) => `${isIP(ip) === 4 ? "ip4" : "ip6"}:${ip}`).join(" ");
	return {
		verdict: code === "form_only" ? "warn" : SPF_VERDICTS[verdict],
		code,
		name: domain,
		records,
		add: addSpf(verdict, records[0], own),
	};
}

function addSpf(verdict: SpfVerdict, record: string | undefined, own: string): string | null {
	if (verdict === "record_missing") return own === "" ? "v=spf1 mx ~all" : `v=spf1 ${own} ~all`;
	const isNotMeant = verdict === "softfail" || verdict === "fail" || verdict === "neutral";
	if (!isNotMeant || record === undefined || own === "") return null;
	return /\s[+~?-]?all\s*$/i.test(record)
		? record.replace(/(\s[+~?-]?all)\s*$/i, ` ${own}$1`)
		: `${record} ${own} ~all`;
}

async function addressesOf(reader: DnsReader, host: string | null): Promise<string[] | "unknown"> {
	const bare = host?.replace(/^\[|\]$/g, "") ?? "";
	// A mail server on the same machine sends from an address that is not known here.
	if (bare === "" || bare === "localhost" || bare === "127.0.0.1" || bare === "::1") return [];
	if (isIP(bare) !== 0) return [bare];
	const answer = await reader.addresses(bare);
	return answer.state === "unknown" ? "unknown" : answer.state === "found" ? answer.records : [];
}

async function checkDkim(reader: DnsReader, domain: string, selector: string): Promise<SenderCheck> {
	const name = `${selector || "…"}._domainkey.${domain}`;
	const found = (verdict: SenderCheck["verdict"], code: string, records: string[] = []): SenderCheck => ({
		verdict,
		code,
		name,
		records,
		add: code === "missing" || code === "revoked" ? "v=DKIM1; k=rsa; p=…" : null,
	});
	if (selector === "") return found("warn", "no_selector");
	const answer = await reader.txt(name);
	if (answer.state === "unknown") return found("unknown", "unknown");
	if (answer.state === "none") return found("bad", "missing");
	const keys = answer.records.filter((text) => /(?:^|;)\s*p=/i.test(text));
	if (keys.length === 0) return found("bad", "missing", answer.records);
	if (keys.length > 1) return found("bad", "double", keys);
	const tags = tagsOf(keys[0] ?? "");
	const key = (tags.get("p") ?? "").replace(/\s+/g, "");
	if (key === "") return found("bad", "revoked", keys);
	if ((tags.get("k") ?? "rsa") !== "rsa") return found("good", "good", keys);
	const bits = rsaBits(key);
	if (bits === null) return found("bad", "broken", keys);
	if (/(?:^|:)y(?:$|:)/.test(tags.get("t") ?? "")) return found("warn", "testing", keys);
	return bits < 1024
		? found("bad", "short", keys)
		: bits < 2048
			? found("warn", "medium", keys)
			: found("good", "good", keys);
}

function rsaBits(key: string): number | null {
	try {
		const parsed = createPublicKey({ key: Buffer.from(key, "base64"), format: "der", type: "spki" });
		return parsed.asymmetricKeyDetails?.modulusLength ?? null;
	} catch {
		return null;
	}
}

function tagsOf(record: string): Map<string, string> {
	const pairs = record.split(";").map((part) => part.split(/=(.*)/s, 2));
	return new Map(pairs.map(([name = "", value = ""]) => [name.trim().toLowerCase(), value.trim()]));
}

async function checkDmarc(reader: DnsReader, domain: string): Promise<SenderCheck> {
	const labels = domain.split(".");
	// The policy of a domain holds for those below it that have none.
	for (let from = 0; from < labels.length - 1; from += 1) {
		const name = `_dmarc.${labels.slice(from).join(".")}`;
		const answer = await reader.txt(name);
		if (answer.state === "unknown") return { verdict: "unknown", code: "unknown", name, records: [], add: null };
		const records = answer.state === "found" ? answer.records.filter((text) => /^v=DMARC1\b/i.test(text.trim())) : [];
		if (records.length > 1) return { verdict: "bad", code: "double", name, records, add: null };
		const [record] = records;
		if (record === undefined) continue;
		const tags = tagsOf(record);
		const policy = ((from > 0 ? tags.get("sp") : undefined) ?? tags.get("p") ?? "").toLowerCase();
		if (policy === "reject" || policy === "quarantine")
			return { verdict: "good", code: policy, name, records, add: null };
		if (policy === "none") {
			const add = record.replace(/\bp\s*=\s*none/i, "p=quarantine");
			return { verdict: "warn", code: "none", name, records, add };
		}
		return { verdict: "bad", code: "broken", name, records, add: null };
	}
	const add = `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
	return { verdict: "bad", code: "missing", name: `_dmarc.${domain}`, records: [], add };
}

async function checkMx(reader: DnsReader, domain: string): Promise<SenderCheck> {
	const found = (verdict: SenderCheck["verdict"], code: string, records: string[] = []): SenderCheck => ({
		verdict,
		code,
		name: domain,
		records,
		add: null,
	});
	const answer = await reader.mx(domain);
	if (answer.state === "unknown") return found("unknown", "unknown");
	if (answer.state === "found") {
		const hosts = answer.records.filter((host) => host !== "" && host !== ".");
		return hosts.length === 0 ? found("bad", "refuses") : found("good", "good", hosts);
	}
	if (answer.noName) return found("bad", "no_domain");
	const host = await reader.addresses(domain);
	if (host.state === "unknown") return found("unknown", "unknown");
	return host.state === "found" ? found("warn", "only_host", host.records) : found("bad", "missing");
}
