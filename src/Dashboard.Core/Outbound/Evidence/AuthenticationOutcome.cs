namespace Dashboard.Core.Outbound.Evidence;

/// <summary>The outcome of SPF or DKIM (RFC 7208 section 2.6, RFC 8601 section 2.7).</summary>
public enum AuthenticationOutcome
{
    None,
    Pass,
    Fail,
    SoftFail,
    Neutral,
    TempError,
    PermError,
}
