namespace Dashboard.Core.Smtp;

public enum TranscriptSpeaker
{
    /// <summary>The probe's own remark, such as "connected" or "TLS 1.3".</summary>
    Note,
    Client,
    Server,
}
