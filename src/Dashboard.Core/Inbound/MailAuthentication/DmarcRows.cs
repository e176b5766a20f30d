using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>Every row of DMARC. Public: never renamed, never given another meaning.</summary>
public static class DmarcSlug
{
    public const string Absent = "dmarc-absent";
    public const string LookupFailed = "dmarc-lookup-failed";
    public const string PolicyMissing = "dmarc-policy-missing";
    public const string None = "dmarc-none";
    public const string TestMode = "dmarc-test-mode";
    public const string Quarantine = "dmarc-quarantine";
    public const string Reject = "dmarc-reject";
    public const string Multiple = "dmarc-multiple";
    public const string Syntax = "dmarc-syntax";
    public const string SubdomainsOpen = "dmarc-subdomains-open";
    public const string ReportUnauthorised = "dmarc-report-unauthorised";

    /// <summary>The permission of another organisation could not be looked up, or a limit of ours left it out.</summary>
    public const string ReportUnknown = "dmarc-report-unknown";
    public const string OldTag = "dmarc-old-tag";
    public const string NoReports = "dmarc-no-reports";
    public const string Inherited = "dmarc-inherited"; // a note: the policy decides

    /// <summary>A note: the public suffix list leads to another record than the walk.</summary>
    public const string OrganisationDiffers = "dmarc-organisation-differs";
}

/// <summary>The table of DMARC; where its policy decides a view, the judgement says how.</summary>
internal static class DmarcRows
{
    public static StandardTable Table { get; } =
        new(
            new(DmarcSlug.Absent, Failed, Failed, "RFC 9989 section 4.10.1"),
            new(DmarcSlug.LookupFailed, NotMeasured, NotMeasured, "RFC 9989 section 4.10.1"),
            new(DmarcSlug.PolicyMissing, Failed, Failed, "RFC 9989 section 4.10.1"),
            new(DmarcSlug.None, Failed, Failed, "RFC 9989 section 4.7"),
            new(DmarcSlug.TestMode, Passed, Warning, "RFC 9989 section 4.7"),
            new(DmarcSlug.Quarantine, Passed, Passed, "RFC 9989 section 4.7"),
            new(DmarcSlug.Reject, Passed, Passed, "RFC 9989 section 4.7"),
            new(DmarcSlug.Multiple, Failed, Info, "RFC 9989 section 4.10"),
            new(DmarcSlug.Syntax, Failed, Warning, "RFC 9989 section 4.8"),
            new(DmarcSlug.SubdomainsOpen, Passed, Warning, "RFC 9989 section 4.7"),
            new(DmarcSlug.ReportUnauthorised, Warning, Warning, "RFC 9990 section 4"),
            new(DmarcSlug.ReportUnknown, NotMeasured, NotMeasured, "RFC 9990 section 4"),
            new(DmarcSlug.OldTag, Passed, Info, "RFC 9989 section 4.7"),
            new(DmarcSlug.NoReports, Passed, Info, "RFC 9989 section 4.7"),
            new(DmarcSlug.Inherited, Info, Info, "RFC 9989 section 4.10.1"),
            new(DmarcSlug.OrganisationDiffers, Info, Info, "RFC 9989 section 4.10.2")
        );
}
