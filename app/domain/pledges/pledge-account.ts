/** Where a promise is paid by transfer, as the institution wrote it; null when it has written down none. */
export function pledgeAccount(
	policy: {
		bankName: string;
		bankBranch: string;
		bankAccountType: string;
		bankAccountNumber: string;
		bankAccountHolder: string;
	} | null,
) {
	if (policy === null || policy.bankAccountNumber === "") return null;
	return {
		bankName: policy.bankName,
		branchName: policy.bankBranch,
		accountType: policy.bankAccountType === "toza" ? ("toza" as const) : ("futsu" as const),
		accountNumber: policy.bankAccountNumber,
		holderName: policy.bankAccountHolder,
	};
}
