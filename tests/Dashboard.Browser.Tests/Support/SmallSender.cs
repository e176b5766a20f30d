using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Browser.Tests.Support;

/// <summary>A mail server that sends one message to one recipient.</summary>
/// <param name="Source">Its address; senders are told apart by it.</param>
/// <param name="Encrypts">By STARTTLS, with whomever; else never.</param>
internal sealed record SmallSender(string Name, IPAddress Source, bool Encrypts)
{
    public static SmallSender Plain { get; } =
        new("plain.sender.example", IPAddress.Parse("127.0.0.1"), Encrypts: false);

    public static SmallSender Encrypting { get; } =
        new("mail.encrypting.example", IPAddress.Parse("127.9.0.1"), Encrypts: true);

    public async Task SendAsync(IPEndPoint server, string recipient)
    {
        using var client = new TcpClient(new IPEndPoint(Source, 0));
        await client.ConnectAsync(server);
        Stream stream = client.GetStream();
        await using var _ = stream;
        await ReplyAsync(stream, "220");
        await SayAsync(stream, $"EHLO {Name}", "250");
        if (Encrypts)
        {
            await SayAsync(stream, "STARTTLS", "220");
            var tls = new SslStream(stream);
#pragma warning disable CA5359 // Any certificate is taken: that is what such a sender does.
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
                }
            );
#pragma warning restore CA5359
            stream = tls;
            await SayAsync(stream, $"EHLO {Name}", "250");
        }
        await SayAsync(stream, "MAIL FROM:<someone@sender.example>", "250");
        await SayAsync(stream, $"RCPT TO:<{recipient}>", "250");
        await SayAsync(stream, "DATA", "354");
        await SayAsync(stream, "From: someone@sender.example\r\nSubject: x\r\n\r\nx\r\n.", "250");
        await SayAsync(stream, "QUIT", "221");
    }

    private static async Task SayAsync(Stream stream, string line, string expected)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
        await stream.FlushAsync();
        await ReplyAsync(stream, expected);
    }

    private static async Task ReplyAsync(Stream stream, string expected)
    {
        string line;
        do
        {
            line = await LineAsync(stream);
            line.ShouldStartWith(expected);
        } while (line.Length > 3 && line[3] == '-');
    }

    /// <summary>Octet by octet: what comes behind the reply to STARTTLS is not text.</summary>
    private static async Task<string> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (await stream.ReadAsync(octet) > 0 && octet[0] != '\n')
        {
            line.Append((char)octet[0]);
        }
        return line.ToString().TrimEnd('\r');
    }
}
