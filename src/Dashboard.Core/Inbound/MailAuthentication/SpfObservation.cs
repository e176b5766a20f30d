using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>
/// The SPF record of a domain and all that it leads to (RFC 7208), as far as it does not depend on a message. Each question once,
/// in the order asked.
/// </summary>
public sealed record SpfObservation
{
    /// <summary>Questions that are put for one domain.</summary>
    public const int MostQuestions = 30;

    /// <summary>TXT: of the domain first, then of what <c>include</c> and <c>redirect</c> name.</summary>
    public IReadOnlyList<DnsLookup<string>> Records { get; init; } = [];

    /// <summary>What <c>mx</c> names.</summary>
    public IReadOnlyList<DnsLookup<MxRecord>> Mx { get; init; } = [];

    /// <summary>What <c>a</c> and <c>exists</c> name; AAAA only where there is no A.</summary>
    public IReadOnlyList<DnsLookup<IPAddress>> Addresses { get; init; } = [];
}
