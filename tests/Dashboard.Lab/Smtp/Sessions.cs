namespace Dashboard.Lab.Smtp;

/// <summary>Behaviours that several scenarios share.</summary>
internal static class Sessions
{
    public static SmtpBehaviour WithoutStartTls { get; } =
        new() { Ehlo = "250-{host}\r\n250-PIPELINING\r\n250 8BITMIME" };

    public static SmtpBehaviour NotListening { get; } = new() { Listens = false };
}
