using Dashboard.Core.Smtp;

namespace Dashboard.Probes.Smtp;

/// <summary>What a session has shown so far.</summary>
internal sealed class SessionNotes(TimeProvider time)
{
    private const int MaximumLines = 400;
    private const int MaximumLine = 512;

    /// <summary>Characters of all lines; an honest session has some hundreds.</summary>
    private const int MaximumText = 32 * 1024;

    private readonly List<TranscriptLine> transcript = [];
    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private readonly long start = time.GetTimestamp();
    private int room = MaximumText;

    public SmtpStage Stage { get; set; }

    public TimeSpan? ConnectDuration { get; set; }

    public SmtpReply? Greeting { get; set; }

    public SmtpReply? Ehlo { get; set; }

    public SmtpReply? Helo { get; set; }

    public bool StartTlsOffered { get; set; }

    public SmtpReply? StartTls { get; set; }

    public int DiscardedOctets { get; set; }

    public Core.Tls.TlsHandshake? Handshake { get; set; }

    public bool ClientCertificateRequested { get; set; }

    public SmtpReply? EhloAfterTls { get; set; }

    public SessionFault? Fault { get; set; }

    public TimeSpan Elapsed => time.GetElapsedTime(start);

    public void Say(TranscriptSpeaker speaker, string text)
    {
        if (transcript.Count < MaximumLines && room > 0)
        {
            var line = text.Length > MaximumLine ? text[..MaximumLine] + "..." : text;
            room -= line.Length;
            transcript.Add(new TranscriptLine(Elapsed, speaker, line));
        }
    }

    public StartTlsObservation ToObservation() =>
        new()
        {
            StartedAt = startedAt,
            Duration = Elapsed,
            ConnectDuration = ConnectDuration,
            Greeting = Greeting,
            Ehlo = Ehlo,
            Helo = Helo,
            StartTlsOffered = StartTlsOffered,
            StartTls = StartTls,
            DiscardedOctets = DiscardedOctets,
            Handshake = Handshake,
            ClientCertificateRequested = ClientCertificateRequested,
            EhloAfterTls = EhloAfterTls,
            Fault = Fault,
            Transcript = [.. transcript],
        };
}
