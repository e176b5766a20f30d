using System.Net.Sockets;
using System.Text;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes.Outbound.Receiver.Certificates;
using Dashboard.Probes.Outbound.Receiver.Evidence;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Dashboard.Probes.Outbound.Receiver.Reports;
using Dashboard.Probes.Outbound.Receiver.Tls;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>One connection from greeting to end: reads, answers, upgrades, and says how it ended.</summary>
internal sealed class SmtpSession(
    Stream connection,
    ReceiverListener listener,
    ReceiverOptions options,
    ReceiverCertificates certificates,
    SmtpDialogue dialogue,
    SessionRecorder recorder,
    SessionReporter reporter,
    MessageExaminer examiner,
    ReportReader reports,
    SessionAdmission admission,
    SessionStay stay,
    OperatorLog strangers,
    TimeProvider time
) : IDisposable
{
    /// <summary>Long before a client gives up waiting for the reply to its message (RFC 5321 section 4.5.3.2.6: 10 minutes).</summary>
    private static readonly TimeSpan StoredWithin = TimeSpan.FromSeconds(10);

    private readonly SmtpReader reader = new(connection, options.Limits.LineLength);
    private readonly CancellationTokenSource idle = new(Timeout.InfiniteTimeSpan, time);
    private readonly CancellationTokenSource overall = new(options.Limits.SessionTime, time);
    private readonly long startedAt = time.GetTimestamp();
    private readonly TlsUpgrade upgrade = new(listener, options, certificates, recorder);
    private Stream stream = connection;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(
            idle.Token,
            overall.Token,
            stay.Leaving,
            stopping
        );
        SessionEnd end;
        try
        {
            end = await ConverseAsync(any.Token);
        }
        catch (OperationCanceledException)
        {
            var silent = idle.IsCancellationRequested;
            end = silent ? SessionEnd.Timeout : SessionEnd.ReceiverLimit;
            await SayLastAsync(
                silent || overall.IsCancellationRequested ? SmtpReplies.TimedOut
                : stay.IsLeaving ? SmtpReplies.Busy
                : SmtpReplies.ShuttingDown
            );
        }
        catch (TlsFaultException fault)
        {
            end = EndOf(fault);
        }
        catch (IOException fault)
        {
            end = fault.InnerException
                is SocketException { SocketErrorCode: SocketError.ConnectionReset }
                ? SessionEnd.Reset
                : SessionEnd.ClosedByClient;
        }
        recorder.End(end);
    }

    private async Task<SessionEnd> ConverseAsync(CancellationToken cancellation)
    {
        await SendAsync(SmtpReplies.Greeting(options.HostName), cancellation);
        while (true)
        {
            var line = await WaitAsync(() => reader.ReadLineAsync(cancellation));
            if (line.IsEnd)
            {
                return SessionEnd.ClosedByClient;
            }
            var answer = await dialogue.AnswerAsync(line, cancellation);
            stay.Heard(dialogue.HasGreeted, dialogue.SaidMail);
            using var place = answer.Next == SmtpNext.Message ? dialogue.Place : null;
            try
            {
                await SendAsync(answer, cancellation);
            }
            catch (IOException) when (answer.Next == SmtpNext.Quit)
            {
                return SessionEnd.Quit; // it did not wait to be told goodbye
            }
            switch (answer.Next)
            {
                case SmtpNext.Message:
                    if (await TakeMessageAsync(place!, cancellation) is { } ended)
                    {
                        return ended;
                    }
                    break;
                case SmtpNext.Tls:
                    await UpgradeAsync(cancellation);
                    break;
                case SmtpNext.BreakTls:
                    NoteInjected(reader.Discard());
                    await upgrade.BreakAsync(stream, cancellation);
                    return SessionEnd.ClosedByReceiver;
                case SmtpNext.Quit:
                    await CloseTlsAsync(cancellation);
                    return SessionEnd.Quit;
                case SmtpNext.Close:
                    strangers.LimitReached(recorder.Source, answer.Lines[0]);
                    await CloseTlsAsync(cancellation);
                    return SessionEnd.ReceiverLimit;
            }
        }
    }

    private async Task<SessionEnd?> TakeMessageAsync(
        MessagePlace place,
        CancellationToken cancellation
    )
    {
        var sink = new MessageSink(options.Limits.MessageSize, place.Keeps);
        idle.CancelAfter(admission.IdleTime);
        bool isIn;
        await using var givesWay = place.Leaving.Register(stay.MakeRoom);
        try
        {
            isIn = await reader.ReadMessageAsync(sink, cancellation);
        }
        finally
        {
            recorder.HeaderRead(sink.TlsNotRequired);
        }
        if (!isIn)
        {
            return SessionEnd.ClosedByClient;
        }
        idle.CancelAfter(Timeout.InfiniteTimeSpan);
        if (place.IsReport)
        {
            var answer = sink.IsTooLarge
                ? SmtpReplies.TooLarge
                : await reports.ReadAsync(sink.ToArray(), cancellation);
            // Free before the reply is sent: a client that reads it can send the next.
            place.Dispose();
            return await EndMessageAsync(sink, dialogue.EndOfReport(answer), cancellation);
        }
        var isStored = sink.IsTooLarge || dialogue.Withholds || await IsStoredAsync(cancellation);
        if (place.Keeps && !sink.IsTooLarge && isStored)
        {
            examiner.Examine(
                place,
                new HeldMessage(
                    sink.ToArray(),
                    dialogue.SenderLocalPart,
                    dialogue.SenderDomain,
                    recorder.Ehlo,
                    recorder.Source,
                    recorder.Message,
                    time.GetUtcNow()
                )
            );
        }
        if (sink.IsComplete && isStored && !dialogue.Withholds)
        {
            stay.GaveMessage();
        }
        return await EndMessageAsync(
            sink,
            dialogue.EndOfMessage(sink.IsTooLarge, isStored),
            cancellation
        );
    }

    private async Task<SessionEnd?> EndMessageAsync(
        MessageSink sink,
        SmtpAnswer answer,
        CancellationToken cancellation
    )
    {
        await SendAsync(answer, cancellation);
        if (sink.IsComplete)
        {
            return null;
        }
        strangers.LimitReached(recorder.Source, SmtpReplies.TooLarge.Lines[0]);
        await CloseTlsAsync(cancellation);
        return SessionEnd.ReceiverLimit;
    }

    /// <summary>A sender whose message was accepted does not come again, so what it did must be stored before the reply.</summary>
    private async Task<bool> IsStoredAsync(CancellationToken cancellation)
    {
        try
        {
            await reporter.StoredAsync().WaitAsync(StoredWithin, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            strangers.NotStored(recorder.Id);
            return false;
        }
    }

    private async Task UpgradeAsync(CancellationToken cancellation)
    {
        NoteInjected(reader.Discard());
        idle.CancelAfter(options.Limits.HandshakeTime);
        var tls = await upgrade.CompleteAsync(
            stream,
            () => idle.IsCancellationRequested,
            cancellation
        );
        idle.CancelAfter(Timeout.InfiniteTimeSpan);
        stream = tls;
        reader.ContinueOn(tls);
        dialogue.Restart();
    }

    private async ValueTask<T> WaitAsync<T>(Func<ValueTask<T>> read)
    {
        idle.CancelAfter(WaitingTime());
        var outcome = await read();
        idle.CancelAfter(Timeout.InfiniteTimeSpan);
        return outcome;
    }

    /// <summary>For the next command. Until EHLO all the time since the connection counts, so that other commands buy none.</summary>
    private TimeSpan WaitingTime()
    {
        var usual = admission.IdleTime;
        if (dialogue.HasGreeted)
        {
            return usual;
        }
        var left = admission.GreetingTime - time.GetElapsedTime(startedAt);
        return left < TimeSpan.Zero ? TimeSpan.Zero
            : left < usual ? left
            : usual;
    }

    private async Task SendAsync(SmtpAnswer answer, CancellationToken cancellation)
    {
        // A client that does not read is as silent as one that does not speak.
        idle.CancelAfter(admission.IdleTime);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.ToWire()), cancellation);
        idle.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    private async Task SayLastAsync(SmtpAnswer answer)
    {
        using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            if (!recorder.IsInHandshake)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.ToWire()), brief.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException) { }
    }

    private async Task CloseTlsAsync(CancellationToken cancellation)
    {
        try
        {
            if (stream is TlsServerStream tls)
            {
                await tls.CloseAsync(cancellation);
            }
        }
        catch (IOException)
        {
            // The client left without waiting for the reply; its QUIT has been seen.
        }
    }

    private SessionEnd EndOf(TlsFaultException fault)
    {
        if (recorder.OverTls)
        {
            recorder.Tls(
                (evidence, now) =>
                    evidence! with
                    {
                        Failure = fault.Failure,
                        FailedAt = now,
                        Alert = fault.Alert,
                    }
            );
        }
        return fault.Failure switch
        {
            TlsFailure.Alert => SessionEnd.TlsAlert,
            TlsFailure.Aborted => SessionEnd.ClosedByClient,
            _ => SessionEnd.ReceiverLimit,
        };
    }

    private void NoteInjected(int octets)
    {
        if (octets > 0)
        {
            recorder.BehindStartTls(octets);
            strangers.Injected(recorder.Id, octets);
        }
    }

    public void Dispose()
    {
        idle.Dispose();
        overall.Dispose();
    }
}
