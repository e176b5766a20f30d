using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Smtp;
using Dashboard.Probes.Smtp;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound;

/// <summary>Sessions with mail servers, with the manners of <see cref="AddressGates"/>.</summary>
internal sealed class GatedSessions(
    StartTlsProbe probe,
    IOptions<ProbeOptions> options,
    TimeProvider time
)
{
    private const int RestFactor = 3;

    private readonly AddressGates gates = new(options.Value.SessionsPerAddress, time);
    private readonly TimeSpan retryAfter = options.Value.RetryAfter;

    public static SmtpReply? LastReply(StartTlsObservation session) =>
        session.EhloAfterTls
        ?? session.StartTls
        ?? session.Helo
        ?? session.Ehlo
        ?? session.Greeting;

    public async Task<StartTlsObservation> ObserveAsync(
        IPAddress address,
        DomainName serverName,
        ITlsUpgrade tls,
        CancellationToken cancellation
    )
    {
        using var pass = await gates.EnterAsync(address, cancellation);
        var session = await probe.ObserveAsync(address, serverName, tls, cancellation);
        if (LastReply(session) is { Code: 421 })
        {
            gates.BackOff(address, retryAfter * RestFactor);
        }
        return session;
    }

    /// <summary>Once more where the session ended for another reason than the handshake, which says nothing of certificates.</summary>
    public async Task<StartTlsObservation> HandshakeAsync(
        IPAddress address,
        DomainName serverName,
        ITlsUpgrade tls,
        CancellationToken cancellation
    )
    {
        var session = await ObserveAsync(address, serverName, tls, cancellation);
        if (session.Handshake is not null || session.Fault?.Stage == SmtpStage.Handshake)
        {
            return session;
        }
        await Task.Delay(retryAfter, time, cancellation);
        return await ObserveAsync(address, serverName, tls, cancellation);
    }
}
