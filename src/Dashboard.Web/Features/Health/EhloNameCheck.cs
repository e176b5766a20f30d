using Dashboard.Probes.Inbound;
using Dashboard.Web.Platform.Status;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Health;

/// <summary>
/// Whether EHLO has a name that mail servers take (RFC 5321 section 2.3.5). A name without a dot is refused by some, so an address
/// literal is sent in its place: the tests work, and their outcome may be that of a client without a name.
/// </summary>
internal sealed partial class EhloNameCheck(
    IOptions<ProbeOptions> options,
    ILogger<EhloNameCheck> log
) : ISystemCheck, IHostedService
{
    private readonly EhloIdentity identity = EhloIdentity.Of(options.Value);

    public string Name => "ehlo-name";

    public TimeSpan FreshFor => TimeSpan.FromHours(1);

    public Task<SystemPart> CheckAsync(CancellationToken cancellation) =>
        Task.FromResult(
            this.Says(
                SystemState.Ok,
                identity.IsQualified ? SystemSlug.Ok : SystemSlug.EhloNameUnqualified,
                ("ehlo-name", identity.Name)
            )
        );

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!identity.IsQualified)
        {
            Log.Unqualified(log, identity.Name);
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "The name for EHLO, {Name}, has no dot. Mail servers get an address literal instead; set Probe:HeloName to the full name of this machine."
        )]
        public static partial void Unqualified(ILogger logger, string name);
    }
}
