namespace Dashboard.Core.Inbound;

/// <summary>What always holds of a reason: how bad it is, its place in RFC 8460, and where the rule is.</summary>
/// <param name="Severity">The usual one; a judgement may soften it.</param>
public sealed record ReasonRule(
    string Slug,
    ReasonSeverity Severity,
    string Rfc,
    TlsResultType? ResultType = null
);
