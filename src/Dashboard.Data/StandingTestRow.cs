using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Data;

/// <summary>
/// A sending test with lasting addresses, mailed on a schedule. Each round is an <see cref="OutboundTestRow"/> with the same
/// token and fresh hosts.
/// </summary>
public sealed class StandingTestRow
{
    public required Guid Id { get; init; }

    /// <summary>Of the owner's link, which shows the addresses, ends the test and deletes it.</summary>
    public required string ViewId { get; init; }

    /// <summary>Of the link to share, which shows the outcomes alone.</summary>
    public string ReadingId { get; init; } = PublicId.New();

    /// <summary>Of the organisation, as its people wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>The mail domain that is expected to send, in A-labels; the outcome names only what is proven.</summary>
    public string? Domain { get; init; }

    public required OutboundTestKind Kind { get; init; }

    public required string Zone { get; init; }

    public required string Token { get; init; }

    /// <summary>How often mail is sent to the addresses.</summary>
    public required TimeSpan Interval { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The round that is open, or was the last.</summary>
    public required int Round { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
