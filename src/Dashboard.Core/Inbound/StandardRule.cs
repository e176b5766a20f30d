namespace Dashboard.Core.Inbound;

/// <summary>A row of the tables in docs/related-standards.md: what it counts as, and where its rule is written.</summary>
/// <param name="Slug">Public and stable.</param>
/// <param name="Forum">In the Forum view; a judgement may say otherwise where the table says "by policy".</param>
/// <param name="Strict">In the strict view, with the same exception.</param>
/// <param name="Source">Such as "RFC 7208 section 4.6.4".</param>
/// <param name="ResultType">The RFC 8460 section 4.3 result type, where one fits.</param>
public sealed record StandardRule(
    string Slug,
    StandardOutcome Forum,
    StandardOutcome Strict,
    string Source,
    TlsResultType? ResultType = null
);
