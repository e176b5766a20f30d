using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.Smtp;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// One session with one address of an MX host, as far as STARTTLS and EHLO inside TLS: never MAIL, never RCPT. What goes wrong at
/// the server is in the observation; only our own faults throw.
/// </summary>
internal sealed class StartTlsProbe(IOptions<SmtpOptions> options, HeloName helo, TimeProvider time)
{
    public SmtpOptions Options { get; } = options.Value;

    /// <param name="stop">Ends the session, which is then one that our own limit ended.</param>
    public async Task<StartTlsObservation> ObserveAsync(
        IPAddress address,
        DomainName serverName,
        ITlsUpgrade tls,
        SmtpTimeouts timeouts,
        CancellationToken stop
    )
    {
        var notes = new SessionNotes(time);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        // With TLS 1.3 the client speaks twice in a row, which Nagle's algorithm and delayed ACKs make slow.
        socket.NoDelay = true;
        var session = new StartTlsSession(socket, notes, timeouts, Options.QuitTimeout, helo, time);
        try
        {
            await session.RunAsync(new IPEndPoint(address, Options.Port), serverName, tls, stop);
        }
        catch (SessionFaultException fault)
        {
            notes.Fault = fault.At(notes.Stage);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            notes.Fault = new SessionFault(notes.Stage, SessionFaultKind.OwnLimit);
        }
        finally
        {
            // After a fault, or when we have to stop, no answer is worth waiting for.
            await session.QuitAsync(
                listen: !stop.IsCancellationRequested
                    && notes.Fault is null or { Kind: SessionFaultKind.RefusedByReply }
            );
        }
        return notes.ToObservation();
    }
}
