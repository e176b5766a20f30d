using System.Globalization;
using System.Net.Sockets;
using Dashboard.Web.Platform.Status;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Health;

/// <summary>Whether connections to mail servers leave this network; many networks hold them back.</summary>
internal sealed class Port25Check(RecentSessions recent, IOptions<HealthOptions> options)
    : ISystemCheck
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    public string Name => "port25";

    public TimeSpan FreshFor => TimeSpan.FromMinutes(1);

    public Task<SystemPart> CheckAsync(CancellationToken cancellation) =>
        string.IsNullOrWhiteSpace(options.Value.Port25Target)
            ? FromRecentTestsAsync(cancellation)
            : FromTargetAsync(options.Value.Port25Target, cancellation);

    private async Task<SystemPart> FromTargetAsync(string target, CancellationToken cancellation)
    {
        var (host, port) =
            MailServerTarget.Read(target)
            ?? throw new InvalidOperationException("The setting was not checked.");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(ConnectTimeout);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, deadline.Token);
            return this.Says(SystemState.Ok, SystemSlug.Ok, ("target", target));
        }
        catch (SocketException fault) when (IsOfLookup(fault.SocketErrorCode))
        {
            return this.Says(SystemState.Ok, SystemSlug.Port25NotKnown, ("target", target));
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            return this.Says(SystemState.Degraded, SystemSlug.Port25Blocked, ("target", target));
        }
    }

    /// <summary>A name that was not found says nothing of the port.</summary>
    private static bool IsOfLookup(SocketError error) =>
        error
            is SocketError.HostNotFound
                or SocketError.TryAgain
                or SocketError.NoData
                or SocketError.NoRecovery;

    private async Task<SystemPart> FromRecentTestsAsync(CancellationToken cancellation)
    {
        var sessions = await recent.LoadAsync(cancellation);
        if (sessions.Any(session => session.Reached))
        {
            return this.Says(SystemState.Ok, SystemSlug.Ok);
        }
        var silent = sessions.Count(session => session.Silent);
        return silent >= RecentSessions.SilentAddressesThatTell
            ? this.Says(
                SystemState.Degraded,
                SystemSlug.Port25Blocked,
                ("addresses", silent.ToString(CultureInfo.InvariantCulture))
            )
            : this.Says(SystemState.Ok, SystemSlug.Port25NotKnown);
    }
}
