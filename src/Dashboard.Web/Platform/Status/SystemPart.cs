namespace Dashboard.Web.Platform.Status;

/// <summary>One part of the system.</summary>
/// <param name="Name">Which part: <c>database</c>, <c>queue</c>, <c>resolver</c>, <c>port25</c>, <c>ipv6</c>, <c>ehlo-name</c>, <c>probe-zone</c>, <c>receiver</c>, <c>mail</c>.</param>
/// <param name="State">How it does.</param>
/// <param name="Slug">What was found; the texts of the status page are keyed by these.</param>
/// <param name="Facts">What a sentence about it needs, by name.</param>
public sealed record SystemPart(
    string Name,
    SystemState State,
    string Slug,
    IReadOnlyDictionary<string, string> Facts
);
