namespace Dashboard.Web.Features.Inbound;

/// <summary>One difference between a test and the one before it.</summary>
/// <param name="Subject">The host, or host and address, it is about; null for the domain.</param>
/// <param name="Before">Null where there was nothing.</param>
/// <param name="After">Null where there is nothing any more.</param>
public sealed record InboundTestChange(
    InboundTestChangeKind Kind,
    string? Subject,
    string? Before,
    string? After
)
{
    /// <summary>Stands for what a test could not know.</summary>
    public const string Unknown = "unknown";
}
