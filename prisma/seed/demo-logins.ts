/** Who can sign in to the demo. Everyone may know these: a demo holds nothing real, and nothing else is ever seeded. */
export const demoLogins = [
	{
		email: "secretariat@izumi.example",
		password: "demo-secretariat",
		name: "事務局 デモ",
		role: "secretariat of the programme",
		grant: { role: "secretariat", scope: "programme" },
	},
	{
		email: "officer@nanolsi.example",
		password: "demo-nanolsi-officer",
		name: "金沢 担当",
		role: "development officer of NanoLSI",
		grant: { role: "officer", scope: "hub", slug: "nanolsi" },
	},
	{
		email: "writer@nanolsi.example",
		password: "demo-nanolsi-writer",
		name: "泉 花子",
		role: "science communicator of NanoLSI",
		grant: { role: "communicator", scope: "hub", slug: "nanolsi" },
	},
	{
		email: "officer@ircn.example",
		password: "demo-ircn-officer",
		name: "本郷 担当",
		role: "development officer of IRCN",
		grant: { role: "officer", scope: "hub", slug: "ircn" },
	},
	{
		email: "finance@u-tokyo.example",
		password: "demo-u-tokyo-finance",
		name: "経理 担当",
		role: "finance officer of the University of Tokyo",
		grant: { role: "finance", scope: "institution", slug: "u-tokyo" },
	},
	{
		email: "admin@izumi.example",
		password: "demo-administrator",
		name: "管理 デモ",
		role: "administrator",
		grant: { role: "admin", scope: "programme" },
	},
] as const;
