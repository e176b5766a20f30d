using Dashboard.Data;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Https;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Components.Slots;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Pages;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Features.Notices.Watch;
using Dashboard.Web.Features.Notices.Webhooks;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices;

internal static class NoticeSetup
{
    /// <summary>The limit on how often one client asks for notices.</summary>
    public const string Limiter = "notices";

    public static void AddNotices(this WebApplicationBuilder builder, Roles roles)
    {
        var services = builder.Services;
        services.AddAnnotatedOptions<MailOptions>(MailOptions.Section);
        services.AddAnnotatedOptions<NoticeOptions>(NoticeOptions.Section);
        services.AddAnnotatedOptions<WebhookOptions>(WebhookOptions.Section);
        services.AddKeyedSingleton(
            Limiter,
            (provider, _) =>
            {
                var options = provider.GetRequiredService<IOptions<NoticeOptions>>().Value;
                return new ClientLimiter(
                    options.RequestsPerMinute,
                    options.RequestsPerDay,
                    options.RequestsPerHour
                );
            }
        );
        services.AddSingleton<Outbox>();
        services.AddSingleton<ISystemCheck, MailCheck>();
        services.AddSingleton<IOverdueWork, OverdueWebhooks>();
        services.AddSingleton<SubscriptionTargets>();
        services.AddSingleton<SubscriptionMail>();
        services.AddSingleton<SubscriptionLimits>();
        services.AddSingleton<SubscriptionDesk>();
        services.AddSingleton<NoticeLines>();
        services.AddPagePart<OrganisationFollowPlace, OrganisationNotices>();
        services.AddSingleton<WebhookKeys>();
        services.AddSingleton<WebhookMessages>();
        services.AddSingleton<WebhookShares>();
        services.AddSingleton<WebhookLimits>();
        services.AddSingleton<WebhookDesk>();
        services.AddSingleton<WebhookQueue>();
        if (!roles.HasFlag(Roles.Worker))
        {
            return;
        }
        services.AddNightlyJob<ExpireNotices>(
            NightlyJobNames.ExpireNotices,
            job => job.RunAsync(CancellationToken.None)
        );
        services.AddSingleton<SubscribedDomains>();
        services.AddSingleton<DomainWatch>();
        services.AddSingleton<OtherEvents>();
        services.AddSingleton<NoticeFanOut>();
        services.AddSingleton<WebhookNotices>();
        services.AddSingleton(provider => new HttpsPost(
            provider.GetRequiredService<ValidatingResolver>(),
            SettingsOf(provider.GetRequiredService<IOptions<WebhookOptions>>().Value),
            provider.GetRequiredService<IOptions<ProbeOptions>>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddHostedService<WebhookSender>();
        services.AddSingleton<NoticeMail>();
        services.AddSingleton<Digests>();
        services.AddSingleton<MailMessages>();
        services.AddSingleton<MailRelay>();
        services.AddHostedService<NoticeWatch>();
        services.AddHostedService<OutboxSender>();
        services.AddSingleton<Bounces>();
        services.AddHostedService<BounceReceiver>();
    }

    private static HttpsPostSettings SettingsOf(WebhookOptions options) =>
        new()
        {
            Port = options.Port,
            TrustedRoots = options.TrustedRoots ?? string.Empty,
            ConnectTimeout = options.ConnectTimeout,
            Timeout = options.Timeout,
        };

    public static void MapNotices(this WebApplication app) =>
        app.MapEnd(
            Platform.SitePaths.EndNotices("{id}"),
            (desk, id, cancellation) => desk.EndAsync(id, subscription: null, cancellation)
        );

    /// <summary>
    /// Where the List-Unsubscribe of a message leads. A program sends the POST, with no cookie and no token but the one in the address
    /// (RFC 8058 section 3.1). A browser that opens the address gets the page of the holder, with its buttons: programs that look for harm in
    /// mail open links too, so that ends nothing.
    /// </summary>
    public static void MapEnd(
        this WebApplication app,
        string path,
        Func<SubscriptionDesk, string, CancellationToken, Task> end
    )
    {
        app.MapPost(
                path,
                async (string id, SubscriptionDesk desk, HttpContext context) =>
                {
                    await end(desk, id, context.RequestAborted);
                    // The same for an address that is not there: it gets no mail either way.
                    return Results.Ok();
                }
            )
            .DisableAntiforgery()
            .ExcludeFromDescription();
        app.MapGet(
                path,
                (string id) =>
                    PublicId.IsWellFormed(id)
                        ? Results.Redirect(Platform.SitePaths.OwnNotices(id))
                        : Results.NotFound()
            )
            .ExcludeFromDescription();
    }
}
