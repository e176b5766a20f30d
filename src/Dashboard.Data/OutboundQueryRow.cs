using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Data;

/// <summary>A question about a name of an open test.</summary>
public sealed class OutboundQueryRow
{
    public long Id { get; init; }

    public required Guid TestId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Name { get; init; }

    public required DnsRecordType Type { get; init; }

    public required bool DnssecOk { get; init; }

    public required IPAddress ResolverAddress { get; init; }
}
