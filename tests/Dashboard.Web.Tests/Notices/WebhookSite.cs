using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Lab.Https;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Notices;

/// <summary>An endpoint as its holder has it.</summary>
internal sealed record OwnEndpoint(string Page, string Secret);

/// <summary>What tests of webhooks do on a site.</summary>
internal static partial class WebhookSite
{
    public const string Site = "https://dashboard.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Settings of a site that sends to the receivers of the lab, and no mail.</summary>
    public static async Task<string[]> SettingsAsync(LabFixture lab)
    {
        var internet = await lab.GetAsync();
        return
        [
            .. await lab.SettingsAsync(),
            $"Webhooks:Site={Site}",
            $"Webhooks:Port={internet.HttpsPort}",
            $"Webhooks:TrustedRoots={internet.TrustedRoots}",
            "Webhooks:ConnectTimeout=00:00:30",
            "Webhooks:Timeout=00:01:00",
            "Webhooks:SendEvery=00:00:00.1",
            "Webhooks:RetryAfter=00:00:00.05",
            "Webhooks:ChallengesPerHost=1000",
            "Webhooks:ChallengesPerNetwork=1000",
            "Notices:LookEvery=00:00:00.1",
            "Notices:RequestsPerMinute=1000",
            "Notices:RequestsPerHour=10000",
            "Notices:RequestsPerDay=10000",
            "RateLimit:RequestsPerMinute=100000",
        ];
    }

    public static string Address(string path, string host = LabWebhooks.Host) =>
        $"https://{host}{path}";

    /// <summary>Fills in the form as a browser does.</summary>
    public static Task<HttpResponseMessage> AskAsync(
        DashboardApp app,
        string address,
        string target = "domain",
        string key = "a.example"
    ) =>
        Forms.SubmitAsync(
            app,
            $"/notices/webhooks?{target}={key}",
            "webhook",
            ("target", target),
            ("key", key),
            ("address", address)
        );

    /// <summary>Asks, and keeps what is shown once.</summary>
    public static async Task<OwnEndpoint> CreateAsync(
        DashboardApp app,
        string address,
        string target = "domain",
        string key = "a.example"
    )
    {
        using var asked = await AskAsync(app, address, target, key);
        var html = WebUtility.HtmlDecode(await asked.Content.ReadAsStringAsync(Cancellation));
        ((int)asked.StatusCode).ShouldBe(200, html);
        return new(Page().Match(html).Groups[1].Value, Secret().Match(html).Value);
    }

    /// <summary>Presses a button of the holder's page.</summary>
    /// <returns>The page after it.</returns>
    public static async Task<string> PressAsync(
        DashboardApp app,
        OwnEndpoint endpoint,
        string button,
        int status = 200
    )
    {
        using var pressed = await Forms.SubmitAsync(app, endpoint.Page, button);
        var html = WebUtility.HtmlDecode(await pressed.Content.ReadAsStringAsync(Cancellation));
        ((int)pressed.StatusCode).ShouldBe(status, html);
        return html;
    }

    /// <summary>Asks, and has the receiver confirm.</summary>
    public static async Task<OwnEndpoint> ConfirmAsync(
        DashboardApp app,
        string path,
        string target = "domain",
        string key = "a.example",
        string host = LabWebhooks.Host
    )
    {
        var endpoint = await CreateAsync(app, Address(path, host), target, key);
        (await PressAsync(app, endpoint, "challenge")).ShouldContain(
            "Gelukt: uw programma krijgt voortaan berichten"
        );
        return endpoint;
    }

    public static async Task<WebhookEndpointRow?> RowAsync(DashboardApp app, OwnEndpoint endpoint)
    {
        var digest = SecretTokens.Hash(endpoint.Page.Split('/')[^1]);
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<WebhookEndpointRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(e => e.TokenDigest == digest, Cancellation);
    }

    public static async Task<List<WebhookDeliveryRow>> DeliveriesAsync(
        DashboardApp app,
        WebhookDeliveryKind? kind = WebhookDeliveryKind.Notice
    )
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<WebhookDeliveryRow>()
            .AsNoTracking()
            .Where(d => kind == null || d.Kind == kind)
            .OrderBy(d => d.Id)
            .ToListAsync(Cancellation);
    }

    public static NoticeEventRow Changed(string domain, DateTimeOffset? at = null) =>
        new()
        {
            Key = $"changed:{Guid.NewGuid()}",
            Kind = NoticeKind.Changed,
            At = at ?? DateTimeOffset.UtcNow,
            Domain = domain,
            Facts = new()
            {
                Before = new(DomainStatus.Protected, ConnectionType.EncryptedAndVerified),
                After = new(DomainStatus.None, ConnectionType.Encrypted),
                TestId = PublicId.New(),
                MethodVersion = DomainJudgement.MethodVersion,
            },
        };

    public static async Task AddAsync(DashboardApp app, params NoticeEventRow[] happened)
    {
        await using var db = await app.OpenDatabaseAsync();
        db.AddRange(happened);
        await db.SaveChangesAsync(Cancellation);
    }

    [GeneratedRegex(@"https?://[^<\s]*(/notices/webhooks/[A-Za-z0-9_-]+)<")]
    private static partial Regex Page();

    [GeneratedRegex(@"whsec_[A-Za-z0-9+/=]+")]
    private static partial Regex Secret();
}
