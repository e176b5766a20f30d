using System.Net;
using System.Net.Sockets;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>The steps of a session, each within its time; what is seen goes into the notes.</summary>
internal sealed class StartTlsSession(
    Socket socket,
    SessionNotes notes,
    SmtpTimeouts timeouts,
    TimeSpan quitTimeout,
    HeloName helo,
    TimeProvider time
)
{
    private SmtpConversation? conversation;
    private Stream? stream;

    /// <exception cref="SessionFaultException">The step that the notes are at did not complete.</exception>
    public async Task RunAsync(
        IPEndPoint server,
        DomainName serverName,
        ITlsUpgrade tls,
        CancellationToken cancellation
    )
    {
        await ConnectAsync(server, cancellation);
        notes.Greeting = await HearAsync(SmtpStage.Greeting, timeouts.Greeting, cancellation);
        Require(notes.Greeting);
        var name = helo.For(socket);
        notes.Ehlo = await AskAsync(SmtpStage.Ehlo, "EHLO " + name, cancellation);
        if (HeloName.IsRefused(notes.Ehlo, name))
        {
            // The name is ours, and so is its fault: a literal needs no name in the DNS (RFC 5321 section 4.1.4).
            name = HeloName.Literal(socket);
            notes.Ehlo = await AskAsync(SmtpStage.Ehlo, "EHLO " + name, cancellation);
        }
        if (!IsPositive(notes.Ehlo))
        {
            await HeloAsync(name, cancellation);
            return;
        }
        notes.StartTlsOffered = StartTlsKeyword.Of(notes.Ehlo) != StartTlsForm.Absent;
        if (!notes.StartTlsOffered)
        {
            return;
        }
        notes.StartTls = await AskAsync(SmtpStage.StartTls, "STARTTLS", cancellation);
        Require(notes.StartTls);
        Discard();
        if (!await UpgradeAsync(serverName, tls, cancellation))
        {
            return;
        }
        notes.EhloAfterTls = await AskAsync(SmtpStage.EhloAfterTls, "EHLO " + name, cancellation);
        Require(notes.EhloAfterTls);
        notes.Stage = SmtpStage.Quit;
    }

    /// <summary>Said whenever there is still somebody to say it to; what comes of it changes nothing.</summary>
    /// <param name="listen">Wait for the answer; else say it and go.</param>
    public async Task QuitAsync(bool listen)
    {
        if (conversation is not { } open)
        {
            return;
        }
        using var limit = new CancellationTokenSource(quitTimeout, time);
        try
        {
            await open.SayAsync("QUIT", limit.Token);
            if (listen)
            {
                await open.HearAsync(limit.Token);
            }
        }
        catch (Exception gone)
            when (gone
                    is SessionFaultException
                        or OperationCanceledException
                        or ObjectDisposedException
                        or InvalidOperationException
            )
        {
            notes.Say(TranscriptSpeaker.Note, "no answer to QUIT");
        }
        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        try
        {
            await stream!.DisposeAsync();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The server was first.
        }
    }

    private async Task ConnectAsync(IPEndPoint server, CancellationToken cancellation)
    {
        await WithinAsync(
            SmtpStage.Connect,
            timeouts.Connect,
            async limit =>
            {
                try
                {
                    await socket.ConnectAsync(server, limit);
                    return true;
                }
                catch (SocketException failed)
                {
                    if (failed.SocketErrorCode == SocketError.ConnectionReset)
                    {
                        // A closed port says so at once (refused); a reset comes from a connection that stood.
                        notes.ConnectDuration = notes.Elapsed;
                        notes.Stage = SmtpStage.Greeting;
                    }
                    throw SessionFaultException.From(failed);
                }
            },
            cancellation
        );
        notes.ConnectDuration = notes.Elapsed;
        notes.Say(TranscriptSpeaker.Note, $"connected to {server}");
        Speak(new NetworkStream(socket));
    }

    private async Task HeloAsync(string name, CancellationToken cancellation)
    {
        if (notes.Ehlo!.Code == 421)
        {
            Require(notes.Ehlo);
        }
        notes.Helo = await AskAsync(SmtpStage.Ehlo, "HELO " + name, cancellation);
        Require(notes.Helo);
    }

    private void Discard()
    {
        notes.DiscardedOctets = conversation!.Discard(socket);
        if (notes.DiscardedOctets > 0)
        {
            notes.Say(
                TranscriptSpeaker.Note,
                $"discarded {notes.DiscardedOctets} octets that came in the clear behind the reply to STARTTLS"
            );
        }
    }

    /// <returns>False where a question was put in the place of a handshake; its answer is in the notes.</returns>
    private async Task<bool> UpgradeAsync(
        DomainName serverName,
        ITlsUpgrade tls,
        CancellationToken cancellation
    )
    {
        // From here on nothing may be said in the clear, not even QUIT.
        conversation = null;
        var start = time.GetTimestamp();
        try
        {
            var upgraded = await WithinAsync(
                SmtpStage.Handshake,
                timeouts.Handshake,
                limit => tls.UpgradeAsync(socket, serverName, limit),
                cancellation
            );
            notes.ClientCertificateRequested = upgraded.ClientCertificateRequested;
            if (upgraded.Answer is { } answer)
            {
                notes.Say(TranscriptSpeaker.Note, $"no TLS: {answer.Message}");
                notes.Fault = answer.At(notes.Stage);
                return false;
            }
            notes.Handshake = upgraded.Handshake! with { Duration = time.GetElapsedTime(start) };
            Speak(upgraded.Stream!);
        }
        catch (SessionFaultException failed)
        {
            notes.ClientCertificateRequested = failed.ClientCertificateRequested;
            notes.Say(TranscriptSpeaker.Note, $"no TLS: {failed.Message}");
            throw;
        }
        notes.Say(
            TranscriptSpeaker.Note,
            $"{Slug.Of(notes.Handshake.Version)} {notes.Handshake.CipherSuite}"
        );
        return true;
    }

    private void Speak(Stream with)
    {
        stream = with;
        conversation = new SmtpConversation(with, notes);
    }

    private async Task<SmtpReply> AskAsync(
        SmtpStage stage,
        string command,
        CancellationToken cancellation
    ) =>
        await WithinAsync(
            stage,
            timeouts.Command,
            async limit =>
            {
                await conversation!.SayAsync(command, limit);
                return await conversation.HearAsync(limit);
            },
            cancellation
        );

    private Task<SmtpReply> HearAsync(
        SmtpStage stage,
        TimeSpan within,
        CancellationToken cancellation
    ) => WithinAsync(stage, within, limit => conversation!.HearAsync(limit), cancellation);

    private async Task<T> WithinAsync<T>(
        SmtpStage stage,
        TimeSpan within,
        Func<CancellationToken, Task<T>> step,
        CancellationToken cancellation
    )
    {
        notes.Stage = stage;
        using var timer = new CancellationTokenSource(within, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            timer.Token,
            cancellation
        );
        try
        {
            return await step(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SessionFaultException(SessionFaultKind.Timeout, waited: within);
        }
    }

    private static void Require(SmtpReply reply)
    {
        if (!IsPositive(reply))
        {
            throw new SessionFaultException(SessionFaultKind.RefusedByReply);
        }
    }

    private static bool IsPositive(SmtpReply reply) => reply.Code / 100 == 2;
}
