import { Hr, Link, Section, Text } from "react-email";
import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import { COLOUR, small } from "./theme.ts";

export interface ListFooterProps {
	lang: Lang;
	institution: string;
	/** why the reader has this mail, in one sentence */
	why: string;
	contactEmail: string | null;
	/** empty when the institution has given none */
	postalAddress: string;
	preferencesUrl: string;
	stopUrl: string;
}

/** Foot of every mail that goes to many: why it came, how to stop it, who sent it and where they are. */
export function ListFooter(props: ListFooterProps) {
	const { lang, institution, why, contactEmail, postalAddress, preferencesUrl, stopUrl } = props;
	const t = getT(lang, "mail");
	const link = (href: string, text: string) => (
		<Link href={href} className="m-link" style={{ color: COLOUR.primary, textDecoration: "underline" }}>
			{text}
		</Link>
	);
	return (
		<Section style={{ padding: "20px 20px 0" }}>
			<Text className="m-soft" style={small}>
				{why}
			</Text>
			<Text className="m-soft" style={small}>
				{link(preferencesUrl, t("list.choose"))}
			</Text>
			<Text className="m-soft" style={small}>
				{link(stopUrl, t("list.stop"))}
			</Text>
			<Hr className="m-line" style={{ margin: "14px 0", border: "none", borderTop: `1px solid ${COLOUR.line}` }} />
			<Text className="m-soft" style={small}>
				{postalAddress === "" ? institution : t("list.address", { institution, address: postalAddress })}
			</Text>
			<Text className="m-soft" style={small}>
				{contactEmail === null ? (
					t("common.contactByPage")
				) : (
					<>
						{t("common.contact", { institution })} {link(`mailto:${contactEmail}`, contactEmail)}
					</>
				)}
			</Text>
			<Text className="m-soft" style={small}>
				{t("list.noTracking")}
			</Text>
		</Section>
	);
}
