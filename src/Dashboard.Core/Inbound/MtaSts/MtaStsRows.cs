using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Inbound.TlsResultType;

namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>
/// The table of MTA-STS, in the order in which a sender without a cached policy meets it. Forum does not count it; under
/// <see cref="StsMode.Enforce"/> the rows of the MX hosts are failures.
/// </summary>
internal static class MtaStsRows
{
    public static StandardTable Table { get; } =
        new(
            new(MtaStsSlug.Absent, Info, Info, "RFC 8461 section 3.1"),
            new(MtaStsSlug.LookupFailed, NotMeasured, NotMeasured, "RFC 8461 section 3.1"),
            new(MtaStsSlug.RecordMultiple, Info, Warning, "RFC 8461 section 3.1"),
            new(MtaStsSlug.RecordInvalid, Info, Warning, "RFC 8461 section 3.1"),
            new(MtaStsSlug.HostMissing, Info, Warning, "RFC 8461 section 3.3", StsPolicyFetchError),
            new(
                MtaStsSlug.HostReserved,
                Info,
                Warning,
                "RFC 8461 section 3.3",
                StsPolicyFetchError
            ),
            new(MtaStsSlug.NotFetched, NotMeasured, NotMeasured, "RFC 8461 section 3.3"),
            new(MtaStsSlug.Unreachable, Info, Warning, "RFC 8461 section 3.3", StsPolicyFetchError),
            new(
                MtaStsSlug.HttpsCertificate,
                Info,
                Warning,
                "RFC 8461 section 3.3",
                StsWebpkiInvalid
            ),
            new(MtaStsSlug.Redirect, Info, Warning, "RFC 8461 section 3.3", StsPolicyFetchError),
            new(MtaStsSlug.HttpStatus, Info, Warning, "RFC 8461 section 3.3", StsPolicyFetchError),
            new(MtaStsSlug.TooLarge, Info, Warning, "RFC 8461 section 3.3", StsPolicyFetchError),
            new(MtaStsSlug.TooSlow, Info, Warning, "RFC 8461 section 3.3", StsPolicyFetchError),
            new(MtaStsSlug.MediaType, Info, Warning, "RFC 8461 section 3.3"),
            new(MtaStsSlug.PolicyInvalid, Info, Warning, "RFC 8461 section 3.2", StsPolicyInvalid),
            new(MtaStsSlug.None, Info, Info, "RFC 8461 section 5"),
            new(MtaStsSlug.MxNotListed, Info, Warning, "RFC 8461 section 4.1"),
            new(MtaStsSlug.MxTls, Info, Warning, "RFC 8461 section 4.2"),
            new(MtaStsSlug.MxCertificate, Info, Warning, "RFC 8461 section 4.2"),
            new(MtaStsSlug.MxUnknown, NotMeasured, NotMeasured, "RFC 8461 section 4.2"),
            new(MtaStsSlug.Testing, Info, Info, "RFC 8461 section 5"),
            new(MtaStsSlug.Enforced, Info, Passed, "RFC 8461 section 5"),
            new(MtaStsSlug.MaxAgeShort, Info, Info, "RFC 8461 section 3.2"),
            new(MtaStsSlug.FieldRepeated, Info, Info, "RFC 8461 section 3.2")
        );
}
