using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.Outbound.Result;
using Dashboard.Web.Features.TlsReports;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Domain;

/// <summary>
/// What is known of a domain, receiving and sending side by side. Sending tests are listed without their links: the holder of one can
/// see the addresses of an open test and delete it, and this page is for everybody.
/// </summary>
public partial class DomainPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<DomainTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NoticeTexts> Notices { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ResultTexts> Result { get; set; } = null!;

    [Inject]
    private IStringLocalizer<OutboundTexts> Tests { get; set; } = null!;

    [Inject]
    private IStringLocalizer<TlsReportTexts> Reports { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ProbeTexts> Probes { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private InboundTests Inbound { get; set; } = null!;

    [Inject]
    private OutboundTests Outbound { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Name { get; set; } = string.Empty;

    private DomainName? Domain { get; set; }

    private InboundTestView? Receiving { get; set; }

    private IReadOnlyList<InboundTestSummary> ReceivingHistory { get; set; } = [];

    private DomainOutboundView? Sending { get; set; }

    /// <summary>Its own TLS reports show that it looks up DANE; null where none does.</summary>
    private TlsReportLookup? ReportedLookup { get; set; }

    private DomainRegistration Registration { get; set; } = new([], [], []);

    protected override async Task OnInitializedAsync()
    {
        if (!MailDomainInput.TryRead(Name, out var domain, out _))
        {
            Address.NotFound();
            return;
        }
        Domain = domain;
        Context.Response.Headers.CacheControl = "no-store";
        Receiving = await Inbound.LatestAsync(domain, Context.RequestAborted);
        ReceivingHistory = await Inbound.HistoryAsync(domain, Context.RequestAborted);
        Registration = await Services
            .GetRequiredService<DomainOrganisations>()
            .FindAsync(domain, Context.RequestAborted);
        Sending = await Outbound.OfDomainAsync(domain, Context.RequestAborted);
        ReportedLookup = (
            await Services
                .GetRequiredService<TlsReportQueries>()
                .OfSendersAsync([domain], Context.RequestAborted)
        ).GetValueOrDefault(domain.Value);
    }

    private static string FeedOf(DomainName domain) =>
        $"{SitePaths.DomainFeed(domain)}?language={CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}";

    private string? Why(OutboundTestSummary test) =>
        SenderStates.WhyKey(test) is { } key ? Tests[key].Value : null;

    /// <summary>Of the sentence about a test; what an attacker gets is spoken of only where everything that counts was looked at.</summary>
    private static string Sentence(OutboundTestSummary test) =>
        test.Verdict != SenderVerdictKind.EnforcesDane
            ? Word(test)
            : OutboundHeadline.Enforcing(
                mandatory: false,
                test.AttackerConnectionType,
                test.IsWhole
            ) switch
            {
                OutboundHeadline.Enforces => Word(test),
                var narrower => narrower,
            };

    /// <summary>Of the words for a verdict: a sender that verifies by WebPKI does notice a wrong certificate.</summary>
    private static string Word(OutboundTestSummary test) =>
        test is { Verdict: SenderVerdictKind.Opportunistic, KnowsCertificateCheck: false }
            ? OutboundHeadline.Unsettled
        : test is { Verdict: SenderVerdictKind.Opportunistic, VerifiesPkix: true } ? "pkix"
        : Slug.Of(test.Verdict);
}
