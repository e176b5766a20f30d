namespace Dashboard.Core.Inbound;

/// <summary>
/// Advice of the related standards, beside those of <see cref="AdviceSlug"/> that they share; the texts of the interface are keyed
/// by these. A standard may keep its own in a class of its folder whose name ends in <c>AdviceSlug</c>.
/// </summary>
public static class RelatedAdviceSlug
{
    public const string RepairStsRecord = "repair-sts-record";
    public const string RepairStsHost = "repair-sts-host"; // the web server or its certificate
    public const string RepairStsPolicy = "repair-sts-policy"; // the text that it gives
    public const string ListMxInStsPolicy = "list-mx-in-sts-policy";
    public const string RepairMxForSts = "repair-mx-for-sts"; // STARTTLS, or a certificate of a public authority
    public const string LengthenStsMaxAge = "lengthen-sts-max-age";
    public const string PublishTlsRpt = "publish-tls-rpt";
    public const string RepairTlsRpt = "repair-tls-rpt";
    public const string ReplaceShortKey = "replace-short-key";
    public const string ReplaceDs = "replace-ds"; // only SHA-1 or GOST digests
    public const string ReplaceDeprecatedAlgorithm = "replace-deprecated-algorithm"; // some resolvers still validate it
    public const string PublishSpf = "publish-spf";
    public const string RepairSpf = "repair-spf";
    public const string RestrictSpf = "restrict-spf"; // lets everybody send
    public const string NarrowSpf = "narrow-spf"; // lets everybody send before its end is reached
    public const string SimplifySpf = "simplify-spf";
    public const string SignWithDkim = "sign-with-dkim";
    public const string RepairDkimName = "repair-dkim-name"; // denied above a key that exists
    public const string PublishDmarc = "publish-dmarc";
    public const string RepairDmarc = "repair-dmarc";
    public const string EnforceDmarc = "enforce-dmarc";
    public const string CoverSubdomainsWithDmarc = "cover-subdomains-with-dmarc";
    public const string AuthoriseDmarcReports = "authorise-dmarc-reports";
    public const string RequestDmarcReports = "request-dmarc-reports";
    public const string PublishIpv6 = "publish-ipv6";
    public const string RepairIpv6 = "repair-ipv6";
}
