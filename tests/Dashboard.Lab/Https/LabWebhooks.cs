using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Dashboard.Core.Dns;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Lab.Https;

/// <summary>A message as a receiver got it.</summary>
public sealed record ReceivedWebhook(
    string Id,
    long Timestamp,
    string Signature,
    string Type,
    string Body
);

/// <summary>
/// Receivers of webhooks at <see cref="Host"/>. The first segment of the path says how one behaves; what comes behind it is for the
/// caller, so that each test has a receiver of its own:
/// <c>/good/…</c> echoes challenges and takes everything; <c>/deaf/…</c> takes everything and echoes nothing; <c>/mirror/…</c> sends
/// back what it gets; <c>/redirect/…</c> redirects to <c>/good/…</c>; <c>/silent/…</c> answers nothing; <c>/drip/…</c> and
/// <c>/endless/…</c> answer without an end. These echo challenges and then: <c>/flaky/…</c> fails once; <c>/failing/…</c> always
/// fails; <c>/busy/…</c> asks once for two seconds; <c>/slow/…</c> answers nothing; <c>/held/…</c> holds the first until its sender
/// has gone; <c>/gone/…</c> wants no more.
/// </summary>
public sealed class LabWebhooks : IAsyncDisposable
{
    /// <summary>The receivers.</summary>
    public const string Host = "hooks.webhooks.example";

    /// <summary>The same receivers at another host.</summary>
    public const string SecondHost = "second.webhooks.example";

    /// <summary>The same receivers with a certificate of another name.</summary>
    public const string OtherName = "other-name.webhooks.example";

    /// <summary>Nobody listens there.</summary>
    public const string Closed = "closed.webhooks.example";

    /// <summary>Has no address.</summary>
    public const string Missing = "missing.webhooks.example";

    /// <summary>Cannot be looked up: questions for its addresses are answered with SERVFAIL.</summary>
    public const string Unanswered = "hooks.unanswered-webhooks.example";

    private static readonly IPAddress Address = IPAddress.Parse("127.72.0.1");

    private readonly ConcurrentQueue<(string Path, ReceivedWebhook Message)> received = [];
    private readonly WebApplication app;

    private LabWebhooks(WebApplication app) => this.app = app;

    internal static IReadOnlyList<LabZone> Zones() =>
        [
            new LabZone(DomainName.Parse("webhooks.example"))
                .Add($"hooks IN A {Address}")
                .Add($"second IN A {Address}")
                .Add($"other-name IN A {Address}")
                .Add("closed IN A 127.72.0.2"),
            new LabZone(DomainName.Parse("unanswered-webhooks.example"))
                .Add($"hooks IN A {Address}")
                .Behind(MiddleboxAction.ServerFailure, DnsRecordType.A, DnsRecordType.Aaaa),
        ];

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<ReceivedWebhook> At(string path) =>
        [.. received.Where(one => one.Path == path).Select(one => one.Message)];

    internal static async Task<LabWebhooks> StartAsync(
        CertificateStore certificates,
        int port,
        CancellationToken cancellation
    )
    {
        var identity = LabAuthority.Server(certificates, Host, SecondHost);
        using var bare = identity.Leaf.WithPrivateKey();
        // Kestrel needs a key that it can use again.
        var leaf = X509CertificateLoader.LoadPkcs12(
            bare.Export(X509ContentType.Pkcs12),
            password: null,
            X509KeyStorageFlags.Exportable
        );
        var above = identity.Above.Select(one => X509CertificateLoader.LoadCertificate(one.Der));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                Address,
                port,
                listen =>
                    listen.UseHttps(https =>
                    {
                        https.ServerCertificate = leaf;
                        https.ServerCertificateChain = [.. above];
                    })
            )
        );
        var app = builder.Build();
        var lab = new LabWebhooks(app);
        app.Run(lab.AnswerAsync);
        await app.StartAsync(cancellation);
        return lab;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var (type, challenge) = Read(body);
        string path = context.Request.Path;
        var before = received.Count(one =>
            one.Path == path && one.Message.Type != "endpoint.verify"
        );
        var fields = context.Request.Headers;
        received.Enqueue(
            (
                path,
                new(
                    $"{fields["webhook-id"]}",
                    long.TryParse(fields["webhook-timestamp"], out var at) ? at : 0,
                    $"{fields["webhook-signature"]}",
                    type,
                    body
                )
            )
        );
        try
        {
            await AnswerAsync(context, path.Split('/')[1], body, challenge, before);
        }
        catch (OperationCanceledException)
        {
            // The client had enough, or the lab has ended.
        }
    }

    private static async Task AnswerAsync(
        HttpContext context,
        string behaviour,
        string body,
        string? challenge,
        int before
    )
    {
        var response = context.Response;
        var aborted = context.RequestAborted;
        switch (behaviour)
        {
            case "deaf":
                await response.WriteAsync("taken", aborted);
                break;
            case "mirror":
                await response.WriteAsync(body, aborted);
                break;
            case "redirect":
                response.Redirect(
                    $"https://{Host}{context.Request.Path}".Replace(
                        "/redirect/",
                        "/good/",
                        StringComparison.Ordinal
                    ),
                    permanent: true,
                    preserveMethod: true
                );
                break;
            case "silent":
                await Task.Delay(Timeout.Infinite, aborted);
                break;
            case "drip" or "endless":
                while (true)
                {
                    await response.WriteAsync(
                        new string('x', behaviour == "drip" ? 1 : 8192),
                        aborted
                    );
                    await response.Body.FlushAsync(aborted);
                    await Task.Delay(behaviour == "drip" ? 50 : 0, aborted);
                }
            case not null when challenge is not null:
                await response.WriteAsync(challenge, aborted);
                break;
            case "slow":
            case "held" when before == 0:
                await Task.Delay(Timeout.Infinite, aborted);
                break;
            case "gone":
                response.StatusCode = StatusCodes.Status410Gone;
                break;
            case "failing":
                response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case "flaky" when before == 0:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case "busy" when before == 0:
                response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                response.Headers.RetryAfter = "2";
                break;
            default:
                response.StatusCode = StatusCodes.Status204NoContent;
                break;
        }
    }

    private static (string Type, string? Challenge) Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return (
                root.GetProperty("type").GetString() ?? string.Empty,
                root.GetProperty("data").TryGetProperty("challenge", out var challenge)
                    ? challenge.GetString()
                    : null
            );
        }
        catch (Exception odd)
            when (odd is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (string.Empty, null);
        }
    }
}
