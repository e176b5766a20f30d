using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Outbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.About;

/// <summary>What is kept of whom. It follows the settings in force; the operator adds a statement of its own.</summary>
public partial class PrivacyPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<AboutTexts> Texts { get; set; } = null!;

    private static readonly string[] Parts =
    [
        "visitors",
        "cookies",
        "receiving",
        "sending",
        "monitor",
        "accounts",
        "notices",
        "third",
    ];

    [Inject]
    private IOptions<OperatorOptions> Settings { get; set; } = null!;

    [Inject]
    private IOptions<InboundTestOptions> Receiving { get; set; } = null!;

    [Inject]
    private IOptions<OutboundTestOptions> Sending { get; set; } = null!;

    [Inject]
    private IOptions<MailOptions> Mail { get; set; } = null!;

    private OperatorOptions Operator => Settings.Value;

    /// <summary>How long what a part is about is kept, by the settings in force.</summary>
    private int DaysOf(string part) =>
        (int)
            (
                part switch
                {
                    "sending" => Sending.Value.KeepEvidenceFor,
                    "notices" => Mail.Value.KeepFor,
                    _ => Receiving.Value.KeepTranscriptsFor,
                }
            ).TotalDays;
}
