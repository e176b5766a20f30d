using Dashboard.Core.Smtp;

namespace Dashboard.Web.Features.Health;

/// <summary>How the last session with an address ended.</summary>
internal sealed record RecentSession(string Address, TimeSpan? ConnectDuration, SessionFault? Fault)
{
    public bool IsIpv6 => Address.Contains(':', StringComparison.Ordinal);

    /// <summary>A refusal came from somewhere: the server that refuses was reached.</summary>
    public bool Reached =>
        ConnectDuration is not null || Fault?.Kind == SessionFaultKind.ConnectionRefused;

    public bool Silent =>
        Fault is { Stage: SmtpStage.Connect, Kind: not SessionFaultKind.OwnLimit };
}
