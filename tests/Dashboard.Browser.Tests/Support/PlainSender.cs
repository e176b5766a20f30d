using System.Net;
using System.Net.Sockets;

namespace Dashboard.Browser.Tests.Support;

/// <summary>A mail server that never encrypts: one message to one recipient.</summary>
internal static class PlainSender
{
    public static async Task SendAsync(IPEndPoint server, string recipient)
    {
        using var client = new TcpClient(server.AddressFamily);
        await client.ConnectAsync(server);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        await ReplyAsync("220");
        await SayAsync("EHLO plain.sender.example", "250");
        await SayAsync("MAIL FROM:<someone@sender.example>", "250");
        await SayAsync($"RCPT TO:<{recipient}>", "250");
        await SayAsync("DATA", "354");
        await SayAsync("From: someone@sender.example\r\nSubject: x\r\n\r\nx\r\n.", "250");
        await SayAsync("QUIT", "221");

        async Task SayAsync(string line, string expected)
        {
            await writer.WriteLineAsync(line);
            await ReplyAsync(expected);
        }

        async Task ReplyAsync(string expected)
        {
            string line;
            do
            {
                line = await reader.ReadLineAsync() ?? "nothing";
                line.ShouldStartWith(expected);
            } while (line.Length > 3 && line[3] == '-');
        }
    }
}
