using System.Text.RegularExpressions;
using Dashboard.Lab;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Tests.Support;
using MimeKit;

[assembly: AssemblyFixture(typeof(Dashboard.Web.Tests.Notices.RelayFixture))]

namespace Dashboard.Web.Tests.Notices;

/// <summary>A Postfix that takes the mail of these tests, started by the first that asks for it.</summary>
public sealed class RelayFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostfixRelay>> relay = new(() =>
        PostfixRelay.StartAsync(CancellationToken.None)
    );

    public Task<PostfixRelay> GetAsync() => relay.Value;

    public async ValueTask DisposeAsync()
    {
        if (relay.IsValueCreated)
        {
            await (await relay.Value).DisposeAsync();
        }
    }
}

/// <summary>What tests of notices do on a site.</summary>
internal static partial class NoticeSite
{
    public const string Site = "https://dashboard.example";

    public const string From = "noreply@dashboard.example";

    /// <summary>Of the organisation of <see cref="From"/>, so that SPF is aligned.</summary>
    public const string ReturnDomain = "return.dashboard.example";

    /// <summary>Settings of a site that sends its mail to a relay at a port of this machine.</summary>
    public static string[] Settings(int port) =>
        [
            "Mail:Host=127.0.0.1",
            $"Mail:Port={port}",
            "Mail:Tls=None",
            $"Mail:From={From}",
            "Mail:FromName=Het dashboard",
            $"Mail:Site={Site}",
            $"Mail:ReturnDomain={ReturnDomain}",
            "Mail:SendEvery=00:00:00.1",
            "Mail:PerMinute=60000",
            "Mail:RetryAfter=00:00:00.1",
            "Notices:LookEvery=00:00:00.1",
            "Notices:DigestEvery=00:00:00",
            "Notices:RequestsPerMinute=1000",
            "Notices:RequestsPerHour=10000",
            "Notices:RequestsPerDay=10000",
            "Notices:ConfirmationsPerAddress=10",
            "RateLimit:RequestsPerMinute=100000",
        ];

    /// <summary>The newest message in a mailbox that fits.</summary>
    public static async Task<MimeMessage> MailAsync(
        PostfixRelay relay,
        string mailbox,
        Func<MimeMessage, bool>? fits = null
    ) =>
        await Eventually.GetAsync(
            () =>
                Task.FromResult(
                    relay
                        .Messages(mailbox)
                        .Select(Read)
                        .LastOrDefault(message => fits is null || fits(message))
                ),
            what: $"mail to {mailbox}; the relay says {relay.Log()}"
        );

    /// <summary>
    /// All messages in a mailbox, once as many are there as are meant to come. The relay puts a message into its mailbox after it has
    /// said that it took it, so that a message that counts as sent can still be on its way.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ArrivedAsync(
        PostfixRelay relay,
        string mailbox,
        int count
    )
    {
        await Eventually.GetAsync(
            () => Task.FromResult(relay.Messages(mailbox).Count >= count ? "there" : null),
            what: $"{count} messages to {mailbox}; the relay says {relay.Log()}"
        );
        var all = relay.Messages(mailbox);
        all.Count.ShouldBe(count, mailbox);
        return all;
    }

    public static MimeMessage Read(string text) =>
        MimeMessage.Load(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text), writable: false)
        );

    /// <summary>Fills in the form as a browser does.</summary>
    public static Task<HttpResponseMessage> AskAsync(
        DashboardApp app,
        string target,
        string key,
        string address
    ) =>
        Forms.SubmitAsync(
            app,
            "/notices",
            "notices",
            ("target", target),
            ("key", key),
            ("address", address)
        );

    /// <summary>The path of the link in a message whose path begins so.</summary>
    public static string Link(MimeMessage message, string start) =>
        Links()
            .Matches(message.TextBody!)
            .Select(link => link.Groups[1].Value)
            .First(path => path.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Asks, opens the link in the mail, and presses its button.</summary>
    /// <returns>The path of the holder's page.</returns>
    public static async Task<string> SubscribeAsync(
        DashboardApp app,
        PostfixRelay relay,
        string target,
        string key,
        string mailbox
    )
    {
        var before = relay.Messages(mailbox).Count;
        using var asked = await AskAsync(app, target, key, $"{mailbox}@{PostfixRelay.Domain}");
        ((int)asked.StatusCode).ShouldBe(200);
        await Eventually.GetAsync(
            () => Task.FromResult(relay.Messages(mailbox).Count > before ? "there" : null),
            what: $"a confirmation to {mailbox}; the relay says {relay.Log()}"
        );
        var mail = Read(relay.Messages(mailbox)[^1]);
        using var confirmed = await Forms.SubmitAsync(
            app,
            Link(mail, "/notices/confirm/"),
            "confirm"
        );
        return
            confirmed.Headers.Location!.ToString().Split('?')[0] is var to
            && to.StartsWith("http", StringComparison.Ordinal)
            ? new Uri(to).AbsolutePath
            : to;
    }

    [GeneratedRegex(@"https://dashboard\.example(/\S*)")]
    private static partial Regex Links();
}
