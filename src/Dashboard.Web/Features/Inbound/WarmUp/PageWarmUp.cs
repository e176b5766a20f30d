using System.Globalization;
using System.Net;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Features.Inbound.Front;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dashboard.Web.Features.Inbound.WarmUp;

/// <summary>
/// The pages of a test in both languages: the result of the test on this machine as it is rendered, and by requests to ourselves the
/// way that a visitor takes. Nothing is stored: the domain of the form is none.
/// </summary>
internal sealed class PageWarmUp(IServiceScopeFactory scopes, IServer server, ILoggerFactory logs)
    : IWarmUpStep
{
    private const string Site = "http://localhost/";

    public int Order => 4;

    public async Task TakeAsync(WarmUpContext context, CancellationToken cancellation)
    {
        foreach (var language in Languages.All)
        {
            if (context is { Seen: { } seen, Judged: { } judged })
            {
                await RenderAsync(seen, judged, language);
            }
        }
        if (Own() is { } address)
        {
            await AskAsync(address, cancellation);
        }
    }

    private async Task RenderAsync(InboundObservation seen, InboundVerdict judged, string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(language);
        await using var scope = scopes.CreateAsyncScope();
        if (
            scope.ServiceProvider.GetRequiredService<NavigationManager>()
            is IHostEnvironmentNavigationManager address
        )
        {
            address.Initialize(Site, Site);
        }
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<VerdictView>(
                ParameterView.FromDictionary(
                    new Dictionary<string, object?>
                    {
                        [nameof(VerdictView.Test)] = new InboundTestView
                        {
                            Id = PublicId.New(),
                            Domain = seen.Domain.Value,
                            State = InboundTestState.Done,
                            CreatedAt = seen.StartedAt,
                            Observation = seen,
                            Verdict = judged.MailTransport,
                            Standards = judged.Standards,
                        },
                        [nameof(VerdictView.Verdict)] = judged.MailTransport,
                        [nameof(VerdictView.Observation)] = seen,
                        [nameof(VerdictView.History)] = Array.Empty<InboundTestSummary>(),
                    }
                )
            );
            _ = page.ToHtmlString();
        });
    }

    private static async Task AskAsync(Uri address, CancellationToken cancellation)
    {
        using var client = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
            }
        )
        {
            BaseAddress = address,
        };
        foreach (var language in Languages.All)
        {
            foreach (var path in new[] { SitePaths.Front, SitePaths.ReceivingTest(PublicId.New()) })
            {
                using var page = new HttpRequestMessage(HttpMethod.Get, path);
                await SendAsync(page, language);
            }
            using var form = new HttpRequestMessage(HttpMethod.Post, SitePaths.Front)
            {
                Content = new FormUrlEncodedContent([
                    new("_handler", FrontPage.FormName),
                    new("domain", "no domain"),
                ]),
            };
            await SendAsync(form, language);
        }

        async Task SendAsync(HttpRequestMessage request, string language)
        {
            request.Headers.Host = "localhost";
            request.Headers.AcceptLanguage.ParseAdd(language);
            request.Headers.AcceptEncoding.ParseAdd("br");
            using var response = await client.SendAsync(request, cancellation);
            await response.Content.CopyToAsync(Stream.Null, cancellation);
        }
    }

    /// <summary>Where this process listens, on loopback; null where it does not, or by TLS alone.</summary>
    private Uri? Own() =>
        server
            .Features.Get<IServerAddressesFeature>()
            ?.Addresses.Where(address => address.StartsWith("http://", StringComparison.Ordinal))
            .Select(address =>
                address
                    .Replace("//+:", "//127.0.0.1:", StringComparison.Ordinal)
                    .Replace("//*:", "//127.0.0.1:", StringComparison.Ordinal)
                    .Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal)
                    .Replace("//[::]:", "//127.0.0.1:", StringComparison.Ordinal)
            )
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null)
            .FirstOrDefault(uri =>
                uri is not null
                && (
                    uri.Host == "localhost"
                    || (IPAddress.TryParse(uri.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip))
                )
            );
}
