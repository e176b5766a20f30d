using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Webhooks;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Watch;

/// <summary>Tells what happened to everybody who asked for it, by each of the ways that are set up.</summary>
internal sealed class NoticeFanOut(
    Digests digests,
    WebhookNotices webhooks,
    IOptions<MailOptions> mail,
    IOptions<WebhookOptions> programs
)
{
    public bool IsOn => mail.Value.IsOn || programs.Value.IsOn;

    /// <param name="domains">Of each organisation that somebody subscribed to.</param>
    public async Task WriteAsync(
        IReadOnlyDictionary<string, IReadOnlySet<string>> domains,
        CancellationToken cancellation
    )
    {
        if (mail.Value.IsOn)
        {
            await digests.WriteAsync(domains, cancellation);
        }
        await webhooks.WriteAsync(domains, cancellation);
    }
}
