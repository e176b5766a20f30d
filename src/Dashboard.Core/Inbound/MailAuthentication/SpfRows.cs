using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>Every row of SPF. Public: never renamed, never given another meaning.</summary>
public static class SpfSlug
{
    public const string Absent = "spf-absent";
    public const string Multiple = "spf-multiple";
    public const string Syntax = "spf-syntax";
    public const string TooManyLookups = "spf-too-many-lookups";
    public const string IncludeBroken = "spf-include-broken";
    public const string RedirectBroken = "spf-redirect-broken";
    public const string AllOpen = "spf-all-open";
    public const string AllNeutral = "spf-all-neutral";
    public const string IncludeOpen = "spf-include-open";

    /// <summary>No <c>all</c> that passes, but networks that let nearly everybody send.</summary>
    public const string TooWide = "spf-too-wide";
    public const string LookupFailed = "spf-lookup-failed";

    /// <summary>The record redirects to a name that depends on the message, or a limit of ours ended the questions.</summary>
    public const string NotFollowed = "spf-not-followed";
    public const string Soft = "spf-soft";
    public const string Strict = "spf-strict";
    public const string VoidLookups = "spf-void-lookups";
    public const string MxMany = "spf-mx-many";
    public const string Ptr = "spf-ptr";
    public const string Macro = "spf-macro"; // a note
}

/// <summary>The table of SPF.</summary>
internal static class SpfRows
{
    public static StandardTable Table { get; } =
        new(
            new(SpfSlug.Absent, Failed, Failed, "RFC 7208 section 4.5"),
            new(SpfSlug.Multiple, Failed, Failed, "RFC 7208 section 4.5"),
            new(SpfSlug.Syntax, Failed, Failed, "RFC 7208 section 4.6"),
            new(SpfSlug.TooManyLookups, Failed, Failed, "RFC 7208 section 4.6.4"),
            new(SpfSlug.IncludeBroken, Failed, Failed, "RFC 7208 section 5.2"),
            new(SpfSlug.RedirectBroken, Failed, Failed, "RFC 7208 section 6.1"),
            new(SpfSlug.AllOpen, Failed, Failed, "RFC 7208 section 5.1"),
            new(SpfSlug.AllNeutral, Failed, Failed, "RFC 7208 section 4.7"),
            new(SpfSlug.IncludeOpen, Failed, Failed, "RFC 7208 section 5.2"),
            new(SpfSlug.TooWide, Passed, Failed, "RFC 7208 section 2.6.3"),
            new(SpfSlug.LookupFailed, NotMeasured, NotMeasured, "RFC 7208 section 2.6.6"),
            new(SpfSlug.NotFollowed, Passed, NotMeasured, "RFC 7208 section 7"),
            new(SpfSlug.Soft, Passed, Passed, "RFC 7208 section 8.5"),
            new(SpfSlug.Strict, Passed, Passed, "RFC 7208 section 8.4"),
            new(SpfSlug.VoidLookups, Passed, Warning, "RFC 7208 section 4.6.4"),
            new(SpfSlug.MxMany, Passed, Warning, "RFC 7208 section 4.6.4"),
            new(SpfSlug.Ptr, Passed, Warning, "RFC 7208 section 5.5"),
            new(SpfSlug.Macro, Passed, Info, "RFC 7208 section 7")
        );
}
