using System.Net.Sockets;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.OutboundLab;

/// <summary>
/// The lab's senders, told what to do on the Unix socket that the setting <c>Lab:SendingControl</c> names. Outside the lab there is
/// none, and the page is not there.
/// </summary>
internal sealed class LabControl(IConfiguration configuration) : IDisposable
{
    private readonly string? socket = LabSettings.SendingSocket(configuration);

    private HttpClient? client;

    public bool IsThere => socket is not null;

    private HttpClient Client => client ??= Connect(socket!);

    /// <exception cref="HttpRequestException">The lab does not answer.</exception>
    public async Task<IReadOnlyList<LabSender>> SendersAsync(CancellationToken cancellation) =>
        await Client.GetFromJsonAsync<List<LabSender>>("/senders", cancellation) ?? [];

    /// <summary>One message to all of these; the sender's first attempts begin.</summary>
    /// <exception cref="HttpRequestException">The lab does not answer, or has no such sender.</exception>
    public async Task SendAsync(
        string sender,
        IReadOnlyList<string> recipients,
        string subject,
        CancellationToken cancellation
    )
    {
        using var reply = await Client.PostAsJsonAsync(
            $"/senders/{Uri.EscapeDataString(sender)}/messages",
            new
            {
                Recipients = recipients,
                Subject = subject,
                Body = subject,
            },
            cancellation
        );
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>A TLS report of the sender about a recipient domain, by mail, as if its day were over.</summary>
    /// <exception cref="HttpRequestException">The lab does not answer, or has no such sender.</exception>
    public async Task ReportAsync(
        string sender,
        string mailbox,
        string domain,
        CancellationToken cancellation
    )
    {
        using var reply = await Client.PostAsJsonAsync(
            $"/senders/{Uri.EscapeDataString(sender)}/reports",
            new { Mailbox = mailbox, Domain = domain },
            cancellation
        );
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>It tries again what is still in its queue.</summary>
    /// <exception cref="HttpRequestException">The lab does not answer, or has no such sender.</exception>
    public async Task RetryAsync(string sender, CancellationToken cancellation)
    {
        using var reply = await Client.PostAsync(
            $"/senders/{Uri.EscapeDataString(sender)}/flush",
            null,
            cancellation
        );
        reply.EnsureSuccessStatusCode();
    }

    public void Dispose() => client?.Dispose();

    private static HttpClient Connect(string socket) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var connection = new Socket(
                        AddressFamily.Unix,
                        SocketType.Stream,
                        ProtocolType.Unspecified
                    );
                    try
                    {
                        await connection.ConnectAsync(
                            new UnixDomainSocketEndPoint(socket),
                            cancellation
                        );
                        return new NetworkStream(connection, ownsSocket: true);
                    }
                    catch
                    {
                        connection.Dispose();
                        throw;
                    }
                },
            }
        )
        {
            BaseAddress = new Uri("http://sending-lab"),
            Timeout = TimeSpan.FromSeconds(20),
        };
}
