using Dashboard.Core.Outbound.Catalogue;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>Where to send to, ready to be copied, opened in a mail program, or selected by hand.</summary>
public partial class AddressPanel : ComponentBase
{
    [Inject]
    private IStringLocalizer<OutboundTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ProbeTexts> Probes { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<OutboundAddress> Addresses { get; set; } = [];

    private string Subject => Texts["message.subject"];

    private string Body => Texts["message.body"];

    private string Message => Subject + "\n\n" + Body;

    /// <summary>Subject and text say nothing of the test: a link would lead every reader of the mail to its outcome.</summary>
    private string MailtoLink =>
        $"mailto:{Joined(",")}?subject={Uri.EscapeDataString(Subject)}&body={Uri.EscapeDataString(Body)}";

    private string Joined(string separator) =>
        string.Join(separator, Addresses.Select(address => address.Address));
}
