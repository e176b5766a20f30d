namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>Every row of MTA-STS. Public: never renamed, never given another meaning.</summary>
public static class MtaStsSlug
{
    public const string LookupFailed = "sts-lookup-failed";
    public const string Absent = "sts-absent";
    public const string RecordMultiple = "sts-record-multiple";
    public const string RecordInvalid = "sts-record-invalid";
    public const string HostMissing = "sts-host-missing";
    public const string HostReserved = "sts-host-reserved";
    public const string Unreachable = "sts-unreachable";
    public const string HttpsCertificate = "sts-https-certificate";
    public const string Redirect = "sts-redirect";
    public const string HttpStatus = "sts-http-status";
    public const string TooLarge = "sts-too-large";
    public const string TooSlow = "sts-too-slow";
    public const string MediaType = "sts-media-type"; // and the policy counts
    public const string PolicyInvalid = "sts-policy-invalid";
    public const string None = "sts-none";
    public const string MxNotListed = "sts-mx-not-listed";
    public const string MxTls = "sts-mx-tls";
    public const string MxCertificate = "sts-mx-certificate";
    public const string Testing = "sts-testing";
    public const string Enforced = "sts-enforced";

    /// <summary>The hosts, or the sessions with one of them, are not known.</summary>
    public const string MxUnknown = "sts-mx-unknown";

    /// <summary>The fetch met a fault or limit of our own.</summary>
    public const string NotFetched = "sts-not-fetched";

    // Notes.
    public const string MaxAgeShort = "sts-max-age-short";
    public const string FieldRepeated = "sts-field-repeated";
}
