using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Smtp;
using Dashboard.Data;
using Dashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Health;

/// <summary>Whether connections to mail servers leave this network; many networks hold them back.</summary>
internal sealed class Port25Check(
    IDbContextFactory<DashboardDb> database,
    IOptions<HealthOptions> options,
    TimeProvider time
) : ISystemCheck
{
    private const int TestsLookedAt = 20;

    /// <summary>Fewer addresses that all stay silent are likelier to be their owners' fault than ours.</summary>
    private const int SilentAddressesThatTell = 5;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    public string Name => "port25";

    public TimeSpan FreshFor => TimeSpan.FromMinutes(1);

    public Task<SystemPart> CheckAsync(CancellationToken cancellation) =>
        string.IsNullOrWhiteSpace(options.Value.Port25Target)
            ? FromRecentTestsAsync(cancellation)
            : FromTargetAsync(options.Value.Port25Target, cancellation);

    private async Task<SystemPart> FromTargetAsync(string target, CancellationToken cancellation)
    {
        var colon = target.LastIndexOf(':');
        var host = colon < 0 ? target : target[..colon].Trim('[', ']');
        var port = colon < 0 ? 25 : int.Parse(target[(colon + 1)..], CultureInfo.InvariantCulture);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(ConnectTimeout);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, deadline.Token);
            return this.Says(SystemState.Ok, SystemSlug.Ok, ("target", target));
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            return this.Says(SystemState.Degraded, SystemSlug.Port25Blocked, ("target", target));
        }
    }

    private async Task<SystemPart> FromRecentTestsAsync(CancellationToken cancellation)
    {
        try
        {
            var since = time.GetUtcNow() - options.Value.Port25LookBack;
            await using var db = await database.CreateDbContextAsync(cancellation);
            // Of each document only how its sessions ended.
            var recent = await db
                .Database.SqlQuery<string>(
                    $"""
                    SELECT jsonb_build_object(
                      'connectDuration', session -> 'connectDuration',
                      'fault', session -> 'fault')::text AS "Value"
                    FROM (
                      SELECT observation FROM inbound_tests
                      WHERE finished_at > {since} AND observation IS NOT NULL
                        AND transcripts_removed_at IS NULL
                      ORDER BY finished_at DESC LIMIT {TestsLookedAt}) AS recent,
                      jsonb_path_query(observation, '$.hosts[*].addresses[*].attempts[last]')
                        AS session
                    """
                )
                .ToListAsync(cancellation);
            return Judge([
                .. recent.Select(session =>
                    JsonSerializer.Deserialize<SessionEnd>(session, EvidenceJson.Options)!
                ),
            ]);
        }
        catch (Exception fault) when (DatabaseFault.IsAway(fault))
        {
            return this.Says(SystemState.Ok, SystemSlug.Port25NotKnown);
        }
    }

    private SystemPart Judge(List<SessionEnd> sessions)
    {
        // A refusal came from somewhere: whoever refuses was reached.
        if (
            sessions.Exists(s =>
                s.ConnectDuration is not null || s.Fault?.Kind == SessionFaultKind.ConnectionRefused
            )
        )
        {
            return this.Says(SystemState.Ok, SystemSlug.Ok);
        }
        var silent = sessions.Count(s =>
            s.Fault is { Stage: SmtpStage.Connect, Kind: not SessionFaultKind.OwnLimit }
        );
        return silent >= SilentAddressesThatTell
            ? this.Says(
                SystemState.Degraded,
                SystemSlug.Port25Blocked,
                ("addresses", silent.ToString(CultureInfo.InvariantCulture))
            )
            : this.Says(SystemState.Ok, SystemSlug.Port25NotKnown);
    }

    private sealed record SessionEnd(TimeSpan? ConnectDuration, SessionFault? Fault);
}
